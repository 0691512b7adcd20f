import { describe, expect, it } from "vitest";
import { GrammarCheck } from "../support/ebnf/grammar.ts";

/** Small texts that are programs, by the rule they show. */
const accepted: Record<string, readonly string[]> = {
  "line ends": [
    "a = 1\nb = 2",
    "a = 1; b = 2;",
    "if a { b = 1 } c = 2",
    "let x = a +\n  b",
    "let x = a\n  or b\n  or c",
    "let x = items\n  // a comment between\n\n  .map(i => i)\n  .filter(i => i)",
    "let x = a\n  ? b\n  : c",
    "let x = a ?\n b :\n c",
    "f(a\n, b\n)",
    "f(\n  a +\n  b\n  [0]\n)",
    "f(() => {\n  a()\n  b()\n})",
    "let xs = [\n  1\n  2, 3,\n]",
    "let o = {\n  a: 1\n  b: 2,\n  c,\n}",
    "if a {\n}\nelse if b {\n}\nelse {\n}",
    "try {\n}\ncatch (e) {\n}\nfinally {\n}",
    "a\n[1]\n(b)\n-c",
    "let f = x =>\n  x + 1",
    "return",
    "{ return }",
  ],
  "contextual words": [
    "logs.sort_by(log => log.timestamp)",
    "fn retry(fn) { return fn() }",
    "for plugin in plugins { call plugin.status() }",
    "let f = (match, letter) => match + letter",
    "let type = 1",
    "for system in systems { call system/goals.list() }",
    "log = 1\nlog(log)\nlog[0] = 1\nlog - 1",
    "log (a) == b\nlog -1\nlog warn",
    'log "a"\nlog warn "a"\nlog error\nlog error.message\nlog error(x)',
    "match(a)\nmatch = 1\nlet match = match.first",
    "case = 1\ndefault = case",
    "wait = 1\nwait 5s\nassert (a) == b\nassert(a, b)\nassert a",
    "emit = 1\nemit x {a: 1}\nemit done",
    "retry(3)\ntimeout = 1\nlock.x()",
    "parallel = 1\nlet p = parallel { a: f(), b: g() }",
    "type = 5\ntype x = string | null\ntype\nx = 1",
    "fn = 1\nplugin = 2\nuse = 3\ncall = 4\nimport = 5",
  ],
  expressions: [
    "let x = not call a/b.c()",
    "let x = call x.status() != null",
    "let x = call a/b.c().length",
    "let x = call f(1)(2)[3].g()",
    "let x = -a ** -b ** c",
    "let x = not a == b and not b in c",
    "let x = a not in b",
    "let x = a ?? b || c ? d : e => f",
    "let x = if a { 1 } else { 2 }",
    'let x = match a { case 1: "a"\n default: "b" }',
    "let f = (a, b = 1, ...rest) => { }",
    "let f = function(a) { return a }",
    "let f = (a: list<list<string>>, n: number = 3): list<agent> => n",
    'let x = {...o, k: v, [e]: v, short, "q r": 1, 1: 2, if: 3}',
    "let x = [...xs, 1]",
    "f(...args, 1,)",
    "let x = a?.b?.[i]?.()",
    "let x = new Set(xs)",
    "x = a / b / c",
    "x = /a[/]b/gi.test(y)",
    "xs.each(x => count += x)",
    "xs.each(x => count++)",
    'x = "a{b["c"]}d{ {a: 1}.a }{{literal}} }"',
    "x = '{'",
    'x = """\n  a {b}\n  """',
    "a.b.c += 1\na[0]++\n--a.b\n(a).b ??= 2",
  ],
  headers: [
    "if {}.a { }".replace("{}.a", "({}.a)"),
    "for x in xs.filter(y => { return y }) { }",
    "while a < f({b: 1}) { }",
    "for i, x in list { }",
    'match a { case {type: "agent", id}: id\ncase n if n > 3: { n }\ncase x.y, (z), -1, [a, ...b]: 1\ndefault: }',
    'retry 3 backoff 1s { }\ntimeout 30s { }\nlock "name" { }',
    "parallel for x in xs limit 4 { }",
    'act files "write" because "why" { } undo { }',
    'agent a extends b { role: "x"\n on created where event.id == 1 { } }',
    'test "a" { }\ntest "b" for case in [ {a: 1} ] { }',
    "fn f(id: string, n: number = 3): list<agent> { }",
    "type agent = {id: string, plugins: list<string>, note?: string}",
    'import "a/b" as c\nuse a/b\nuse a/b as d',
    'let {id, role = "core"} = a\nlet [first, , third = 1, ...rest] = xs\nlet {a: {b}, ...c} = d',
  ],
};

const rejected: Record<string, readonly string[]> = {
  "line ends": ["a = 1 b = 2", "let x =\n", "f(a", "a\n]", "let x = a\n+ b\n* c", "if a\n{ }", "a\n++"],
  "contextual words": ["fn f { }", "plugin a b { }", "retry 3 backoff { }", "use 3", "emit 1"],
  expressions: [
    "let x = a < b < c",
    "let x = a == b in c",
    "let x = a ? b",
    "let = 1",
    "let x = 5min",
    "x = 'a",
    'x = "{a b}"',
    'x = "\\q"',
    "x = ]",
    "1 = x",
    "f() = 1",
    "call a",
    "x = 0x",
    "x = {a b}",
  ],
  headers: [
    "if { }",
    "if a b { }",
    "for x { }",
    "for x of xs { }",
    "while { }",
    "match a { 1: 2 }",
    "try { }",
    "test a { }",
  ],
};

describe("the recogniser built from the grammar", () => {
  const check = new GrammarCheck();
  for (const [rule, texts] of Object.entries(accepted)) {
    it.each(texts)(`accepts (${rule}): %j`, (text) => {
      expect(check.problem(text)).toBe(null);
    });
  }
  for (const [rule, texts] of Object.entries(rejected)) {
    it.each(texts)(`rejects (${rule}): %j`, (text) => {
      expect(check.problem(text)).toMatch(/^\d+:\d+: /);
    });
  }
});
