import { describe, expect, it } from "vitest";
import { parse, walk } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";

const many = 100_000;
/** Far more than any of these needs on a busy machine; a quadratic step would take minutes. */
const patience = 20_000;

/** Codes of the findings, in order, without repetitions. */
function codes(text: string): string {
  const { diagnostics, file } = parse(new Source("hostile.aether", text));
  let nodes = 0;
  walk(file, () => {
    nodes += 1;
  });
  expect(nodes).toBeGreaterThan(0);
  return [...new Set(diagnostics.map(({ code }) => code))].join(" ");
}

describe("deep nesting", () => {
  it.each([
    ["open parentheses", "(".repeat(many)],
    ["nested lists", `x = ${"[".repeat(many)}${"]".repeat(many)}`],
    ["mixed brackets", "([{".repeat(many)],
    ["1+1+…", `x = 1${"+1".repeat(200_000)}`],
    ["unary minuses", `x = ${"- ".repeat(many)}1`],
    ["exclamation marks", `${"!".repeat(many)}x`],
    ["not", `x = ${"not ".repeat(many)}a`],
    ["ternaries to the right", `x = ${"a ? b : ".repeat(many)}c`],
    ["ternaries in the middle", `x = ${"a ? ".repeat(many)}b${" : c".repeat(many)}`],
    ["arrows", `x = ${"a => ".repeat(many)}b`],
    ["powers", `x = 2${" ** 2".repeat(many)}`],
    ["method chains", `x${".a()".repeat(many)}`],
    ["optional chains", `x${"?.a".repeat(many)}`],
    ["templates", `x = ${'"{'.repeat(many)}`],
    ["closed templates", `x = ${'"{'.repeat(400)}1${'}"'.repeat(400)}`],
    ["type arguments", `let x: ${"list<".repeat(many)}a${">".repeat(many)} = 1`],
    ["functions", "fn f() { ".repeat(many)],
    ["matches", `${"match -".repeat(many)}1`],
    ["dotted patterns", `match x { case a${".b".repeat(many)}: 1 }`],
  ])("%s end in one AE4002", { timeout: patience }, (_, text) => {
    expect(codes(text)).toBe("AE4002");
  });

  it.each([
    ["parentheses", `x = ${"(".repeat(190)}1${")".repeat(190)}`],
    ["lists", `x = ${"[".repeat(190)}1${"]".repeat(190)}`],
    ["blocks", `${"if a { ".repeat(95)}${"}".repeat(95)}`],
    ["functions in functions", `${"fn f() { ".repeat(90)}${"}".repeat(90)}`],
    ["callbacks", `${"f(() => { ".repeat(48)}${"})".repeat(48)}`],
    ["templates", `x = ${'"{'.repeat(150)}1${'}"'.repeat(150)}`],
    ["sums", `x = 1${"+1".repeat(190)}`],
    ["cases", `${"match x { case 1: ".repeat(60)}${"}".repeat(60)}`],
  ])("%s below the limit are fine", (_, text) => {
    expect(codes(text)).toBe("");
  });

  it("the limit is the depth of the tree, and a parameter", () => {
    const limits = { sourceBytes: 1000, depth: 5 };
    const found = (text: string): string[] => parse(new Source("x", text), limits).diagnostics.map(({ code }) => code);
    expect(found("x = 1 + 2 + 3 + 4")).toEqual([]);
    expect(found("x = 1 + 2 + 3 + 4 + 5")).toEqual(["AE4002"]);
    expect(found("x = [[[1]]]")).toEqual([]);
    expect(found("x = [[[[1]]]]")).toEqual(["AE4002"]);
  });

  it("a tree that is too deep never leaves the parser", () => {
    const { file } = parse(new Source("x", `let a = 1\nlet b = 1${"+1".repeat(1000)}\nlet c = 1`));
    expect(file.body.map(({ kind }) => kind)).toEqual(["Let", "Invalid", "Let"]);
  });
});

describe("size", () => {
  it("10 MB of braces are refused before they are read", { timeout: patience }, () => {
    const text = "{".repeat(10_000_000);
    const { diagnostics, file } = parse(new Source("x", text));
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "AE4001 This source has 10000000 bytes; the limit is 2000000.",
    ]);
    expect(file.body).toEqual([]);
  });

  it("the size counts bytes of UTF-8", () => {
    const limits = { sourceBytes: 12, depth: 200 };
    const size = (text: string): string[] =>
      parse(new Source("x", text), limits).diagnostics.map(({ message }) => message);
    expect(size('x = "äöü"')).toEqual([]);
    expect(size('x = "äöüß"')).toEqual(["This source has 14 bytes; the limit is 12."]);
    expect(size('x = "😀ab"')).toEqual([]);
    expect(size('x = "😀abc"')).toEqual(["This source has 13 bytes; the limit is 12."]);
  });

  it("10,000 lines are read at once", { timeout: patience }, () => {
    const block = 'fn f(a) {\n  if a > 1 {\n    log "{a} is {a.b(1)}"\n  }\n  return [a, { b: a }]\n}\n';
    const text = block.repeat(1667);
    parse(new Source("x", block));
    const start = performance.now();
    expect(parse(new Source("x", text)).diagnostics).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("long and flat is fine", () => {
  it.each([
    ["else if", `if a { b() }${" else if c { d() }".repeat(5000)}`],
    ["statements", "a(); ".repeat(many)],
    ["elements", `x = [${"1, ".repeat(many)}]`],
    ["properties", `x = {\n${"a: 1\n".repeat(many)}}`],
    ["interpolations", `x = "${"{a} ".repeat(many)}"`],
    ["unions", `type t = ${"a | ".repeat(many)}b`],
    ["cases", `match x { ${"case 1: 2 ".repeat(many)}}`],
    ["declarations of log", `${"for log in x { }\n".repeat(20_000)}log (1)`],
    ["documentation", `${"#\n".repeat(many)}fn f() { }`],
    ["a name", "a".repeat(1_900_000)],
    ["a comment", `/*${"a".repeat(1_900_000)}*/`],
    ["lines of a string", `x = """\n${"  a\n".repeat(many)}"""`],
  ])("%s", { timeout: patience }, (_, text) => {
    expect(codes(text)).toBe("");
  });
});

describe("garbage", () => {
  it.each([
    ['a lone "', '"', "AE1007"],
    ["a NUL", "\0", "AE1006"],
    ["NULs", "\0".repeat(many), "AE1006"],
    ["NULs between names", "a\0".repeat(many), "AE1006"],
    ["U+FFFD", "\ufffd".repeat(many), "AE1006"],
    ["lone surrogates", "let x = \ud800\n".repeat(1000), "AE1006 AE1060"],
    ["closing braces", "}".repeat(many), "AE1003"],
    ["closing lines", "  }\n".repeat(many), "AE1003 AE1060"],
    ["crossed brackets", "(]".repeat(many), "AE1003 AE4002"],
    ["open strings", '"abc\n'.repeat(many), "AE1007 AE1060"],
    ["open strings with braces", '"{" '.repeat(many), "AE1012 AE1005"],
    ["triple strings with braces", '"""{ """ '.repeat(many), "AE1012 AE1005"],
    ["braces in a string", `x = "${"{a ".repeat(many)}"`, "AE1012"],
    ["open regexes", "/[".repeat(many), "AE1009 AE4002"],
    ["slashes", "/ ".repeat(many), "AE1009"],
    ["open comments", "/*".repeat(many), "AE1054 AE1008"],
    ["commas", ",".repeat(many), "AE1001"],
    ["names", "a ".repeat(many), "AE1005"],
    ["minus signs", `x = ${"-".repeat(many)}1`, "AE1023"],
    ["comparisons", "a >\n".repeat(many), "AE1020 AE1060"],
    ["matches", "match (a) ".repeat(many), "AE1005"],
    ["escapes", `"${"\\q".repeat(many)}"`, "AE1010 AE1060"],
    ["lets", "let let\n".repeat(many), "AE1050 AE1060"],
    ["headers", "if a\n".repeat(many), "AE1029 AE1060"],
    ["assignments", "a = ".repeat(many), "AE1021"],
    ["cron fields", `plugin p { schedule: cron "${"1,".repeat(many)}" }`, "AE1044"],
  ])("%s", { timeout: patience }, (_, text, expected) => {
    expect(codes(text)).toBe(expected);
  });

  it("at most 100 findings, never two at one place", { timeout: patience }, () => {
    const { diagnostics } = parse(new Source("x", "let let = 1 + + )\n".repeat(1000)));
    const places = diagnostics.map(({ span }) => span.start);
    expect(diagnostics.length).toBeLessThanOrEqual(100);
    expect(diagnostics.at(-1)?.code).toBe("AE1060");
    expect(new Set(places).size).toBe(places.length);
  });
});
