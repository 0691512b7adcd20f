import { keyText } from "../values/access.ts";
import { checkEntries } from "../values/limits.ts";
import { fail } from "../values/thrown.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import { at } from "./arguments.ts";
import { calling, fails, gives, plain } from "./build.ts";
import type { Task } from "./declare.ts";
import { reach } from "./path.ts";

const object = (args: readonly Value[]): ObjectValue => args[0] as ObjectValue;

/** Keys given one by one or as lists. */
function keysOf(args: readonly Value[]): string[] {
  return args.slice(1).flatMap((key) => (Array.isArray(key) ? key.map(keyText) : [keyText(key)]));
}

/** Methods of objects; a property of the same name is called instead of them. */
export const objectMethods = [
  plain(
    "object.keys(object: object) -> list<string>",
    "The keys in their order.",
    [gives("let o = {b: 1, a: 2}\no.keys()", '["b","a"]'), gives("let o = {}\no.keys()", "[]")],
    (args) => [...object(args).keys()],
  ),
  plain(
    "object.values(object: object) -> list",
    "The values in the order of their keys.",
    [gives("let o = {}\no.values()", "[]"), gives("let o = {b: 1, a: 2}\no.values()", "[1,2]")],
    (args) => [...object(args).values()],
  ),
  plain(
    "object.entries(object: object) -> list<list>",
    "A list of `[key, value]` for every key.",
    [gives("let o = {}\no.entries()", "[]"), gives("let o = {a: 1}\no.entries()", '[["a",1]]')],
    (args) => [...object(args)],
  ),
  plain(
    "object.items(object: object) -> list<list>",
    "A list of `[key, value]` for every key; the same as `entries`.",
    [gives("let o = {a: 1}\no.items()", '[["a",1]]'), gives("let o = {items: () => 5}\no.items()", "5")],
    (args) => [...object(args)],
  ),
  plain(
    "object.has(object: object, key: string | number | boolean | timestamp | null) -> boolean",
    "True when the object has the key, even with the value null.",
    [gives('let o = {a: null}\no.has("a")', "true"), gives('let o = {}\no.has("toString")', "false")],
    (args) => object(args).has(keyText(at(args, 1))),
  ),
  plain(
    "object.hasOwnProperty(object: object, key: string | number | boolean | timestamp | null) -> boolean",
    "True when the object has the key; the same as `has`.",
    [
      gives('let o = {}\no.hasOwnProperty("hasOwnProperty")', "false"),
      gives('let o = {a: 1}\no.hasOwnProperty("a")', "true"),
    ],
    (args) => object(args).has(keyText(at(args, 1))),
  ),
  plain(
    "object.merge(object: object, ...others: object | null) -> object",
    "A new object with the keys of this one and the others; later values win, null is skipped.",
    [
      gives("let o = {a: 1, b: 2}\no.merge({b: 3})", '{"a":1,"b":3}'),
      gives("let o = {a: 1}\no.merge(null)", '{"a":1}'),
    ],
    (args, context) => {
      const result = new ObjectValue();
      for (const part of args) {
        if (!(part instanceof ObjectValue)) continue;
        context.charge(part.size >> 4);
        for (const [key, value] of part) result.set(key, value);
        checkEntries(result.size, context.limits);
      }
      return result;
    },
  ),
  plain(
    "object.pick(object: object, ...keys: any) -> object",
    "A new object with only these keys, given one by one or as a list; missing ones are left out.",
    [
      gives('let o = {a: 1, b: 2}\no.pick("b", "c")', '{"b":2}'),
      gives('let o = {a: 1, b: 2}\no.pick(["a"])', '{"a":1}'),
      fails("let o = {}\no.pick({})", "AE2113"),
    ],
    (args) => {
      const result = new ObjectValue();
      for (const key of keysOf(args)) {
        const value = object(args).get(key);
        if (value !== undefined) result.set(key, value);
      }
      return result;
    },
  ),
  plain(
    "object.omit(object: object, ...keys: any) -> object",
    "A new object without these keys, given one by one or as a list.",
    [gives('let o = {a: 1, b: 2}\no.omit("a")', '{"b":2}'), gives("let o = {a: 1}\no.omit([])", '{"a":1}')],
    (args, context) => {
      context.charge(object(args).size >> 4);
      const result = new ObjectValue(object(args));
      for (const key of keysOf(args)) result.delete(key);
      return result;
    },
  ),
  plain(
    "object.get(object: object, path: string | number | list, fallback?: any) -> any",
    "What a path such as `a.b[0]` (or a list of keys) reaches, `fallback` or null where something on the way is missing. A key of exactly that text wins.",
    [
      gives('let o = {a: {b: [5]}}\no.get("a.b[0]")', "5"),
      gives('let o = {a: null}\n[o.get("a", 1), o.get("b.c", 1)]', "[null,1]"),
      gives('let o = {"a.b": 1, a: {b: 2}}\no.get("a.b")', "1"),
    ],
    (args) => {
      const path = at(args, 1);
      const found = reach(object(args), Array.isArray(path) ? path.map(keyText) : keyText(path));
      return found === undefined ? at(args, 2) : found;
    },
  ),
  plain(
    "object.delete(object: object, key: string | number | boolean | timestamp | null) -> boolean",
    "Removes a key; false when there was none.",
    [
      gives('let o = {a: 1, b: 2}\no.delete("a")\no', '{"b":2}'),
      gives('let o = {}\no.delete("a")', "false"),
      fails('let o = Object.freeze({a: 1})\no.delete("a")', "AE2114"),
    ],
    (args) => {
      const key = keyText(at(args, 1));
      if (object(args).readOnly) fail("AE2114", { property: key });
      return object(args).delete(key);
    },
  ),
  calling(
    "object.map_values(object: object, callback: function) -> object",
    "A new object with the function's result for every `(value, key)` under the same keys.",
    [
      gives("let o = {a: 1, b: 2}\no.map_values(v => v * 10)", '{"a":10,"b":20}'),
      gives("let o = {a: 1}\no.map_values((v, key) => key)", '{"a":"a"}'),
    ],
    (args) => new MapValues(object(args), at(args, 1)),
  ),
];

/** Calls `callback(value, key, object)` for every entry as it was at the start. */
class MapValues implements Task {
  readonly receiver = null;
  args: readonly Value[] = [];
  private readonly entries: (readonly [string, Value])[];
  private readonly mapped = new ObjectValue();

  constructor(
    private readonly source: ObjectValue,
    readonly callee: Value,
  ) {
    this.entries = [...source];
  }

  next(): boolean {
    const entry = this.entries[this.mapped.size];
    if (entry === undefined) return false;
    this.args = [entry[1], entry[0], this.source];
    return true;
  }

  feed(result: Value): void {
    this.mapped.set(this.entries[this.mapped.size]![0], result);
  }

  result(): Value {
    return this.mapped;
  }
}
