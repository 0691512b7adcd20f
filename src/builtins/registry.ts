import { aggregates, listAggregates } from "./aggregate.ts";
import { array, date } from "./array-date.ts";
import { classes } from "./classes.ts";
import { conversions } from "./convert.ts";
import { crypto } from "./crypto.ts";
import type { Builtin, ConstantBuiltin, MethodKind, Registry } from "./declare.ts";
import { functionMethods } from "./function.ts";
import { json } from "./json.ts";
import { listCallbacks } from "./list-callbacks.ts";
import { listChange } from "./list-change.ts";
import { listRead } from "./list-read.ts";
import { math } from "./math.ts";
import { memory, transaction } from "./memory.ts";
import { numberMethods } from "./number.ts";
import { objectMethods } from "./object.ts";
import { objectNamespace } from "./object-namespace.ts";
import { regexMethods } from "./regex.ts";
import { setMethods } from "./set.ts";
import { stringMethods } from "./string.ts";
import { stringPatterns } from "./string-pattern.ts";
import { timestampMethods } from "./timestamp.ts";
import { toStringMethods } from "./to-string.ts";
import { world } from "./world.ts";

const globals: readonly Builtin[] = [...conversions, ...aggregates, ...world, ...memory, transaction];

/** Members by their full name, `Math.floor`. */
const members: readonly (Builtin | ConstantBuiltin)[] = [
  ...math,
  ...json,
  ...objectNamespace,
  ...array,
  ...date,
  ...crypto,
];

/** Methods by their full name, `list.push`. */
const methods: readonly Builtin[] = [
  ...listChange,
  ...listRead,
  ...listCallbacks,
  ...listAggregates,
  ...stringMethods,
  ...stringPatterns,
  ...objectMethods,
  ...setMethods,
  ...functionMethods,
  ...regexMethods,
  ...numberMethods,
  ...timestampMethods,
  ...toStringMethods,
];

/** `index_of` → `indexOf`. */
function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `toUpperCase` → `to_upper_case`, `toISOString` → `to_iso_string`. */
function snake(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

function byGroup<T extends { readonly name: string }>(
  entries: readonly T[],
  aliases: boolean,
): Map<string, Map<string, T>> {
  const result = new Map<string, Map<string, T>>();
  for (const entry of entries) {
    const [group = "", name = ""] = entry.name.split(".");
    const found = result.get(group) ?? new Map<string, T>();
    result.set(group, found.set(name, entry));
  }
  if (aliases) for (const group of result.values()) addSpellings(group);
  return result;
}

/** Both spellings of every method, `for_each` and `forEach`, unless the other name is a method of its own. */
function addSpellings<T>(group: Map<string, T>): void {
  for (const [name, entry] of [...group]) {
    for (const other of [camel(name), snake(name)]) if (!group.has(other)) group.set(other, entry);
  }
}

/** Every built-in of the language; read by the interpreter, the checker, the editors, the documentation and the tests. */
export const registry: Registry = {
  globals: new Map(globals.map((entry) => [entry.name, entry])),
  namespaces: byGroup(members, false),
  methods: byGroup(methods, true) as Map<MethodKind, Map<string, Builtin>>,
  classes: new Map(classes.map((entry) => [entry.name, entry])),
};
