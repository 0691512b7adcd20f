import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tokenize } from "../../src/syntax/index.ts";
import { GrammarCheck, rules, scan } from "../support/ebnf/grammar.ts";
import { matcher } from "../support/ebnf/lexical.ts";
import { repository } from "../support/run.ts";
import { samples } from "../support/samples.ts";

const check = new GrammarCheck();
const isStringToken = matcher(rules, "STRING");
const isTextToken = matcher(rules, "TEXT");
const isString = (text: string): boolean => isStringToken(text) || isTextToken(text);

/** Codes of syntax errors in a sample's expected findings; limits of size and nesting are not the grammar's matter. */
function expectedErrors(folder: string): string[] {
  const file = join(folder, "diagnostics.txt");
  return existsSync(file) ? (readFileSync(file, "utf8").match(/AE1\d{3}/g) ?? []) : [];
}

describe("the grammar", () => {
  for (const { name, folder, source, options } of samples()) {
    it(`judges ${name} as its expected findings do`, () => {
      const problem = check.problem(source);
      if (expectedErrors(folder).length === 0) expect(problem).toBe(null);
      else expect(problem).toMatch(/^\d+:\d+: /);
      for (const text of Object.values(options.files ?? {})) expect(check.problem(text)).toBe(null);
    });
  }

  const plugins = readdirSync(join(repository, "system")).filter((file) => file.endsWith(".aether"));
  it.each(plugins)("accepts system/%s", (file) => {
    expect(check.problem(readFileSync(join(repository, "system", file), "utf8"))).toBe(null);
  });
});

describe("the lexical rules", () => {
  for (const { name, source, folder } of samples()) {
    if (expectedErrors(folder).length > 0) continue;
    it(`cut ${name} into the parser's tokens`, () => {
      const words = tokenize(source).map(({ text }) => text);
      // The rules have no token `>>`: type arguments close one by one.
      const split = words.flatMap((word) => (/^>>+$/.test(word) ? [...word] : [word]));
      const cut = scan(source).filter(({ kind }) => kind !== "NL");
      expect(cut.map(({ text }) => text)).toEqual(split);
      expect(cut.filter((token) => token.kind === "string" && !isString(token.text))).toEqual([]);
    });
  }
});
