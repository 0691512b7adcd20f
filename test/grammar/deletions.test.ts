import { describe, expect, it } from "vitest";
import { parse, tokenize } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";
import { GrammarCheck } from "../support/ebnf/grammar.ts";
import { samples } from "../support/samples.ts";

// Every third token, a different third in each sample; AETHER_DELETIONS=all takes every token.
const stride = process.env.AETHER_DELETIONS === "all" ? 1 : 3;
const check = new GrammarCheck();

/**
 * `log (…)`, `wait (…)` and `assert (…)` are statements or, where the author declared that name, calls. The grammar knows
 * nothing of declarations and allows both; `assert()` and `assert(a,)` are fine only as calls.
 */
const dependsOnDeclarations = /\b(?:log|wait|assert) *\(/;

/** The first syntax error; undefined when nesting (a limit, no matter of syntax) kept the parser from looking. */
function firstError(text: string): string | null | undefined {
  const { diagnostics } = parse(new Source("sample.aether", text));
  if (diagnostics.some(({ code }) => code === "AE4002")) return undefined;
  const error = diagnostics.find(({ severity }) => severity === "error");
  return error ? `${error.code} ${error.message}` : null;
}

describe("after losing any one token, grammar and parser agree", () => {
  for (const [index, { name, source }] of samples().entries()) {
    it(name, () => {
      const differences: string[] = [];
      for (const [at, { start, end, text }] of tokenize(source).entries()) {
        if (at % stride !== index % stride) continue;
        const broken = source.slice(0, start) + source.slice(end);
        const byGrammar = check.problem(broken);
        const byParser = firstError(broken);
        if (byParser === undefined || (byGrammar === null) === (byParser === null)) continue;
        const number = source.slice(0, start).split("\n").length;
        const line = broken.split("\n")[number - 1]!;
        if (byGrammar === null && dependsOnDeclarations.test(line)) continue;
        differences.push(
          `without ${text}: ${line}\n  grammar: ${byGrammar ?? "fine"}\n  parser: ${byParser ?? "fine"}`,
        );
      }
      expect(differences).toEqual([]);
    });
  }
});
