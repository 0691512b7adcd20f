import { describe, expect, it } from "vitest";
import { fixed, grouped, problems } from "./support.ts";

describe("operators group by precedence", () => {
  it.each([
    ["a + b * c", "(a + (b * c))"],
    ["a * b + c", "((a * b) + c)"],
    ["a - b - c", "((a - b) - c)"],
    ["a ** b ** c", "(a ** (b ** c))"],
    ["-a ** b", "((-a) ** b)"],
    ["2 ** -1", "(2 ** (-1))"],
    ["-a.b", "(-a.b)"],
    ["!a.b()", "(!a.b())"],
    ["- -a", "(-(-a))"],
    ["a << b + c", "(a << (b + c))"],
    ["a & b << c", "(a & (b << c))"],
    ["a ^ b & c", "(a ^ (b & c))"],
    ["a | b ^ c", "(a | (b ^ c))"],
    ["a < b | c", "(a < (b | c))"],
    ["a == b and c != d", "((a == b) and (c != d))"],
    ["not a == b", "(not (a == b))"],
    ["not a in b", "(not (a in b))"],
    ["a not in b + c", "(a not in (b + c))"],
    ["not not a", "(not (not a))"],
    ["not a and b", "((not a) and b)"],
    ["a and not b or c", "((a and (not b)) or c)"],
    ["a or b and c", "(a or (b and c))"],
    ["a ?? b and c", "(a ?? (b and c))"],
    ["a or b ?? c", "(a or (b ?? c))"],
    ["a && b || c", "((a and b) or c)"],
    ["a === b", "(a == b)"],
    ["a !== b", "(a != b)"],
    ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
    ["a ? b ? c : d : e", "(a ? (b ? c : d) : e)"],
    ["a or b ? c : d", "((a or b) ? c : d)"],
    ["a >>> b >> c", "((a >>> b) >> c)"],
    ["a % b / c", "((a % b) / c)"],
    ["!a in b", "((!a) in b)"],
    ["~a & b", "((~a) & b)"],
    ["x = +a", "<Assign>"],
    ["(a, b) => a + b", "{a, b => (a + b)}"],
    ["a => b => a", "{a => {b => a}}"],
    ["a ? x => 1 : y => 2", "(a ? {x => 1} : {y => 2})"],
    ["f(x => x, y)", "f({x => x}, y)"],
    ["x => count += x", "{x => count += x}"],
    ["x => count++", "{x => count++}"],
    ["x => ++count", "{x => ++count}"],
    ["(a: number, b = 2, ...c): number => a", "{a: number, b = 2, ...c => a}"],
    ["c ? (a) : b => d", "(c ? a : {b => d})"],
  ])("%s", (text, expected) => {
    expect(grouped(text)).toBe(expected);
  });
});

describe("postfix chains", () => {
  it.each([
    ["a.b[0].c(1)(2)", "a.b[0].c(1)(2)"],
    ["a?.b.c", "<a?.b.c>"],
    ["a?.[0]?.(1)", "<a?.[0]?.(1)>"],
    ["(a?.b).c", "<a?.b>.c"],
    ["f?.(...xs)", "<f?.(...xs)>"],
    ["a.if.new.in", "a.if.new.in"],
    ["[1, 2][0]", "[1, 2][0]"],
    ["new Set(xs).size", "new Set(xs).size"],
    ["function(a) { return a }(1)", "{a => { return a }}(1)"],
    ["call a/b.c(1).d", "{call a/b:c(1)}.d"],
    ["not call a/b.c()", "(not {call a/b:c()})"],
    ["call x.status() != null", "({call x.status()} != null)"],
    ["call f(1)(2)", "{call f(1)}(2)"],
    ["call a.b.c(1) + 2", "({call a.b.c(1)} + 2)"],
    ["call system/in/new.if(1)", "{call system/in/new:if(1)}"],
    ["call(1)", "call(1)"],
    ["a / b.c(1)", "(a / b.c(1))"],
    ["a/b.c(1)", "(a / b.c(1))"],
  ])("%s", (text, expected) => {
    expect(grouped(text)).toBe(expected);
  });
});

describe("comparisons do not chain", () => {
  it.each([
    [
      "let ok = a < b < c",
      "1:16 AE1020 Comparisons do not chain: `<` and `<` stand in one row.",
      "let ok = a < b and b < c",
    ],
    [
      "x(a == b != c.d)",
      "1:10 AE1020 Comparisons do not chain: `==` and `!=` stand in one row.",
      "x(a == b and b != c.d)",
    ],
    [
      "if a.b in c + 1 == d { }",
      "1:17 AE1020 Comparisons do not chain: `in` and `==` stand in one row.",
      "if a.b in c + 1 and c + 1 == d { }",
    ],
    [
      "y = a not in b > c",
      "1:16 AE1020 Comparisons do not chain: `not in` and `>` stand in one row.",
      "y = a not in b and b > c",
    ],
  ])("%s", (text, expected, repaired) => {
    expect(problems(text)).toBe(expected);
    expect(fixed(text)).toBe(repaired);
    expect(problems(repaired)).toBe("");
  });

  it("but may stand in parentheses", () => {
    expect(grouped("(a < b) == (c < d)")).toBe("((a < b) == (c < d))");
  });
});

describe("wrong expressions", () => {
  it.each([
    ["a == not b", "1:6 AE1024 `not` binds less tightly than the operator before it."],
    ["a + x => 1", "1:5 AE1025 An arrow function cannot be the right side of an operator."],
    ["y = x++", "1:6 AE1023 `++` is a statement of its own and has no value."],
    ["y = --x", "1:5 AE1023 `--` is a statement of its own and has no value."],
    ["f() = 1", "1:1 AE1022 This cannot be assigned to."],
    ["a?.b = 1", "1:1 AE1059 `?.` cannot be assigned to."],
    ["1++", "1:1 AE1022 This cannot be assigned to."],
    ["x = (1, 2)", "1:5 AE1063 Parentheses hold one expression."],
    ["x = ()", "1:5 AE1058 These parentheses hold no expression."],
    ["a = b = c", "1:7 AE1021 `=` assigns; it cannot stand in an expression."],
    ["x = a b", "1:7 AE1005 Expected the end of the statement, but found `b`."],
    ["x = a ? b", "1:10 AE1001 Expected `:`, but found the end of the file."],
    ["x = a +", "1:8 AE1001 Expected an expression, but found the end of the file."],
    ["x = a.", "1:7 AE1001 Expected a name, but found the end of the file."],
    ["x = *a", "1:5 AE1001 Expected an expression, but found `*`."],
    ["x => { y }.z", "1:11 AE1001 Expected a statement, but found `.`."],
    ["call system/agents", "1:6 AE1038 `call` needs a function and its arguments: `call system/agents.fn(…)`."],
    ["call xs[0](1)", "1:1 AE1038 `call` needs a function and its arguments: `call xs(…)`."],
    ["call a / b.c()", "1:1 AE1038 `call` needs a function and its arguments: `call a(…)`."],
    ["call this.x()", "1:1 AE1038 `call` needs a function and its arguments: `call this(…)`."],
  ])("%s", (text, expected) => {
    expect(problems(text)).toBe(expected);
  });
});
