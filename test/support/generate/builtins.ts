import type { Builtin, BuiltinParam, ConstantBuiltin } from "../../../src/builtins/declare.ts";
import { registry } from "../../../src/builtins/registry.ts";
import { callback, expression } from "./expressions.ts";
import { argumentSpellings } from "./spellings.ts";
import { elementOf, type Type, typeOfNote } from "./types.ts";
import type { Writer } from "./writer.ts";

/** A built-in and the way it is reached. */
interface Entry {
  readonly builtin: Builtin;
  /** The word before the parenthesis: `len`, `Math.floor`, `push`, `Set`. */
  readonly word: string;
  readonly form: "function" | "method" | "class";
}

const entries: readonly Entry[] = [...functions(), ...methods(), ...classes()];
const constants: readonly string[] = [...registry.namespaces].flatMap(([space, members]) =>
  [...members].filter(([, member]) => member.form === "constant").map(([name]) => `${space}.${name}`),
);

/** Built-ins that are written in statements of their own, if at all: they wait, end the run or print. */
const apart = new Set(["assert", "sleep", "setTimeout", "call_plugin", "transaction", "print"]);

function* functions(): Generator<Entry> {
  for (const [word, builtin] of registry.globals) yield { builtin, word, form: "function" };
  for (const [space, members] of registry.namespaces) {
    for (const [name, member] of members) {
      if (!isConstant(member)) yield { builtin: member, word: `${space}.${name}`, form: "function" };
    }
  }
}

function* methods(): Generator<Entry> {
  for (const members of registry.methods.values()) {
    for (const [word, builtin] of members) yield { builtin, word, form: "method" };
  }
}

function* classes(): Generator<Entry> {
  for (const [word, builtin] of registry.classes) yield { builtin, word, form: "class" };
}

function isConstant(member: Builtin | ConstantBuiltin): member is ConstantBuiltin {
  return member.form === "constant";
}

/** Every built-in the registry has, by its full name, so that none can be forgotten. */
export const builtinNames: readonly string[] = [...new Set(entries.map(({ builtin }) => builtin.name))];

const kindTypes: Readonly<Record<string, readonly Type[]>> = {
  list: ["numbers", "strings", "records"],
  object: ["record"],
  string: ["string"],
  number: ["number"],
  set: ["set"],
  function: ["function"],
  regex: ["regex"],
  timestamp: ["timestamp"],
  error: ["error"],
  boolean: ["boolean"],
};

/** A call of a built-in that answers a value of this type; null when the registry has none. */
export function builtinOf(w: Writer, type: Type, depth: number): string | null {
  const fitting = entries.filter(({ builtin }) => {
    if (apart.has(builtin.name)) return false;
    const receiver = elementOf(type) === "any" ? "any" : elementOf(type);
    return typeOfNote(builtin.returns, receiver) === type;
  });
  if (fitting.length === 0) return null;
  return writeCall(w, w.pick(fitting), type, depth);
}

/** A call of any built-in, all equally likely. */
export function anyBuiltin(w: Writer, depth: number): string {
  const name = w.pick(builtinNames);
  return writeCall(w, w.pick(entries.filter(({ builtin }) => builtin.name === name)), "any", depth);
}

/** A constant such as `Math.PI`. */
export function constantOf(w: Writer): string {
  return constants.length === 0 ? "1" : w.pick(constants);
}

function writeCall(w: Writer, { builtin, word, form }: Entry, wanted: Type, depth: number): string {
  const params = form === "method" ? builtin.params.slice(1) : builtin.params;
  const receiverTypes = form === "method" ? kindTypes[builtin.name.split(".")[0]!] : undefined;
  const types = receiverTypes ?? ["any"];
  const receiver = types.includes(wanted) && builtin.returns === "list<T>" ? wanted : w.pick(types);
  const args = callArguments(w, builtin, params, receiver, depth).join(", ");
  if (form === "function") return `${word}(${args})`;
  if (form === "class") return `(new ${word}(${args}))`;
  const self = expression(w, receiver, depth);
  return `${/^["'([\w]/.test(self) && !/^\d/.test(self) ? self : `(${self})`}.${word}(${args})`;
}

function callArguments(
  w: Writer,
  builtin: Builtin,
  params: readonly BuiltinParam[],
  receiver: Type,
  depth: number,
): string[] {
  const args: string[] = [];
  for (const param of params) {
    if (param.optional && !w.chance(50)) break;
    const count = param.rest ? w.below(3) : 1;
    for (let index = 0; index < count; index++) args.push(argument(w, builtin, param, receiver, depth));
  }
  return args;
}

function argument(w: Writer, builtin: Builtin, param: BuiltinParam, receiver: Type, depth: number): string {
  if (w.guarded > 0 && w.chance(8)) return expression(w, "any", 0);
  const spelled = argumentSpellings[`${builtin.name}.${param.name}`] ?? argumentSpellings[param.name];
  if (spelled) return w.pick(spelled);
  const element = elementOf(receiver);
  const note = param.type.split(" | ").find((option) => option !== "null") ?? "null";
  if (note === "function") return callbackFor(w, builtin.name, receiver, depth);
  if (note === "number") return w.chance(25) ? expression(w, "number", depth) : w.pick(["0", "1", "2", "3", "-1"]);
  if (note === "list" || note === "list<T>") return expression(w, receiver === "any" ? "numbers" : receiver, depth);
  const type = typeOfNote(note, element);
  if (note === "object") return expression(w, "record", depth);
  return expression(w, type === "any" && element !== "any" ? element : type, Math.min(depth, 1));
}

/** A function of the shape in which this built-in calls it. */
function callbackFor(w: Writer, name: string, receiver: Type, depth: number): string {
  const element = elementOf(receiver) === "any" ? "number" : elementOf(receiver);
  switch (name) {
    case "list.reduce":
      return w.pick(["(sum, x) => sum", "(a, b) => [a, b]", "(a, b, i) => i"]);
    case "list.sort":
      return w.pick(["(a, b) => 0", "(a, b) => if a < b { -1 } else { 1 }", "(a, b) => len(str(a)) - len(str(b))"]);
    case "list.map":
    case "list.flat_map":
    case "list.for_each":
      return callback(w, w.chance(30) ? [element, "number"] : [element], w.pick(["number", "string"]), depth);
    case "object.map_values":
      return w.pick(["v => str(v)", "(v, k) => k"]);
    default:
      return callback(w, [element], w.pick(["boolean", "number", "string"]), depth);
  }
}
