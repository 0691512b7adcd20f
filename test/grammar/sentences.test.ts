import { describe, expect, it } from "vitest";
import { parse } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";
import { GrammarCheck, rules } from "../support/ebnf/grammar.ts";
import { seeded } from "../support/ebnf/random.ts";
import { isLexical } from "../support/ebnf/read.ts";
import { SentenceWriter } from "../support/ebnf/sentences.ts";

const sentences = Number(process.env.AETHER_FUZZ ?? 1_500);
const seed = Number(process.env.AETHER_FUZZ_SEED ?? 1);

describe("random sentences of the grammar", () => {
  it(`parse without an error (${sentences} sentences, seed ${seed})`, () => {
    const writer = new SentenceWriter(rules, seeded(seed));
    const check = new GrammarCheck();
    const failures: string[] = [];
    let sentencesOfGrammar = 0;
    for (let index = 0; index < sentences; index++) {
      const text = writer.write("File", 5 + (index % 60));
      // The writer does not look ahead: what breaks a look-ahead is no sentence.
      if (check.problem(text) !== null) continue;
      sentencesOfGrammar += 1;
      // A comma anywhere between these parentheses makes the parser expect a message.
      if (/\bassert\b[^(]{0,30}\(/.test(text)) continue;
      const { diagnostics, source } = parse(new Source("sentence.aether", text));
      const error = diagnostics.find(({ severity }) => severity === "error");
      if (!error) continue;
      const { line, column } = source.position(error.span.start);
      failures.push(`${line}:${column} ${error.code} ${error.message}\n${text}`);
    }
    expect(failures).toEqual([]);
    expect(sentencesOfGrammar / sentences).toBeGreaterThan(0.8);
  });

  it("take every option of every rule", () => {
    const writer = new SentenceWriter(rules, seeded(seed));
    const starts = [...rules.keys()].filter((name) => !isLexical(name));
    for (let index = 0; index < 60; index++) for (const start of starts) writer.write(start, 30);
    const untaken = [...rules].flatMap(([name, rule]) => {
      if (isLexical(name) || rule.type !== "choice") return [];
      const taken = writer.taken.get(rule) ?? [];
      return rule.options.flatMap((_, at) => ((taken[at] ?? 0) > 0 ? [] : [`${name}, option ${at + 1}`]));
    });
    expect(untaken).toEqual([]);
  });
});
