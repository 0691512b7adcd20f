import { describe, expect, it } from "vitest";
import { fixed, problems, tree, value } from "./support.ts";

describe("numbers", () => {
  it.each([
    ["1", "(NumberLiteral 1)"],
    ["1_000_000", "(NumberLiteral 1000000)"],
    ["0.5", "(NumberLiteral 0.5)"],
    ["1e3", "(NumberLiteral 1000)"],
    ["2.5e-3", "(NumberLiteral 0.0025)"],
    ["0x1F", "(NumberLiteral 31)"],
    ["0x1d", "(NumberLiteral 29)"],
    ["1e999", "(NumberLiteral Infinity)"],
    ["500ms", '(NumberLiteral 0.5 unit="ms")'],
    ["3ms", '(NumberLiteral 0.003 unit="ms")'],
    ["1s", '(NumberLiteral 1 unit="s")'],
    ["1.5h", '(NumberLiteral 5400 unit="h")'],
    ["5m", '(NumberLiteral 300 unit="m")'],
    ["1d", '(NumberLiteral 86400 unit="d")'],
    ["1w", '(NumberLiteral 604800 unit="w")'],
    ["1_0m", '(NumberLiteral 600 unit="m")'],
  ])("%s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it("a number may have methods", () => {
    expect(value("1.toFixed(2)")).toContain("property: toFixed");
    expect(value("1.5.round()")).toContain("(NumberLiteral 1.5)");
  });

  it.each([
    ["wait 5min", "1:6 AE1011 `5min` is not a number: `min` is not a unit.", "wait 5m"],
    ["wait 2hours", "1:6 AE1011 `2hours` is not a number: `hours` is not a unit.", "wait 2h"],
    ["wait 10sec", "1:6 AE1011 `10sec` is not a number: `sec` is not a unit.", "wait 10s"],
    ["x = 3y", "1:5 AE1011 `3y` is not a number: `y` is not a unit.", "no fix"],
    ["x = 0xZZ", "1:5 AE1011 `0xZZ` is not a number: `xZZ` is not a unit.", "no fix"],
    ["x = 1e", "1:5 AE1011 `1e` is not a number: `e` is not a unit.", "no fix"],
    ["x = 1__0", "1:5 AE1013 `1__0` is not a number: an underscore stands between two digits.", "x = 1_0"],
    ["x = 10_", "1:5 AE1013 `10_` is not a number: an underscore stands between two digits.", "x = 10"],
  ])("%s is wrong", (text, expected, repaired) => {
    expect(problems(text)).toBe(expected);
    expect(fixed(text)).toBe(repaired);
  });
});

describe("constants", () => {
  it.each([
    ["true", "(BooleanLiteral true)"],
    ["false", "(BooleanLiteral false)"],
    ["null", "(NullLiteral)"],
    ["undefined", "(NullLiteral)"],
    ["this", "(This)"],
  ])("%s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe("regular expressions and division", () => {
  it.each([
    ["/a+/gi", '(RegexLiteral "a+" flags="gi")'],
    ["/[/\\]]/", '(RegexLiteral "[/\\\\]]" flags="")'],
    ["/\\//", '(RegexLiteral "\\\\/" flags="")'],
    ["a / b", '(Binary "/" left: (Name "a") right: (Name "b"))'],
    ["(a) / 2", '(Binary "/" left: (Paren (Name "a")) right: (NumberLiteral 2))'],
    ["a[0] / 2 / c", '(Binary "/"'],
    ["a.in / 2", '(Binary "/" left: (MemberAccess object: (Name "a") property: in) right: (NumberLiteral 2))'],
    ["not /a/.test(b)", '(RegexLiteral "a" flags="")'],
    ["[/a/, /b/]", '(List (RegexLiteral "a" flags="") (RegexLiteral "b" flags=""))'],
    ["1 // 2", "(NumberLiteral 1)"],
  ])("%s", (text, expected) => {
    expect(value(text)).toContain(expected);
  });

  it("a slash at the start of a line begins a regex", () => {
    expect(tree("x = a\n/b/.test(c)")).toContain('(RegexLiteral "b"');
  });

  it.each([
    ["x = /a", "1:5 AE1009 A `/` here begins a regular expression, and this one is not closed on its line."],
    ["x = a\n  / b", "2:3 AE1054 A line cannot begin with `/`."],
    ["x = /(/", "1:5 AE1018 This is not a valid regular expression: Unterminated group."],
    ["x = /a/q", "1:5 AE1018 This is not a valid regular expression: unknown flags `q`."],
    ["x = /[/", "1:5 AE1009 A `/` here begins a regular expression, and this one is not closed on its line."],
  ])("%s is wrong", (text, expected) => {
    expect(problems(text)).toBe(expected);
  });
});

describe("lists and objects", () => {
  it.each([
    ["[]", "(List)"],
    ["[1, ...xs,]", '(List (NumberLiteral 1) (Spread (Name "xs")))'],
    ["{}", "(ObjectLiteral)"],
    ["{a}", '(ObjectLiteral (Property shorthand=true key: a value: (Name "a")))'],
    ["{if: 1, new: 2}", "(Property key: if value: (NumberLiteral 1))"],
    ['{"a b": 1}', '(Property key: "a b" value: (NumberLiteral 1))'],
    ['{"{a}": 1}', '(Property key: "{a}" value: (NumberLiteral 1))'],
    ["{1: 2, 1.50: 3}", '(Property key: "1.5" value: (NumberLiteral 3))'],
    [
      "{[a + b]: 1}",
      '(Property key: (Computed (Binary "+" left: (Name "a") right: (Name "b"))) value: (NumberLiteral 1))',
    ],
    ["{...a, b: 1,}", '(ObjectLiteral (Spread (Name "a")) (Property key: b value: (NumberLiteral 1)))'],
  ])("%s", (text, expected) => {
    expect(value(text)).toContain(expected);
  });

  it.each([
    ["x = [1 2]", "1:8 AE1001 Expected `,` or `]`, but found `2`."],
    ["x = [1,,2]", "1:8 AE1001 Expected an expression, but found `,`."],
    ["x = {a: 1 b: 2}", "1:11 AE1001 Expected `,` or `}`, but found `b`."],
    ["x = {a: , b: 2}", "1:9 AE1001 Expected an expression, but found `,`."],
    ["x = {if}", "1:6 AE1050 `if` is a reserved word and cannot be a name."],
    ['x = {"a"}', "1:9 AE1001 Expected `:`, but found `}`."],
    ["x = {a() { }}", "1:7 AE1001 Expected `,` or `}`, but found `(`."],
    ["f(a = 1)", "1:5 AE1001 Expected `,` or `)`, but found `=`."],
  ])("%s is wrong", (text, expected) => {
    expect(problems(text)).toBe(expected);
  });
});

describe("characters that belong to no token", () => {
  it.each([
    ["x = a @ b", "1:7 AE1006 `@` cannot stand here."],
    ["x = “a”", '1:5 AE1016 `“` is not `"`.'],
    ["x = `a`", "1:5 AE1017 Strings are not written with backticks."],
    ["x = 1 × 2", "1:7 AE1016 `×` is not `*`."],
    ["x = \u0000", "1:5 AE1006 U+0000 cannot stand here."],
    ["x = \ud800 1", "1:5 AE1006 U+D800 cannot stand here."],
    ["x = \ufffd\ufffd", "1:5 AE1006 U+FFFD U+FFFD cannot stand here."],
    ["/* a", "1:1 AE1008 This comment has no closing `*/`."],
  ])("%j", (text, expected) => {
    expect(problems(text).split("\n")[0]).toBe(expected);
  });

  it("names may hold letters of all scripts", () => {
    expect(tree("größe = día_2")).toBe('(Assign "=" target: (Name "größe") value: (Name "día_2"))');
  });
});
