import { builtinOf, constantOf } from "./builtins.ts";
import { statements } from "./statements.ts";
import { elementOf, noteOf, storable, type Type } from "./types.ts";
import { block, type Writer } from "./writer.ts";

/**
 * Expressions by type. Each answers text that may stand as an operand of any operator. `depth` is how many more levels
 * may be nested.
 */
export function expression(w: Writer, type: Type, depth: number): string {
  const variables = w.visible(type);
  if (depth <= 0) return variables.length > 0 && w.chance(60) ? w.pick(variables).name : literal(w, type);
  if (type === "any") return expression(w, w.pick(storable), depth);
  const ways: [number, () => string][] = [
    [3, () => literal(w, type)],
    [variables.length > 0 ? 8 : 0, () => w.pick(variables).name],
    [7, () => specific(w, type, depth)],
    [3, () => builtinOf(w, type, depth - 1) ?? literal(w, type)],
    [1, () => general(w, type, depth)],
    [2, () => scriptCall(w, type, depth - 1)],
  ];
  return w.weighted(ways)();
}

/** A condition for a header: there a `{` would open the block, so objects only stand in parentheses. */
export function condition(w: Writer, depth: number): string {
  return `(${expression(w, "boolean", depth)})`;
}

/** The simplest expressions of a type. */
export function literal(w: Writer, type: Type): string {
  switch (type) {
    case "null":
      return w.pick(["null", "undefined"]);
    case "boolean":
      return w.pick(["true", "false"]);
    case "number":
      return w.pick([
        "1",
        "0",
        "2",
        "3",
        "10",
        "7",
        "0.5",
        "1_000",
        "0x1F",
        "2.5e2",
        "5m",
        "250ms",
        "1.5h",
        "1d",
        "1w",
        "3s",
      ]);
    case "string":
      return text(w);
    case "timestamp":
      return w.pick(["now()", "new Date(0)", 'new Date("2025-07-07T15:00:00.000Z")', "today()"]);
    case "numbers":
      return w.pick(["[1, 2, 3]", "[]", "[3, 1, 2,]", "range(4)", "[5]", "[\n  1\n  2\n]"]);
    case "strings":
      return w.pick(['["a", "b"]', "[]", '["goal", "sync", "goal"]', "['x']"]);
    case "record":
      return record(w, 0);
    case "records":
      return `[${w.several(0, 2, () => record(w, 0)).join(", ")}]`;
    case "set":
      return w.pick(["new Set([1, 2, 2])", "new Set()", 'new Set(["a"])']);
    case "regex":
      return w.pick(["/a+/", "/(\\w)(\\d)?/g", "/[aeiou/]/i", "/^x|b$/"]);
    case "function":
      return w.pick(["(x => x + 1)", "((a) => { return a * 2 })", "(function(a) { return a })", "Math.abs"]);
    case "error":
      return w.pick(['new Error("broken")', 'new Error("x", {code: 1})']);
    case "any":
      return literal(w, w.pick(storable));
  }
}

function text(w: Writer): string {
  return w.pick(['"a"', "''", '"goal"', "'it\\'s'", '"b c"', '"{{x}}"', '"x1y2"', '"tab\\t\\u{1F600}"', '"10"']);
}

/** `{id: …, n: …, tags: …, next: …}` in one of the spellings of objects. */
function record(w: Writer, depth: number): string {
  const id = `id: ${expression(w, "string", depth)}`;
  const n = w.chance(20) ? `["n"]: ${expression(w, "number", depth)}` : `n: ${expression(w, "number", depth)}`;
  const tags = `"tags": ${expression(w, "strings", depth)}`;
  const base = w.visible("record");
  const members = base.length > 0 && w.chance(30) ? [`...${w.pick(base).name}`, n] : [id, n, tags, "next: null"];
  const short = w.visible().filter(({ name }) => !["id", "n", "tags", "next"].includes(name));
  if (short.length > 0 && w.chance(20)) members.push(w.pick(short).name);
  if (w.chance(15)) members.push(w.pick(["if: 1", "7: true", "__proto__: 1", "constructor: null"]));
  return w.chance(20) ? `{\n  ${members.join("\n  ")}\n}` : `{${members.join(", ")}}`;
}

/** Ways to make a value that exist for one type only. */
function specific(w: Writer, type: Type, depth: number): string {
  const sub = (of: Type): string => expression(w, of, depth - 1);
  switch (type) {
    case "number": {
      const ways: [number, () => string][] = [
        [8, () => `(${sub("number")} ${w.pick(["+", "-", "*", "/", "%"])} ${sub("number")})`],
        [2, () => `(${sub("number")} ${w.pick(["&", "|", "^", "<<", ">>", ">>>"])} ${sub("number")})`],
        [1, () => `(${sub("number")} ** ${w.pick(["2", "0.5", "-1"])})`],
        [2, () => `(${w.pick(["-", "~", "+", "- -"])}${sub("number")})`],
        [2, () => `${sub(w.pick(["numbers", "strings", "string"]))}.length`],
        [2, () => `${sub("record")}.n`],
        [2, () => `(${sub("numbers")}[${w.pick(["0", "-1", "1"])}] ?? 0)`],
        [1, () => constantOf(w)],
        [1, () => `${sub("function")}(${sub("number")})`],
        [1, () => `(${sub("timestamp")} - ${sub("timestamp")})`],
        [1, () => `(${sub("record")}?.next?.n ?? ${sub("number")})`],
        [1, () => `(${sub("null")}?.[0] ?? ${sub("number")})`],
      ];
      return w.weighted(ways)();
    }
    case "string": {
      const ways: [number, () => string][] = [
        [5, () => template(w, depth - 1)],
        [4, () => `(${sub("string")} + ${sub(w.pick(["string", "number", "boolean"]))})`],
        [2, () => `${sub("record")}.id`],
        [2, () => `(${sub("strings")}[0] ?? ${text(w)})`],
        [1, () => `(${sub("string")}[${w.pick(["0", "-1"])}] ?? "")`],
        [1, () => `"""\n  one {${sub("number")}}\n    two\n  """`],
        [1, () => `typeof(${sub("any")})`],
        [1, () => `(${sub("error")}.message)`],
      ];
      return w.weighted(ways)();
    }
    case "boolean": {
      const comparable = w.pick<Type>(["number", "string", "timestamp"]);
      const ways: [number, () => string][] = [
        [4, () => `(${sub(comparable)} ${w.pick(["<", "<=", ">", ">="])} ${sub(comparable)})`],
        [4, () => `(${sub("any")} ${w.pick(["==", "!=", "===", "!=="])} ${sub("any")})`],
        [2, () => `(${sub("boolean")} ${w.pick(["and", "or", "&&", "||"])} ${sub("boolean")})`],
        [2, () => `(${w.pick(["not ", "!", "not not "])}${sub("boolean")})`],
        [2, () => `(${sub("number")} ${w.pick(["in", "not in"])} ${sub("numbers")})`],
        [1, () => `(${sub("strings")} in ${sub("strings")})`],
        [1, () => `(${sub("string")} in ${sub("string")})`],
        [1, () => `(${sub("string")} in ${sub("record")})`],
        [1, () => `(null < ${sub("number")})`],
        [1, () => `${w.pick(["any", "all"])}(${sub("numbers")})`],
      ];
      return w.weighted(ways)();
    }
    case "numbers":
    case "strings":
    case "records": {
      const element = elementOf(type);
      const ways: [number, () => string][] = [
        [3, () => `[${w.several(0, 3, () => sub(element)).join(", ")}]`],
        [2, () => `[...${sub(type)}, ${sub(element)}]`],
        [2, () => `${sub(type)}.filter(${callback(w, [element], "boolean", depth - 1)})`],
        [2, () => `${sub("numbers")}.map(${callback(w, ["number"], element, depth - 1)})`],
        [1, () => `(${sub(type)} + ${sub(type)})`],
        [1, () => `(${sub(type)} ?? [])`],
        [type === "strings" ? 1 : 0, () => `${sub("record")}.tags`],
      ];
      return w.weighted(ways)();
    }
    case "record":
      return record(w, depth - 1);
    case "timestamp":
      return `(${sub("timestamp")} ${w.pick(["+", "-"])} ${sub("number")} % 1000)`;
    case "set":
      return `new Set(${sub(w.pick(["numbers", "strings"]))})`;
    case "function":
      return `(${callback(w, ["number"], "number", depth - 1)})`;
    case "error":
      return `new Error(${sub("string")})`;
    default:
      return literal(w, type);
  }
}

/** Forms that have the type of their parts. */
function general(w: Writer, type: Type, depth: number): string {
  const sub = (of: Type): string => expression(w, of, depth - 1);
  const start = (of: Type): string => unbraced(w, of, depth - 1);
  const ways: (() => string)[] = [
    () => `(${sub("boolean")} ? ${sub(type)} : ${sub(type)})`,
    () => `(${sub("null")} ?? ${sub(type)})`,
    () => `(if ${condition(w, depth - 1)} { ${start(type)} } else { ${start(type)} })`,
    () => {
      const cases = [`case 1, 2: ${start(type)}`, `case k if k > 5: ${start(type)}`, `default: ${start(type)}`];
      return `(match ${expression(w, "number", 0)} {\n${cases.join("\n")}\n})`;
    },
    () => `(() => ${start(type)})()`,
    // Not available yet, but to be read; where it fails, it shall do so inside of a `try`.
    () => (w.guarded > 0 ? `(parallel { a: ${sub(type)}, b: ${sub("number")} }).a` : sub(type)),
    () => `(${sub(type)} or ${sub(type)})`,
  ];
  return w.pick(ways)();
}

/** A text with interpolations, sometimes with quotes and braces in them. */
function template(w: Writer, depth: number): string {
  const parts = w.several(1, 2, () => {
    const inner = expression(w, w.pick(["number", "string", "boolean", "numbers", "record"]), depth);
    if (inner.includes("\n")) return `{${literal(w, "boolean")}}`;
    return inner.startsWith("{") ? `{(${inner})}` : `{${inner}}`;
  });
  return `"${w.pick(["", "n = ", "<"])}${parts.join(w.pick([" ", ", "]))}"`;
}

/** A function value: parameters of these types, a result of that type. */
export function callback(w: Writer, params: readonly Type[], result: Type, depth: number): string {
  return w.inFunction(result, () => {
    const names = params.map((type) => {
      const name = w.fresh("p");
      w.declare(name, type);
      return name;
    });
    const form = w.below(6);
    if (form === 5) {
      const typed = names.map((name, index) => `${name}: ${noteOf(params[index]!)}`).join(", ");
      return `(${typed}): ${noteOf(result)} => ${unbraced(w, result, depth)}`;
    }
    if (form === 4) return `function(${names.join(", ")}) ${body(w, result, depth)}`;
    if (form === 3) return `(${names.join(", ")}) => ${body(w, result, depth)}`;
    const list = names.length === 1 && form < 2 ? names[0]! : `(${names.join(", ")})`;
    return `${list} => ${unbraced(w, result, depth)}`;
  });
}

/** An expression for places where a `{` would open a block: after `=>`, at the start of a statement. */
export function unbraced(w: Writer, type: Type, depth: number): string {
  const found = expression(w, type, depth);
  return found.startsWith("{") ? `(${found})` : found;
}

function body(w: Writer, result: Type, depth: number): string {
  const before = depth > 0 && w.room > 0 && w.chance(40) ? statements(w, 1, depth - 1) : [];
  return block([...before, `return ${expression(w, result, depth)}`]);
}

function scriptCall(w: Writer, type: Type, depth: number): string {
  const found = w.functions.filter((fn) => fn.result === type);
  if (found.length === 0) return literal(w, type);
  const fn = w.pick(found);
  const args = fn.params.map((param) => expression(w, param, depth));
  const optional = w.chance(20) && args.length > 0 ? [`...[${args.join(", ")}]`] : args;
  return `(${w.pick(fn.prefixes)}${fn.name}(${optional.join(", ")}))`;
}
