import { describe, expect, it } from "vitest";
import { flat, problems, read, tree } from "./support.ts";

/** Kinds of the statements; for expression statements the kind of the expression. */
const kinds = (text: string): string => {
  const found = problems(text);
  const shown = read(text).file.body.map((node) =>
    node.kind === "ExpressionStatement" ? `=${node.expression.kind}` : node.kind,
  );
  return found || shown.join(" ");
};

describe("contextual words are keywords where a statement begins", () => {
  it.each([
    ["fn f() { }", "FunctionDeclaration"],
    ["plugin p { }", "Plugin"],
    ["agent a { }", "Plugin"],
    ["agent a extends b { }", "Plugin"],
    ['test "x" { }', "Test"],
    ["on done { }", "On"],
    ["on done where a { }", "On"],
    ['act FILES "x" { }', "Act"],
    ["type a = string", "TypeDeclaration"],
    ["use a/b", "Import"],
    ['import "a" as b', "Import"],
    ["parallel { a: 1 }", "Parallel"],
    ["parallel for x in xs { }", "ParallelFor"],
    ["match a { case 1: 2 }", "Match"],
    ["match (a) { default: 2 }", "Match"],
    ["match [a, b] { case [1, c]: 2 }", "Match"],
    ["match -a { case 1: 2 }", "Match"],
    ["retry 3 { }", "Retry"],
    ["retry n backoff 1s { }", "Retry"],
    ["timeout 30s { }", "Timeout"],
    ["timeout config.limit { }", "Timeout"],
    ['lock "a" { }', "Lock"],
    ["lock a { }", "Lock"],
    ['log "a"', "Log"],
    ["log a.b", "Log"],
    ["log (a) + b", "Log"],
    ["log not a", "Log"],
    ["log !a", "Log"],
    ["log if a { b } else { c }", "Log"],
    ["wait 5s", "Wait"],
    ["wait (a)", "Wait"],
    ["assert (a) == b", "Assert"],
    ['assert(a, "b")', "Assert"],
    ["emit done", "Emit"],
    ["emit done { a: 1 }", "Emit"],
    ['emit "done" { a }', "Emit"],
    ["call f(1)", "=PluginCall"],
    ["call a/b.c(1)", "=PluginCall"],
  ])("%s", (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });
});

describe("everywhere else they are names", () => {
  it.each([
    ["fn(1)", "=Call"],
    ["fn in xs", "=Binary"],
    ["fn and (a)", "=Logical"],
    ["plugin.name", "=MemberAccess"],
    ["plugin = 1", "Assign"],
    ["agent[0]", "=IndexAccess"],
    ['test == "x"', "=Binary"],
    ["on.x()", "=Call"],
    ["act(1)", "=Call"],
    ["type = 1", "Assign"],
    ["type == 1", "=Binary"],
    ["use(1)", "=Call"],
    ["import(1)", "=Call"],
    ["parallel(1)", "=Call"],
    ["parallel\n{ a }", "=Name Block"],
    ["match(1)", "=Call"],
    ["match.x", "=MemberAccess"],
    ["match [1]", "=IndexAccess"],
    ["match - 1", "=Binary"],
    ["retry(1)", "=Call"],
    ["retry.count", "=MemberAccess"],
    ["timeout = 5", "Assign"],
    ["lock()", "=Call"],
    ["log", "=Name"],
    ["log = 1", "Assign"],
    ["log.x()", "=Call"],
    ["log[0]", "=IndexAccess"],
    ["log - 1", "=Binary"],
    ["log / 2", "=Binary"],
    ["log not in xs", "=Binary"],
    ["log\na", "=Name =Name"],
    ["wait\n5", "=Name =NumberLiteral"],
    ["assert\n(a)", "=Name =Paren"],
    ["emit(1)", "=Call"],
    ["call(1)", "=Call"],
    ["call.x", "=MemberAccess"],
    ["call\nf(1)", "=Name =Call"],
    ["case(1)", "=Call"],
    ["default = 1", "Assign"],
    ["let type = 1; type", "Let =Name"],
    ["logs.sort_by(log => log.timestamp)", "=Call"],
    ["fn retry(fn) { return fn() }", "FunctionDeclaration"],
    ["for plugin in plugins { plugin }", "For"],
    ["x = (match, letter) => match", "Assign"],
    ["for system in systems { call system/goals.list() }", "For"],
    ["x = {log, wait: 1, match: 2, call}", "Assign"],
    ["let {type, agent: test} = on", "Let"],
    ["schedule = every + hourly", "Assign"],
    ["x = a.log.match.fn.plugin", "Assign"],
  ])("%s", (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });
});

describe("a match needs cases behind its subject", () => {
  it.each([
    ["if match(a) { b() }", "If"],
    ["if match (a) { case 1: true } { b() }", "If"],
    ["while match(a) { b() }", "While"],
    ["x = match a { case 1: 2 }", "Assign"],
    ["f(match a { case 1: 2 }, 3)", "=Call"],
    ["x = match({a: 1})", "Assign"],
  ])("%s", (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });
});

describe("log levels", () => {
  it.each([
    ['log warn "a"', 'level="warn"'],
    ["log error 1", 'level="error"'],
    ["log info a", 'level="info"'],
    ["log debug a.b", 'level="debug"'],
    ["log error call a.b()", 'level="error"'],
  ])("%s has a level", (text, expected) => {
    expect(tree(text)).toContain(expected);
  });

  it.each(["log error", "log error.message", "log error(x)", "log error + 1", "log info in xs", "log warning"])(
    "%s has none",
    (text) => {
      expect(tree(text)).toMatch(/^\(Log (?!level)/);
    },
  );
});

describe("log, wait and assert before a parenthesis", () => {
  it.each([
    ["log (a)", "Log"],
    ["let log = f\nlog (a)", "Let =Call"],
    ["log (a)\nlet log = f", "Log Let"],
    ["fn log(x) { }\nlog (a)", "FunctionDeclaration =Call"],
    ["log (a)\nfn log(x) { }", "=Call FunctionDeclaration"],
    ["let {log} = a\nlog (a)", "Let =Call"],
    ["let {log: b} = a\nlog (a)", "Let Log"],
    ["let {b: log} = a\nlog (a)", "Let =Call"],
    ["let {b = log} = a\nlog (a)", "Let Log"],
    ["let [a, ...wait] = b\nwait (a)", "Let =Call"],
    ['import "x" as assert\nassert (a)', "Import =Call"],
    ["use x/log\nlog (a)", "Import =Call"],
    ["let logs = log\nlog (a)", "Let Log"],
    ["if a { let log = f }\nlog (a)", "If Log"],
  ])("%j", (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });

  it.each([
    ["fn f(log) { log (a) }", true],
    ["fn f({log}) { log (a) }", true],
    ["fn f(a = log) { log (a) }", false],
    ["fn f(a: log) { log (a) }", false],
    ["on_x(log => { log (a) })", true],
    ["on_x((b, log) => { log (a) })", true],
    ["on_x(function(log) { log (a) })", true],
    ["for log in xs { log (a) }", true],
    ["for i, log in xs { log (a) }", true],
    ["try { } catch (log) { log (a) }", true],
    ["plugin p { fn log(x) { }\n fn f() { log (a) } }", true],
    ["plugin p { fn f() { log (a) }\n fn log(x) { } }", true],
    ["plugin p { on_message(log) { log (a) } }", true],
    ["let log = 1\nfn f() { if a { log (a) } }", true],
    ["fn f() { let log = 1 }\nfn g() { log (a) }", false],
  ])("%s", (text, called) => {
    expect(tree(text).replace(/\s+/g, " ")).toContain(
      called ? '(Call callee: (Name "log") args: [(Name "a")])' : '(Log (Paren (Name "a")))',
    );
  });
});

it("cases end statements on their own line or not", () => {
  expect(kinds("match a { case 1: b() case 2: c(); d() default: e() }")).toBe("Match");
  expect(flat("match a {\n  case 1: { b() }\n  case 2:\n    c()\n    d()\n}")).toContain(
    '(MatchCase patterns: [(ValuePattern (NumberLiteral 1))] body: (Block (ExpressionStatement (Call (Name "b")))))',
  );
});

it("a variable named case or default may stand in a case", () => {
  const text = "match a {\n case 1:\n  case = 2\n  case(3)\n  default = 4\n  case.x()\n default:\n  5\n}";
  expect(problems(text)).toBe("");
  expect(tree(text).match(/MatchCase/g)).toHaveLength(2);
});

it("reserved words stand as keys, after a dot and in paths, not as names", () => {
  expect(kinds("x = {if: 1, in: 2}\nx.if\nuse a/in as b\ncall a/if.in(1)")).toBe(
    "Assign =MemberAccess Import =PluginCall",
  );
  expect(problems("let if = 1")).toBe("1:5 AE1050 `if` is a reserved word and cannot be a name.");
  expect(problems("fn new() { }")).toBe("1:4 AE1050 `new` is a reserved word and cannot be a name.");
  expect(problems("for in in xs { }")).toBe("1:5 AE1050 `in` is a reserved word and cannot be a name.");
  expect(problems("fn f(this) { }")).toBe("1:6 AE1050 `this` is a reserved word and cannot be a name.");
});
