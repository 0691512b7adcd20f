import { anyBuiltin } from "./builtins.ts";
import { declaration } from "./declarations.ts";
import { condition, expression } from "./expressions.ts";
import { idiom } from "./idioms.ts";
import { elementOf, noteOf, storable, type Type } from "./types.ts";
import { block, indented, type Variable, type Writer } from "./writer.ts";

/** About `count` statements; each may hold blocks `depth` levels deep. */
export function statements(w: Writer, count: number, depth: number): string[] {
  const written: string[] = [];
  for (let index = 0; index < count && w.room > 0; index++) {
    w.room -= 1;
    written.push(statement(w, depth));
  }
  return written;
}

function inner(w: Writer, depth: number): string {
  return w.scoped(() => block(statements(w, 1 + w.below(3), depth - 1)));
}

function statement(w: Writer, depth: number): string {
  const flat: [number, () => string][] = [
    [10, () => letStatement(w)],
    [6, () => `print(${expression(w, w.pick(storable), 2)})`],
    [12, () => builtinStatement(w)],
    [5, () => assignment(w)],
    [2, () => update(w)],
    [2, () => logStatement(w)],
    [1, () => `assert (${expression(w, "number", 1)}) != "x"`],
    [1, () => `assert(true, ${expression(w, "string", 1)})`],
    [1, () => `wait ${w.pick(["0", "10ms", "0.01"])}`],
    [w.guarded > 0 ? 2 : 0, () => risky(w)],
    [w.loops > 0 ? 2 : 0, () => `if ${condition(w, 1)} { ${w.pick(["break", "continue"])} }`],
    [w.result !== null ? 1 : 0, () => `if ${condition(w, 1)} { return ${expression(w, w.result ?? "null", 1)} }`],
    [
      1,
      () =>
        `type ${w.fresh("t")} = ${w.pick(["string | null", "list<number>", "{id: string, note?: list<list<string>>}"])}`,
    ],
    [1, () => `${w.pick(['import "./missing" as', "use missing/module as"])} ${w.fresh("m")}`],
  ];
  const nested: [number, () => string][] = [
    [4, () => ifStatement(w, depth)],
    [4, () => forStatement(w, depth)],
    [2, () => whileStatement(w, depth)],
    [3, () => matchStatement(w, depth)],
    [4, () => tryStatement(w, depth)],
    [1, () => inner(w, depth)],
    [2, () => declaration(w, depth)],
    [5, () => idiom(w, depth)],
    [1, () => guardedStatement(w, depth)],
  ];
  return w.weighted(depth > 0 ? [...flat, ...nested] : flat)();
}

function letStatement(w: Writer): string {
  const type = w.pick(storable);
  const form = w.below(12);
  if (form === 11) {
    const [first, second, rest] = [w.fresh(), w.fresh(), w.fresh()];
    const text = `let [${first}, , ${second} = 4, ...${rest}] = ${expression(w, "numbers", 1)}`;
    w.declare(first, "any");
    w.declare(rest, "numbers");
    return text;
  }
  if (form === 10) {
    const [n, tags, other, rest] = [w.fresh(), w.fresh(), w.fresh(), w.fresh()];
    const text = `let {n: ${n}, "tags": [${tags}], ${other} = "none", ...${rest}} = ${expression(w, "record", 1)}`;
    w.declare(n, "number");
    w.declare(other, "string");
    return text;
  }
  const value = expression(w, type, 3);
  const name = w.fresh();
  const note = w.chance(20) ? `: ${noteOf(type)}` : "";
  w.declare(name, type);
  return `let ${name}${note} = ${value}`;
}

function assignment(w: Writer): string {
  const target = pickVariable(w, ["number", "string", "numbers", "record", "boolean"]);
  if (!target) return letStatement(w);
  const { name, type } = target;
  const value = (of: Type): string => expression(w, of, 2);
  switch (type) {
    case "number":
      return `${name} ${w.pick(["=", "+=", "-=", "*=", "/=", "%=", "??="])} ${value("number")}`;
    case "string":
      return `${name} ${w.pick(["=", "+=", "??="])} ${value("string")}`;
    case "numbers":
      return w.pick([
        () => `${name} = ${value("numbers")}`,
        () => `if ${name}.length > 0 { ${name}[${w.pick(["0", "-1"])}] ${w.pick(["=", "+="])} ${value("number")} }`,
      ])();
    case "record":
      return w.pick([
        () => `${name}.n ${w.pick(["=", "+=", "*="])} ${value("number")}`,
        () => `${name}["id"] = ${value("string")}`,
        () => `${name}.more ??= ${value("number")}`,
      ])();
    default:
      return `${name} = ${value(type)}`;
  }
}

function update(w: Writer): string {
  const target = pickVariable(w, ["number", "record"]);
  if (!target) return letStatement(w);
  const place = target.type === "record" ? `${target.name}.n` : target.name;
  const operator = w.pick(["++", "--"]);
  return w.chance(50) ? `${operator}${place}` : `${place}${operator}`;
}

function pickVariable(w: Writer, types: readonly Type[]): Variable | null {
  const found = w.visible().filter((variable) => variable.assignable && types.includes(variable.type));
  return found.length === 0 ? null : w.pick(found);
}

function logStatement(w: Writer): string {
  const level = w.pick(["", "debug ", "info ", "warn ", "error "]);
  return `log ${level}"value {${expression(w, "number", 0)}}"`;
}

/** A built-in for its own sake, its result printed now and then. */
function builtinStatement(w: Writer): string {
  const call = anyBuiltin(w, 2);
  const shown = w.chance(50) ? `print(typeof(${call}))` : `let ${w.fresh()} = ${call}`;
  if (!w.chance(35)) return shown;
  return `try ${block([`print(${call})`])} catch (e) { print(e.code) }`;
}

/** Errors on purpose; only written inside of a `try`. */
function risky(w: Writer): string {
  return w.pick([
    () => `throw ${expression(w, w.pick(["string", "error", "record", "number"]), 1)}`,
    () => `print(${expression(w, "null", 1)} + 1)`,
    () => "print(null.name)",
    () => `print(${expression(w, "any", 1)} < ${expression(w, "any", 1)})`,
    () => `print(${expression(w, "any", 1)} * ${expression(w, "any", 1)})`,
    () => `print((${expression(w, "any", 0)})(1))`,
    () => 'print(call missing/module.fn("x"))',
    () => 'print("x".no_such_method())',
    () => "let late = []\nlate[5] = 1",
    () => {
      const [early, late] = [w.fresh("early"), w.fresh("late")];
      return `print(${early}())\nlet ${late} = 1\nfn ${early}() { return ${late} }`;
    },
    () => "for x in null { print(x) }",
  ])();
}

function ifStatement(w: Writer, depth: number): string {
  const more = w.chance(30) ? ` else if ${condition(w, 1)} ${inner(w, depth)}` : "";
  const last = w.chance(50) ? `${w.pick([" ", "\n"])}else ${inner(w, depth)}` : "";
  return `if ${condition(w, 2)} ${inner(w, depth)}${more}${last}`;
}

function inLoop(w: Writer, names: readonly (readonly [string, Type])[], depth: number): string {
  w.loops += 1;
  try {
    return w.scoped(() => {
      for (const [name, type] of names) w.declare(name, type);
      return inner(w, depth);
    });
  } finally {
    w.loops -= 1;
  }
}

function forStatement(w: Writer, depth: number): string {
  const list = w.pick<Type>(["numbers", "strings", "records"]);
  const x = w.fresh("x");
  const i = w.fresh("i");
  const text = w.weighted<() => string>([
    [4, () => `for ${x} in (${expression(w, list, 2)}) ${inLoop(w, [[x, elementOf(list)]], depth)}`],
    [
      2,
      () =>
        `for ${i}, ${x} in (${expression(w, list, 1)}) ${inLoop(
          w,
          [
            [i, "number"],
            [x, elementOf(list)],
          ],
          depth,
        )}`,
    ],
    [1, () => `for ${i} in (${expression(w, "record", 1)}) ${inLoop(w, [[i, "string"]], depth)}`],
    [1, () => `for ${i}, ${x} in (${expression(w, "record", 1)}) ${inLoop(w, [[i, "string"]], depth)}`],
    [1, () => `for ${x} in (${expression(w, "string", 1)}) ${inLoop(w, [[x, "string"]], depth)}`],
    [1, () => `for ${x} in (${expression(w, "set", 1)}) ${inLoop(w, [], depth)}`],
    [1, () => `for {id, n: ${x}} in (${expression(w, "records", 1)}) ${inLoop(w, [[x, "number"]], depth)}`],
  ]);
  return text();
}

/** A loop that ends: its counter is nobody else's. */
function whileStatement(w: Writer, depth: number): string {
  const counter = w.fresh("turn");
  const body = inLoop(
    w,
    [[counter, "number"]].map(([name, type]) => [name, type] as [string, Type]).slice(0, 0),
    depth,
  );
  return `let ${counter} = 0\nwhile ${counter} < ${w.pick(["2", "3"])} {\n  ${counter}++\n${indented(body)}\n}`;
}

function matchStatement(w: Writer, depth: number): string {
  const [a, b] = [w.fresh("m"), w.fresh("m")];
  const cases: Record<string, readonly string[]> = {
    number: ["case 1, 2", "case -1", "case Math.PI", "case (1 + 2)", `case ${a} if ${a} > 5`],
    string: ['case "a", "b"', 'case "goal"', `case ${a}`],
    record: [
      `case {n: 1, id: ${a}}`,
      `case {id: "a", ...${b}}`,
      "case {missing}",
      `case {n: ${a}} if ${a} > 1`,
      "case _",
    ],
    numbers: ["case []", `case [${a}]`, `case [1, _, ...${b}]`, `case [${a}, ${b}]`],
    any: ["case null", "case true, false", "case (null)", `case ${a}`],
  };
  const type = w.pick<Type>(["number", "string", "record", "numbers", "any"]);
  const chosen = w.several(1, 3, () => w.pick(cases[type]!));
  const branches = chosen.map((head) => `${head}: ${w.chance(50) ? inner(w, depth) : "\n  print(1)"}`);
  if (w.chance(60)) branches.push(`default: ${inner(w, depth)}`);
  return `match (${expression(w, type, 2)}) {\n${branches.join("\n")}\n}`;
}

function tryStatement(w: Writer, depth: number): string {
  w.guarded += 1;
  const body = inner(w, depth);
  w.guarded -= 1;
  const e = w.fresh("e");
  const handler = w.scoped(() => {
    w.declare(e, "error", false);
    const shown = w.pick([
      `print(${e}.message)`,
      `print(${e}.code)`,
      `print(${e}.type, ${e}.span)`,
      `print(${e}.stack == null)`,
    ]);
    return block([shown, ...statements(w, w.below(2), depth - 1)]);
  });
  return w.weighted<() => string>([
    [5, () => `try ${body} catch (${e}) ${handler}`],
    [2, () => `try ${body} catch { print("caught") }`],
    [2, () => `try ${body}\ncatch (${e}) ${handler}\nfinally ${inner(w, depth)}`],
    [1, () => `try { try ${body} finally ${inner(w, depth)} } catch (${e}) ${handler}`],
  ])();
}

/** Statements of section 8, which need the runtime around them. */
function guardedStatement(w: Writer, depth: number): string {
  const x = w.fresh("x");
  const text = w.pick([
    () => `retry 2 backoff 1ms ${inner(w, depth)}`,
    () => `timeout 30s ${inner(w, depth)}`,
    () => `lock "fuzz" ${inner(w, depth)}`,
    () => `parallel { a: ${expression(w, "number", 1)}, "b": ${expression(w, "string", 1)} }`,
    () => `parallel for ${x} in [1, 2] limit 2 { ${x} }`,
    () => `act files "write {${expression(w, "number", 0)}}" because "fuzz" ${inner(w, depth)} undo ${inner(w, depth)}`,
    () => "call missing/module.fn(1)",
    () => `throw ${expression(w, w.pick(["string", "error", "record", "number"]), 1)}`,
    () => `emit done {n: ${expression(w, "number", 0)}}`,
  ])();
  return `try ${block([text])} catch (e) { print(e.code) }`;
}
