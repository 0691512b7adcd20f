import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Node } from "../../src/syntax/ast.ts";
import { parse, tokenize, walk } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";
import { samples } from "../support/samples.ts";
import { problems, read } from "./support.ts";

interface Named {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Functions and handlers of a tree. */
function functions(root: Node): Named[] {
  const found: Named[] = [];
  walk(root, (node) => {
    if (node.kind === "FunctionDeclaration" || node.kind === "Handler")
      found.push({ name: node.name.name, ...node.span });
  });
  return found;
}

/** What is left of a list of names when another is taken away, each name once. */
function missing(names: readonly string[], present: readonly string[]): string[] {
  const left = [...present];
  return names.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const files = (folder: string): { name: string; source: string }[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".aether"))
    .map((name) => ({ name: join(folder, name), source: readFileSync(join(folder, name), "utf8") }));

const programs = [...samples(), ...files("system"), ...files("stdlib"), ...files("test/syntax/programs")].filter(
  ({ source }) => problems(source) === "",
);

// Every third token, another third in each program; AETHER_DELETIONS=all takes every token.
const stride = process.env.AETHER_DELETIONS === "all" ? 1 : 3;

describe("after deleting any one token", () => {
  const far: string[] = [];
  const lost: string[] = [];
  const crowded: string[] = [];
  let deletions = 0;
  let survived = 0;

  it.each(programs.map((program, index) => ({ ...program, index })))(
    "$name is still read",
    ({ name, source, index }) => {
      const before = functions(read(source).file);
      for (const [at, token] of tokenize(source).entries()) {
        if (at % stride !== index % stride) continue;
        const broken = new Source(name, source.slice(0, token.start) + source.slice(token.end));
        const { file, diagnostics } = parse(broken);
        const hole = broken.position(token.start).line;
        const where = `${name}:${hole} without ${token.text.slice(0, 20)}`;
        const near = diagnostics.some(({ span }) => Math.abs(broken.position(span.start).line - hole) <= 2);
        if (diagnostics.length > 0 && !near) far.push(where);
        if (diagnostics.length > 5) crowded.push(where);
        const around = before.filter(({ start, end }) => start <= token.start && token.end <= end);
        const holder = around.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
        const others = before.filter((fn) => fn !== holder).map((fn) => fn.name);
        const gone = missing(
          others,
          functions(file).map((fn) => fn.name),
        );
        deletions += 1;
        if (gone.length === 0) survived += 1;
        else lost.push(`${where}: ${gone.join(", ")}`);
      }
      expect(deletions).toBeGreaterThan(0);
    },
  );

  it("there is a diagnostic within two lines of the hole", () => {
    // Where `print(f(` loses its first parenthesis over several lines, `printf(` is as good a beginning.
    expect(far.filter((where) => !where.includes("newlines-in-brackets:2 without ("))).toEqual([]);
  });

  it("all other functions survive nearly always", () => {
    expect(lost.slice(0, 20)).toEqual([]);
    expect(survived / deletions).toBeGreaterThan(0.99);
  });

  it("one hole makes a few errors at most", () => {
    expect(crowded.length / deletions).toBeLessThan(0.005);
  });
});

const program = (...lines: string[]): string => lines.join("\n");

describe("brackets are mended by indentation", () => {
  it.each([
    [
      "a function without its end",
      program("fn a() {", "  if b {", "    c()", "  d()", "}", "fn e() { }"),
      "3:8 AE1002 `{` is never closed.",
      "a e",
    ],
    [
      "the last function of a plugin without its end",
      program("plugin p {", "  fn a() {", "    b()", "}", "fn c() { }"),
      "3:8 AE1002 `{` is never closed.",
      "a c",
    ],
    [
      "a function without its beginning",
      program("plugin p {", "  fn a()", "    b()", "  }", "  fn c() { }", "}", "fn d() { }"),
      "2:9 AE1004 `{` is missing here: the `}` on line 4 has nothing to close.",
      "a c d",
    ],
    [
      "one brace too many",
      program("fn a() {", "  b()", "}", "}", "fn c() { }"),
      "4:1 AE1003 `}` closes nothing: no `{` is open here.",
      "a c",
    ],
    [
      "an open call",
      program("fn a() {", "  b(1, 2", "  c()", "}", "fn d() { }"),
      "2:9 AE1002 `(` is never closed.",
      "a d",
    ],
    [
      "an open condition",
      program("fn a() {", "  if (b > c {", "    d()", "  }", "}", "fn e() { }"),
      "2:12 AE1002 `(` is never closed.",
      "a e",
    ],
    [
      "an open parameter list",
      program("fn a(b, c {", "  d()", "}", "fn e() { }"),
      "1:10 AE1002 `(` is never closed.",
      "a e",
    ],
    [
      "an open object",
      program("fn a() {", "  b({", "    c: 1,", "    d: 2", "  )", "}", "fn e() { }"),
      "4:9 AE1002 `{` is never closed.",
      "a e",
    ],
    [
      "an object without its beginning",
      program("fn a() {", "  b(", "    c: 1,", "  })", "}", "fn e() { }"),
      "2:5 AE1004 `{` is missing here: the `}` on line 4 has nothing to close.",
      "a e",
    ],
    [
      "an open list in a line",
      program("fn a() { return [{ b: 1 } }", "fn c() { }"),
      "1:26 AE1002 `[` is never closed.",
      "a c",
    ],
    [
      "an object in a line without its beginning",
      program("plugin p {", "  fn a() { return [ b: 1 }] }", "  fn c() { }", "}"),
      "2:22 AE1001 Expected `,` or `]`, but found `:`.",
      "a c",
    ],
    [
      "everything open at the end",
      program("plugin p {", "  fn a() {", "    b([1, {"),
      "3:12 AE1002 `{` is never closed.",
      "a",
    ],
  ])("%s", (_, text, expected, names) => {
    expect(problems(text).split("\n")[0]).toBe(expected);
    expect(
      functions(read(text).file)
        .map(({ name }) => name)
        .join(" "),
    ).toBe(names);
  });
});

describe("the parser goes on behind an error", () => {
  it.each([
    ["with the next line", program("let a = = 1", "let b = 2"), "Invalid Let"],
    ["with the next statement after ;", "a b; let c = 1", "ExpressionStatement Invalid Let"],
    ["with a statement on a continued line", program("let a =", "let b = 2"), "Invalid Let"],
    [
      "with a word statement on a continued line",
      program("let a = 1 +", 'log "x"', "c()"),
      "Invalid Log ExpressionStatement",
    ],
    ["with the body of a broken header", program("if a b c {", "  d()", "}", "e()"), "If ExpressionStatement"],
    ["with the body of a broken loop", program("for x xs {", "  d()", "}", "e()"), "For ExpressionStatement"],
    [
      "with the body of a broken function",
      program("fn f a, b) {", "  d()", "}", "e()"),
      "FunctionDeclaration ExpressionStatement",
    ],
    ["with the next element of a list", "x = [1, = 2, 3]", "Assign"],
    ["with the next case", program("match a {", "  case =: 1", "  case 2: 3", "}", "e()"), "Match ExpressionStatement"],
    [
      "without `plugin`",
      program("p {", '  description: "a"', "  on_run { }", "}", "e()"),
      "Plugin ExpressionStatement",
    ],
    ["without `try`", program("{", "  a()", "} catch (e) {", "}", "e()"), "Try ExpressionStatement"],
  ])("%s", (_, text, expected) => {
    const { file } = read(text);
    expect(problems(text)).not.toBe("");
    expect(file.body.map(({ kind }) => kind).join(" ")).toBe(expected);
  });

  it("a broken member costs itself", () => {
    const text = program("plugin p {", "  description 5", "  fn a() { b( }", "  on_run { c d }", "  tags: [x]", "}");
    const plugin = read(text).file.body[0];
    expect(plugin?.kind === "Plugin" && plugin.members.map(({ kind }) => kind)).toEqual([
      "FunctionDeclaration",
      "Handler",
      "Header",
    ]);
  });

  it("one error per line", () => {
    expect(problems("x = ) ] } + * 5")).toBe("1:5 AE1003 `)` closes nothing: no `(` is open here.");
  });
});
