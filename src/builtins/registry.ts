import { aggregates, listAggregates } from "./aggregate.ts";
import { conversions } from "./convert.ts";
import type { Builtin, ConstantBuiltin, MethodKind, PlainBuiltin, Registry } from "./declare.ts";
import { listCallbacks } from "./list-callbacks.ts";
import { listChange } from "./list-change.ts";
import { listRead } from "./list-read.ts";
import { memory, transaction } from "./memory.ts";
import { world } from "./world.ts";

const globals: readonly Builtin[] = [...conversions, ...aggregates, ...world, ...memory, transaction];

/** Members by their full name, `Math.floor`. */
const members: readonly (Builtin | ConstantBuiltin)[] = [];

/** Methods by their full name, `list.push`. */
const methods: readonly Builtin[] = [...listChange, ...listRead, ...listCallbacks, ...listAggregates];

const classes: readonly PlainBuiltin[] = [];

/** `index_of` → `indexOf`. */
function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `toUpperCase` → `to_upper_case`. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
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
