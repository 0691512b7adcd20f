import { describe, expect, it } from "vitest";
import { brokenTree, fixed, help, problems } from "./support.ts";

describe("what people write who come from elsewhere", () => {
  it.each([
    ["if a = 1 { }", "1:6 AE1021 `=` assigns; it cannot stand in an expression.", "if a == 1 { }"],
    ["if (a = 1) { }", "1:7 AE1021 `=` assigns; it cannot stand in an expression.", "if (a == 1) { }"],
    ["while a = b { }", "1:9 AE1021 `=` assigns; it cannot stand in an expression.", "while a == b { }"],
    [
      "if a { } elif b { }",
      "1:10 AE1028 A further branch begins with `else if`, not `elif`.",
      "if a { } else if b { }",
    ],
    [
      "if a { }\nelseif (b) { }",
      "2:1 AE1028 A further branch begins with `else if`, not `elseif`.",
      "if a { }\nelse if (b) { }",
    ],
    ["function f(a) { }", "1:1 AE1027 Functions are declared with `fn`, not `function`.", "fn f(a) { }"],
    ["def f(a) { }", "1:1 AE1027 Functions are declared with `fn`, not `def`.", "fn f(a) { }"],
    ["func f() { }", "1:1 AE1027 Functions are declared with `fn`, not `func`.", "fn f() { }"],
    ["var x = 1", "1:1 AE1026 Variables are declared with `let`, not `var`.", "let x = 1"],
    ["const {a} = b", "1:1 AE1026 Variables are declared with `let`, not `const`.", "let {a} = b"],
    [
      "for (x of xs) { }",
      "1:1 AE1031 A loop over the elements of something is written `for x in xs { … }`.",
      "for x in xs { }",
    ],
    [
      "for (const x of f(a)) { }",
      "1:1 AE1031 A loop over the elements of something is written `for x in xs { … }`.",
      "for x in f(a) { }",
    ],
    [
      "for (let k in o) { }",
      "1:1 AE1031 A loop over the elements of something is written `for x in xs { … }`.",
      "for k in o { }",
    ],
    [
      "for (let i = 0; i < 3; i++) { }",
      "1:1 AE1031 A loop over the elements of something is written `for x in xs { … }`.",
      "no fix",
    ],
    [
      "for x of xs { }",
      "1:7 AE1031 A loop over the elements of something is written `for x in xs { … }`.",
      "for x in xs { }",
    ],
    ["fn f() -> string { }", "1:8 AE1032 `->` is not used in Aether.", "fn f(): string { }"],
    ["x = a -> a + 1", "1:7 AE1032 `->` is not used in Aether.", "x = a => a + 1"],
    ["x = (a, b) -> a", "1:12 AE1032 `->` is not used in Aether.", "x = (a, b) => a"],
    ["let x", "1:1 AE1034 `let` needs a value.", "let x = null"],
    ["let a = 1, b = 2", "1:10 AE1035 One `let` declares one thing.", "no fix"],
    ["try { } catch e { }", "1:15 AE1037 The name a `catch` binds stands in parentheses.", "try { } catch (e) { }"],
    ["try { a() }", "1:11 AE1036 `try` needs a `catch` or a `finally`.", "no fix"],
    ['assert a == 1, "b"', "1:14 AE1057 The message of `assert` stands with its condition in parentheses.", "no fix"],
    ["fn (a) { }", "1:1 AE1030 `fn` declares a function and needs a name.", "no fix"],
    [
      "plugin p { function f() { } }",
      "1:12 AE1027 Functions are declared with `fn`, not `function`.",
      "plugin p { fn f() { } }",
    ],
    [
      "x = a => { b: 1 }",
      "1:10 AE1064 A `{` here opens a block, but this looks like an object.",
      "x = a => ({ b: 1 })",
    ],
    ['{ "b": 1, c: 2 }', "1:1 AE1064 A `{` here opens a block, but this looks like an object.", '({ "b": 1, c: 2 })'],
    ["wait 5min", "1:6 AE1011 `5min` is not a number: `min` is not a unit.", "wait 5m"],
  ])("%s", (text, expected, repaired) => {
    expect(problems(text)).toBe(expected);
    expect(fixed(text)).toBe(repaired);
    if (repaired !== "no fix") expect(problems(repaired)).toBe("");
    expect(help(text)).not.toBe("no help");
  });
});

describe("a missing brace after a header", () => {
  it.each([
    ["if a return 5", "1:5 AE1029 The body of `if` stands in braces."],
    ["if a\n  return 5\nb()", "1:5 AE1029 The body of `if` stands in braces."],
    ["while a b()", "1:8 AE1029 The body of `while` stands in braces."],
    ["for x in xs log x", "1:12 AE1029 The body of `for` stands in braces."],
    ["if a { } else b()", "1:14 AE1029 The body of `else` stands in braces."],
    ["fn f() return 1", "1:7 AE1029 The body of `fn` stands in braces."],
  ])("%j", (text, expected) => {
    expect(problems(text)).toBe(expected);
  });

  it("takes the one statement behind the header as the body", () => {
    expect(brokenTree("if a\n  return 5\nb()").replace(/\s+/g, " ")).toBe(
      '(If ( test: (Name "a") body: (Block (Return (NumberLiteral 5))) ) ) (ExpressionStatement (Call (Name "b")))'
        .replace(/\( /g, "(")
        .replace(/ \)/g, ")"),
    );
  });
});
