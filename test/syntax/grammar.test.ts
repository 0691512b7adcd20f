import { expect, it } from "vitest";
import { buildLexer } from "../../src/syntax/lexer/lexer.ts";
import { AetherParser } from "../../src/syntax/parser/parser.ts";

it("Chevrotain finds nothing wrong with the tokens", () => {
  expect(buildLexer(false).lexerDefinitionErrors).toEqual([]);
});

it("Chevrotain finds nothing wrong with the grammar", () => {
  expect(() => new AetherParser(false)).not.toThrow();
});
