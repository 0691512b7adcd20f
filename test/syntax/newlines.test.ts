import { describe, expect, it } from "vitest";
import { fixed, grouped, problems, read } from "./support.ts";

const kinds = (text: string): string => {
  const found = problems(text);
  return (
    found ||
    read(text)
      .file.body.map(({ kind }) => kind)
      .join(" ")
  );
};

describe("a line continues", () => {
  it.each([
    ["after a binary operator", "x = a +\n b", "Assign"],
    ["after and", "x = a and\n b", "Assign"],
    ["after not", "x = not\n a", "Assign"],
    ["after not in", "x = a not\n in\n b", "Assign"],
    ["after =", "let x =\n 1", "Let"],
    ["after +=", "x +=\n 1", "Assign"],
    ["after =>", "x = a =>\n 1", "Assign"],
    ["after a comma", "for i,\n x in xs { }", "For"],
    ["after a dot", "a.\n b()", "ExpressionStatement"],
    ["after ?", "x = a ?\n b : c", "Assign"],
    ["after a ternary's colon", "x = a ? b :\n c", "Assign"],
    ["before a dot", "a\n  .b()\n  .c()", "ExpressionStatement"],
    ["before ?.", "a\n  ?.b()", "ExpressionStatement"],
    ["before and, or, &&, ||, ??", "x = a\n and b\n or c\n && d\n || e\n ?? f", "Assign"],
    ["before ? and :", "x = a\n  ? b\n  : c", "Assign"],
    ["over blank and comment lines", "x = a +\n\n # one\n // two\n /* three\n */ b", "Assign"],
    ["before a dot over comment lines", "a\n # one\n\n .b()", "ExpressionStatement"],
    ["else on its own line", "if a { }\nelse if b { }\nelse { }", "If"],
    ["catch and finally on their own lines", "try { }\ncatch (e) { }\nfinally { }", "Try"],
    ["undo on its own line", 'act FILES "x" { }\nundo { }', "Act"],
  ])("%s", (_, text, expected) => {
    expect(kinds(text)).toBe(expected);
  });
});

describe("a line ends", () => {
  it.each([
    ["before (", "x = a\n(b)", "Assign ExpressionStatement"],
    ["before [", "x = a\n[b]", "Assign ExpressionStatement"],
    ["before ++ and --", "x = a\n++b\nx = c\n--d", "Assign Update Assign Update"],
    ["before -", "x = a\n-b", "Assign ExpressionStatement"],
    ["before !", "x = a\n!b", "Assign ExpressionStatement"],
    ["after ++", "x++\ny", "Update ExpressionStatement"],
    ["before a regex", "x = a\n/b/.test(c)", "Assign ExpressionStatement"],
    ["after return", "fn f() { return\n1 }", "FunctionDeclaration"],
    ["after the arguments of a type", "type a = list<string>\nlet b = 1", "TypeDeclaration Let"],
    ["after two closing angles", "type a = list<list<b>>\nlet b = 1", "TypeDeclaration Let"],
    ["after break", "while a { break\nb() }", "While"],
  ])("%s", (_, text, expected) => {
    expect(kinds(text)).toBe(expected);
  });

  it("; and a block's } end a statement too", () => {
    expect(kinds("a; b; ; c")).toBe("ExpressionStatement ExpressionStatement ExpressionStatement");
    expect(kinds("if a { b } c()")).toBe("If ExpressionStatement");
    expect(kinds("let f = x => { x } f(1)")).toBe("Let ExpressionStatement");
    expect(kinds("let o = {} f(1)")).toBe("1:12 AE1005 Expected the end of the statement, but found `f`.");
  });
});

describe("in brackets", () => {
  it.each([
    ["parentheses: nothing", "(\n a\n + b\n)", "(a + b)"],
    ["arguments: nothing", "f(\n a\n , b\n - c,\n)", "f(a, (b - c))"],
    ["index brackets: nothing", "a[\n b\n - c\n]", "a[(b - c)]"],
    ["a call over lines in parentheses", "(a\n(b))", "a(b)"],
    ["lists: elements", "x([\n a\n -b\n c +\n d\n])", "x([a, (-b), (c + d)])"],
    ["lists: an element in parentheses", "x([\n a\n (b)\n])", "x([a, b])"],
    ["lists: comma first", "x([\n a\n , b\n])", "x([a, b])"],
    ["lists in lists", "x([\n [a]\n [b]\n])", "x([[a], [b]])"],
    ["lists: chains go on", "x([\n a\n .b\n c\n])", "x([a.b, c])"],
    ["optional index: nothing", "a?.[\n b\n - c]", "<a?.[(b - c)]>"],
  ])("%s", (_, text, expected) => {
    expect(grouped(text)).toBe(expected);
  });

  it("objects: properties, with and without commas", () => {
    expect(kinds("x = {\n a: 1\n b: 2,\n c\n or: 3\n ...d\n e: f ?\n g : h\n}")).toBe("Assign");
    expect(kinds("x = {\n a: 1\n\n # why\n and: 2\n}")).toBe("Assign");
  });

  it("a function body in arguments counts lines again", () => {
    expect(kinds("f(x => {\n let a = 1\n -a\n (b)\n}, 2)")).toBe("ExpressionStatement");
    expect(problems("f(x => {\n let a = 1 let b = 2\n})")).toBe(
      "2:12 AE1005 Expected the end of the statement, but found `let`.",
    );
  });

  it("patterns: elements", () => {
    expect(kinds("match x {\n case [\n a\n b\n ]: 1\n case {\n a\n b: 2\n }: 3\n}")).toBe("Match");
  });

  it("types: fields", () => {
    expect(kinds("type t = {\n a: string\n b?: list<string>\n c: number\n}")).toBe("TypeDeclaration");
  });
});

describe("wrong lines", () => {
  it.each([
    ["if a\n{\n b()\n}", "2:1 AE1033 The `{` of a body stands on the line of its header.", "if a {\n b()\n}"],
    ["fn f()\n{ }", "2:1 AE1033 The `{` of a body stands on the line of its header.", "fn f() { }"],
    ["plugin p\n{\n}", "2:1 AE1033 The `{` of a body stands on the line of its header.", "plugin p {\n}"],
    ["x = a\n+ b", "2:1 AE1054 A line cannot begin with `+`.", "no fix"],
    ["x = a\n* b", "2:1 AE1054 A line cannot begin with `*`.", "no fix"],
    ["x = a\n== b", "2:1 AE1054 A line cannot begin with `==`.", "no fix"],
    ["let\nx = 1", "1:4 AE1001 Expected a name, but found the end of the line.", "no fix"],
    ["x = {a:\n 1}", "1:8 AE1001 Expected an expression, but found the end of the line.", "no fix"],
  ])("%j", (text, expected, repaired) => {
    expect(problems(text).split("\n")[0]).toBe(expected);
    expect(fixed(text)).toBe(repaired);
  });
});
