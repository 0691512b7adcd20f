import { describe, expect, it } from "vitest";
import { fixed, problems, read, value } from "./support.ts";

const q3 = '"""';

describe("strings", () => {
  it.each([
    ['"abc"', '(StringLiteral "abc")'],
    ["'abc'", '(StringLiteral "abc")'],
    ['""', '(StringLiteral "")'],
    ['"it\'s"', '(StringLiteral "it\'s")'],
    ["'a {b} \"c\"'", '(StringLiteral "a {b} \\"c\\"")'],
    ["'{{'", '(StringLiteral "{{")'],
    ['"{{a}}"', '(StringLiteral "{a}")'],
    ['"a } b"', '(StringLiteral "a } b")'],
    ['"\\{a\\}"', '(StringLiteral "{a}")'],
    ['"# no // comment"', '(StringLiteral "# no // comment")'],
    [String.raw`"\n\t\r\0\\\"\'\u0041\u{1F600}"`, '(StringLiteral "\\n\\t\\r\\u0000\\\\\\"\'A😀")'],
    [String.raw`'\{\'\\'`, '(StringLiteral "{\'\\\\")'],
  ])("%s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each([
    ['"a {b} c"', '(Template "a " (Name "b") " c")'],
    ['"{a}{b}"', '(Template (Name "a") (Name "b"))'],
    ['"{a["k"]}"', '(Template (IndexAccess object: (Name "a") index: (StringLiteral "k")))'],
    ["\"{f('}')}\"", '(Template (Call callee: (Name "f") args: [(StringLiteral "}")]))'],
    ['"{({a: 1}.a)}"', "(Template (Paren (MemberAccess object: (ObjectLiteral"],
    ['"{{{a}}}"', '(Template "{" (Name "a") "}")'],
    [
      '"{a ? "x {b}" : "y"}"',
      '(Template (Ternary test: (Name "a") then: (Template "x " (Name "b")) otherwise: (StringLiteral "y")))',
    ],
    ['"{xs.map(x => { return "<{x}>" }).join("")}"', '(Template "<" (Name "x") ">")'],
    ['"{a.replace(/"/g, "")}"', '(RegexLiteral "\\"" flags="g")'],
    ['"{a.replace(/}/, "")}"', '(RegexLiteral "}" flags="")'],
    ['"{a / b} and {c / d}"', '(Template (Binary "/" left: (Name "a") right: (Name "b")) " and " (Binary'],
    ['"{call a/b.c(1)}"', '(Template (PluginCall target: (PathTarget "a/b" c) args: [(NumberLiteral 1)]))'],
  ])("%s", (text, expected) => {
    expect(value(text)).toContain(expected);
  });

  it("interpolated code knows its place in the source", () => {
    const spans: string[] = [];
    const { file, source } = read('x = "a {b + "{c}"}"');
    JSON.stringify(file, (key, node) => {
      if (node?.kind === "Name") spans.push(`${source.slice(node.span)}@${node.span.start}`);
      return key === "comments" ? undefined : node;
    });
    expect(spans).toEqual(["x@0", "b@8", "c@14"]);
  });

  it.each([
    [`${q3}\n  a\n    b\n  ${q3}`, '(StringLiteral "a\\n  b\\n")'],
    [`${q3}a${q3}`, '(StringLiteral "a")'],
    [`${q3}\n  a\n\n  b${q3}`, '(StringLiteral "a\\n\\nb")'],
    [`${q3}\n\ta\n\t\tb\n${q3}`, '(StringLiteral "a\\n\\tb\\n")'],
    [`${q3}\r\n  a\r\n  b\r\n${q3}`, '(StringLiteral "a\\nb\\n")'],
    [`${q3}\n  say "hi" {{x}} \\n\n${q3}`, '(StringLiteral "say \\"hi\\" {x} \\n\\n")'],
    [`${q3}\n  a {b}\n  {c}\n${q3}`, '(Template "a " (Name "b") "\\n" (Name "c") "\\n")'],
    [
      `${q3}\n  {f(\n1,\n2)}!\n${q3}`,
      '(Template (Call callee: (Name "f") args: [(NumberLiteral 1) (NumberLiteral 2)]) "!\\n")',
    ],
    [`${q3}${q3}`, '(StringLiteral "")'],
  ])("%j spans lines", (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe("wrong strings", () => {
  it.each([
    ['x = "abc', '1:5 AE1007 This string has no closing ".', 'x = "abc"'],
    ["x = 'abc", "1:5 AE1007 This string has no closing '.", "x = 'abc'"],
    [`x = ${q3}abc\ny`, `1:5 AE1007 This string has no closing ${q3}.`, `x = ${q3}abc\ny${q3}`],
    ['x = "a\\qb"', "1:7 AE1010 `\\q` is not an escape.", 'x = "a\\\\qb"'],
    ['x = "\\u00g0"', "1:6 AE1014 `\\u` does not begin a Unicode escape.", 'x = "\\\\u00g0"'],
    ['x = "\\u{110000}"', "1:6 AE1014 `\\u` does not begin a Unicode escape.", 'x = "\\\\u{110000}"'],
    ['x = "a { b"', "1:8 AE1012 This `{` does not open a valid expression.", 'x = "a \\{ b"'],
    ['x = "a {} b"', "1:8 AE1012 This `{` does not open a valid expression.", 'x = "a \\{} b"'],
    ['x = "{a b}"', "1:9 AE1001 Expected `}`, but found `b`.", 'x = "\\{a b}"'],
    ['x = "{: 1}"', "1:7 AE1001 Expected an expression, but found `:`.", 'x = "\\{: 1}"'],
    ['x = "{a # b}"', "1:9 AE1015 A comment cannot stand in an interpolation.", "no fix"],
    ['x = "{a /* b */}"', "1:9 AE1015 A comment cannot stand in an interpolation.", "no fix"],
    ['x = "{\na}"', '1:5 AE1007 This string has no closing ".', 'x = "{"\na}"'],
    ['x = "{(a}"', "1:9 AE1002 `(` is never closed.", 'x = "{(a)}"'],
  ])("%j", (text, expected, repaired) => {
    expect(problems(text).split("\n")[0]).toBe(expected);
    expect(fixed(text)).toBe(repaired);
  });

  it("two escapes in a line are both reported", () => {
    expect(problems('x = "\\q \\z"')).toBe("1:6 AE1010 `\\q` is not an escape.\n1:9 AE1010 `\\z` is not an escape.");
  });

  it("an open string costs its line only", () => {
    expect(problems('let a = "x\nlet b = 1\nfn f() { }')).toBe('1:9 AE1007 This string has no closing ".');
    expect(read('let a = "x\nlet b = 1\nfn f() { }').file.body.map(({ kind }) => kind)).toEqual([
      "Let",
      "Let",
      "FunctionDeclaration",
    ]);
  });
});
