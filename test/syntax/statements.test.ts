import { describe, expect, it } from "vitest";
import { flat, problems } from "./support.ts";

describe("statements", () => {
  it.each([
    ["let x = 1", "(Let target: x value: (NumberLiteral 1))"],
    ["let n: number = 1", '(Let target: n type: (NamedType "number") value: (NumberLiteral 1))'],
    [
      "let {id, role = 1, a: {b}, ...c} = d",
      '(Let target: (ObjectBinding entries: [(key: id target: id) (key: role target: role fallback: (NumberLiteral 1)) (key: a target: (ObjectBinding (key: b target: b)))] rest: c) value: (Name "d"))',
    ],
    [
      "let [a, , b = 1, ...c] = d",
      '(Let target: (ListBinding items: [(target: a) null (target: b fallback: (NumberLiteral 1))] rest: c) value: (Name "d"))',
    ],
    ["a.b += 1", '(Assign "+=" target: (MemberAccess object: (Name "a") property: b) value: (NumberLiteral 1))'],
    ["a ??= b", '(Assign "??=" target: (Name "a") value: (Name "b"))'],
    ["a[0]--", '(Update "--" (IndexAccess object: (Name "a") index: (NumberLiteral 0)))'],
    ["++a", '(Update "++" prefix=true (Name "a"))'],
    [
      "if a { 1 } else if b { 2 } else { 3 }",
      '(If branches: [(test: (Name "a") body: (Block (ExpressionStatement (NumberLiteral 1)))) (test: (Name "b") body: (Block (ExpressionStatement (NumberLiteral 2))))] otherwise: (Block (ExpressionStatement (NumberLiteral 3))))',
    ],
    ["for x in xs { }", '(For first: x iterable: (Name "xs") body: (Block))'],
    [
      "for k, {v} in xs { }",
      '(For first: k second: (ObjectBinding (key: v target: v)) iterable: (Name "xs") body: (Block))',
    ],
    ["while a { break; continue }", '(While test: (Name "a") body: (Block (Break) (Continue)))'],
    ["return", "(Return)"],
    ["throw a", '(Throw (Name "a"))'],
    ["try { } catch (e) { } finally { }", "(Try body: (Block) handler: (param: e body: (Block)) finalizer: (Block))"],
    ["try { } catch { }", "(Try body: (Block) handler: (body: (Block)))"],
    ["wait 5s", '(Wait (NumberLiteral 5 unit="s"))'],
    ['assert(a, "b")', '(Assert test: (Name "a") message: (StringLiteral "b"))'],
    ["assert (a) == b", '(Assert (Binary "==" left: (Paren (Name "a")) right: (Name "b")))'],
    ["assert((a, b) => a)", "(Assert (Paren (FunctionExpression"],
    ["emit done {a}", '(Emit event: done payload: (ObjectLiteral (Property shorthand=true key: a value: (Name "a"))))'],
    ["retry 3 backoff 1s { }", '(Retry count: (NumberLiteral 3) backoff: (NumberLiteral 1 unit="s") body: (Block))'],
    ["timeout 30s { }", '(Timeout duration: (NumberLiteral 30 unit="s") body: (Block))'],
    ['parallel { a: 1, "b": 2 }', '(Parallel (key: a value: (NumberLiteral 1)) (key: "b" value: (NumberLiteral 2)))'],
    [
      "parallel for x in xs limit 4 { }",
      '(ParallelFor first: x iterable: (Name "xs") limit: (NumberLiteral 4) body: (Block))',
    ],
    ['lock "a {b}" { }', '(Lock name: (Template "a " (Name "b")) body: (Block))'],
    [
      'act FILES "w" because "y" { } undo { }',
      '(Act class: FILES what: (StringLiteral "w") because: (StringLiteral "y") body: (Block) undo: (Block))',
    ],
    ['import "./x.aether" as x', '(Import "import" path: "./x.aether" alias: x)'],
    ['import "a/b"', '(Import "import" path: "a/b" alias: b)'],
    ["use a/b/c", '(Import "use" path: "a/b/c" alias: c)'],
    ["use a as b", '(Import "use" path: "a" alias: b)'],
    [
      "fn f(a: string, b = 2, ...c): list<a> { }",
      '(FunctionDeclaration name: f params: [(Parameter target: a type: (NamedType "string")) (Parameter target: b fallback: (NumberLiteral 2)) (Parameter rest=true c)] returnType: (NamedType "list" (NamedType "a")) body: (Block))',
    ],
    ["fn f({a, b: [c]} = {}) { }", "(FunctionDeclaration name: f params: [(Parameter target: (ObjectBinding"],
    ["{ a }", '(Block (ExpressionStatement (Name "a")))'],
    [
      "on done where a.b > 1 { }",
      '(On event: done condition: (Binary ">" left: (MemberAccess object: (Name "a") property: b) right: (NumberLiteral 1)) body: (Block))',
    ],
    ["on done (e) { }", "(On event: done params: [(Parameter e)] body: (Block))"],
    ['test "a {b}" { }', '(Test name: "a {b}" body: (Block))'],
    [
      'test "a" for case in [1, 2] { case }',
      '(Test name: "a" table: (variable: case rows: (List (NumberLiteral 1) (NumberLiteral 2))) body: (Block (ExpressionStatement (Name "case"))))',
    ],
  ])("%s", (text, expected) => {
    expect(flat(text)).toContain(expected);
  });
});

describe("in headers a brace opens the block", () => {
  it.each([
    ["if a { b: 1 }", "1:9 AE1005"],
    ["if a == {b: 1} { }", "1:9 AE1001 Expected an expression, but found `{`."],
    ["if (a == {b: 1}) { }", ""],
    ["if f({b: 1}) { }", ""],
    ["if [{b: 1}].length { }", ""],
    ["for x in {a: 1} { }", "1:10 AE1001 Expected an expression, but found `{`."],
    ["for x in f(y => { return {a: 1} }) { }", ""],
    ["while xs.some(function(a) { return a }) { }", ""],
    ["match ({a: 1}) { case {a}: a }", ""],
    ["if xs.some(x => x) { }", ""],
    ["if if a { b } else { c } { d }", ""],
    ["x = if a { {b: 1} } else { c }", "1:12 AE1064"],
  ])("%s", (text, expected) => {
    expect(problems(text).slice(0, expected.length || undefined)).toBe(expected);
  });
});

describe("if and match are expressions too", () => {
  it.each([
    ["let x = if a { 1 } else { 2 }", "(Let target: x value: (If"],
    ["let x = match a { case 1: 2 }", "(Let target: x value: (Match"],
    ["f(if a { 1 } else { 2 }, 3)", "args: [(If"],
    ["return match a { default: 1 }", "(Return (Match"],
    ["let r = parallel { a: 1 }", "(Let target: r value: (Parallel"],
    ["let r = parallel for x in xs { x }", "(Let target: r value: (ParallelFor"],
  ])("%s", (text, expected) => {
    expect(flat(text)).toContain(expected);
  });
});

describe("patterns", () => {
  it.each([
    ["1", "(ValuePattern (NumberLiteral 1))"],
    ["-1", '(ValuePattern (Unary "-" (NumberLiteral 1)))'],
    ['"a"', '(ValuePattern (StringLiteral "a"))'],
    ["null", "(ValuePattern (NullLiteral))"],
    ["true", "(ValuePattern (BooleanLiteral true))"],
    ["1, /a/", '(ValuePattern (NumberLiteral 1)) (ValuePattern (RegexLiteral "a" flags=""))'],
    ["(a + 1)", '(ValuePattern (Paren (Binary "+" left: (Name "a") right: (NumberLiteral 1))))'],
    ["a", "(BindPattern a)"],
    ["_", "(BindPattern _)"],
    ["a.b.c", '(ValuePattern (MemberAccess object: (MemberAccess object: (Name "a") property: b) property: c))'],
    [
      '{type: "agent", id}',
      '(ObjectPattern (key: type pattern: (ValuePattern (StringLiteral "agent"))) (key: id pattern: (BindPattern id)))',
    ],
    [
      '{"a b": {c}, ...d}',
      '(ObjectPattern entries: [(key: "a b" pattern: (ObjectPattern (key: c pattern: (BindPattern c))))] rest: d)',
    ],
    ["[first, ...rest]", "(ListPattern items: [(BindPattern first)] rest: rest)"],
    ["[[a], {b}]", "(ListPattern (ListPattern (BindPattern a)) (ObjectPattern (key: b pattern: (BindPattern b))))"],
    ["{}", "(ObjectPattern)"],
  ])("case %s", (text, expected) => {
    expect(flat(`match x { case ${text}: 1 }`)).toContain(`patterns: [${expected}]`);
  });

  it("several patterns and a guard", () => {
    expect(flat('match x { case "a", "b" if y ? z : w: 1 }')).toContain(
      'patterns: [(ValuePattern (StringLiteral "a")) (ValuePattern (StringLiteral "b"))] guard: (Ternary',
    );
    expect(flat("match x { case n if (n): m => 1 }")).toContain('guard: (Paren (Name "n"))');
  });

  it.each([
    ["match x { case 1 + 2: 3 }", "1:18 AE1001 Expected `:`, but found `+`."],
    ["match x { case f(): 3 }", "1:17 AE1001 Expected `:`, but found `(`."],
    ["match x { case: 3 }", "1:15 AE1001 Expected a pattern, but found `:`."],
    ["match x { case if: 3 }", "1:16 AE1001 Expected a pattern, but found `if`."],
    ["match x { 3 }", "1:11 AE1053 Expected `case` or `default`, but found `3`."],
    ["match x { }", "1:1 AE1052 `match` needs at least one `case` or `default`."],
    ["match x { case [...a, b]: 3 }", "1:17 AE1056 `...` must be the last."],
  ])("%s is wrong", (text, expected) => {
    expect(problems(text).split("\n")[0]).toBe(expected);
  });
});

describe("types", () => {
  it.each([
    ["string", '(NamedType "string")'],
    ["list<agent>", '(NamedType "list" (NamedType "agent"))'],
    ["list<list<list<a>>>", '(NamedType "list" (NamedType "list" (NamedType "list" (NamedType "a"))))'],
    ["map<a, list<b>>", '(NamedType "map" (NamedType "a") (NamedType "list" (NamedType "b")))'],
    ["string | null", '(UnionType (NamedType "string") (NamedType "null"))'],
    ["{id: string, note?: a | b}", '(ObjectType (name="id"'],
    ["function", '(NamedType "function")'],
  ])("%s", (text, expected) => {
    expect(flat(`type t = ${text}`)).toContain(`type: ${expected}`.replace("name=", ""));
  });

  it.each([
    ["let a: list<string>= 1", ""],
    ["let a: list<list<string>>= 1", ""],
    ["fn f(a: list<b>=[], c: d) { }", ""],
    ["type a = list<function>\nlet b = 1", ""],
    ['type a = list<{"x y": string}>\nlet b = 1', ""],
    ["let a: string? = 1", "1:14 AE1061 A type that may be null is written `string | null`."],
    ["let a: list<string = 1", "1:20 AE1001 Expected `>`, but found `=`."],
    ["let a: list<b>> = 1", "1:15 AE1003 `>` closes nothing: no `<` is open here."],
    ["fn f(a: list<b>>) { }\nlet c: list<d>= 1\nlet e = 2", "1:16 AE1003 `>` closes nothing: no `<` is open here."],
    ["let a: = 1", "1:8 AE1001 Expected a type, but found `=`."],
  ])("%s", (text, expected) => {
    expect(problems(text)).toBe(expected);
  });
});
