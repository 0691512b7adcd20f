import { describe, expect, it } from "vitest";
import { Recogniser } from "../support/ebnf/earley.ts";
import { matcher } from "../support/ebnf/lexical.ts";
import { BUILT_IN_TOKENS, lower } from "../support/ebnf/lower.ts";
import { readGrammar } from "../support/ebnf/read.ts";
import { buildScanner } from "../support/ebnf/scan.ts";

const tokens = `
  WHITE_SPACE ::= [ ]   LINE_BREAK ::= #xA   COMMENT ::= "#" [^#xA]*   WORD ::= [a-z]+   RESERVED ::= "not"
  IDENT ::= WORD - RESERVED   NAME ::= WORD   NUMBER ::= [0-9]+   REGEX ::= "/" [a-z]+ "/"   ESCAPE ::= "\\" [n]
  Interpolation ::= IDENT   Block ::= "{" "}"   Members ::= "<" ">"   Cases ::= "{" "}"
`;

/** Whether a text is a sentence of the rule `Start` of a small grammar. */
function accepts(rules: string, text: string): boolean {
  const grammar = readGrammar(tokens + rules, BUILT_IN_TOKENS);
  return new Recogniser(lower(grammar), "Start").recognise(buildScanner(grammar)(text)).accepted;
}

describe("the reader of grammars", () => {
  it.each([
    ["options", "Start ::= IDENT NUMBER?", ["a", "a 1"], ["1", "a 1 1", ""]],
    ["repetition", 'Start ::= (IDENT ",")* NUMBER+', ["1", "a, b, 1 2"], ["a,", "a 1"]],
    [
      "empty rules within empty rules",
      "Start ::= Maybe Maybe IDENT  Maybe ::= None?  None ::= NUMBER*",
      ["a", "1 2 a"],
      ["1"],
    ],
    [
      "left and right recursion",
      'Start ::= Start "+" IDENT | Right  Right ::= IDENT "=" Right | IDENT',
      ["a = b + c"],
      ["+ a"],
    ],
    ["exceptions", "Start ::= IDENT", ["a"], ["not"]],
    ["look-ahead", 'Start ::= &(IDENT "=") Any | !(IDENT) Any  Any ::= NAME "="? NUMBER?', ["a = 1", "not 1"], ["a 1"]],
    ["ends of lines", "Start ::= IDENT (NL IDENT)*", ["a", "a\n\n# b\nc"], ["a b"]],
    ["line breaks in parentheses", 'Start ::= "(" IDENT IDENT ")"', ["(a b)", "(a\nb)"], []],
    ["tokens that touch", "Start ::= IDENT TIGHT NUMBER", [], ["a 1"]],
    ["tokens that touch", 'Start ::= IDENT TIGHT "." TIGHT IDENT', ["a.b"], ["a .b", "a. b"]],
    ["ends of blocks", "Start ::= (Block | IDENT) BLOCK_END IDENT", ["{ } a"], ["a a"]],
    [
      "rules without braced operands",
      'Start ::= Value~ ":" Value  Value ::= "(" Value ")" | BracedOperand | IDENT  BracedOperand ::= Block',
      ["a : { }", "({ }) : { }"],
      ["{ } : a"],
    ],
    ["interpolations", 'Start ::= STRING  STRING ::= "\'"', ['"a {b} c"', '"{{"', "'{'"], ['"{1}"', '"{"']],
  ])("understands %s: %s", (_, rules, good, bad) => {
    expect(good.filter((text) => !accepts(rules, text))).toEqual([]);
    expect(bad.filter((text) => accepts(rules, text))).toEqual([]);
  });

  it("matches characters", () => {
    const rules = readGrammar(`N ::= D ("." D)? | "x" [^a-c#x20]+  D ::= [0-9]+  W ::= [\\p{L}] - "no"`);
    const isNumber = matcher(rules, "N");
    expect(["1", "1.5", "xd\\", "x]"].filter((text) => !isNumber(text))).toEqual([]);
    expect(["1.", "xa", "x d", ""].filter(isNumber)).toEqual([]);
    expect(matcher(rules, "W")("ß")).toBe(true);
  });

  it.each([
    ["A ::= b\nB ::= 'b'", "grammar line 1: b is not defined"],
    ["A ::= 'a'\nA ::= 'b'", "grammar line 2: A is defined twice"],
    ["A ::= ('a'", "the grammar ends too early"],
    ["A ::= %", "cannot read %"],
  ])("reports what is wrong with %j", (text, message) => {
    expect(() => readGrammar(text)).toThrow(message);
  });
});
