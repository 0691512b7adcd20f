import { keyText, setProperty } from "../values/access.ts";
import { describe } from "../values/describe.ts";
import { freeze, isFrozen } from "../values/freeze.ts";
import { elementsOf } from "../values/iterate.ts";
import { fail } from "../values/thrown.ts";
import { ObjectValue, SetValue, Timestamp, type Value } from "../values/types.ts";
import { at } from "./arguments.ts";
import { calling, fails, gives, plain } from "./build.ts";
import { groups } from "./list-callbacks.ts";
import { reserveEntries } from "./sizes.ts";
import { keyed } from "./tasks.ts";

const object = (args: readonly Value[]): ObjectValue => args[0] as ObjectValue;

/** The namespace `Object`, as in JavaScript. */
export const objectNamespace = [
  plain(
    "Object.keys(object: object) -> list<string>",
    "The keys of an object in their order.",
    [gives("Object.keys({b: 1, 2: 2})", '["b","2"]'), fails("Object.keys(null)", "AE2150")],
    (args) => [...object(args).keys()],
  ),
  plain(
    "Object.values(object: object) -> list",
    "The values of an object in the order of its keys.",
    [gives("Object.values({a: 1, b: 2})", "[1,2]"), gives("Object.values({})", "[]")],
    (args) => [...object(args).values()],
  ),
  plain(
    "Object.entries(object: object) -> list<list>",
    "A list of `[key, value]` for every key of an object.",
    [gives("Object.entries({a: 1})", '[["a",1]]'), gives("Object.entries({})", "[]")],
    (args) => [...object(args)],
  ),
  plain(
    "Object.fromEntries(entries: list<list> | set) -> object",
    "An object from a list of `[key, value]`.",
    [gives('Object.fromEntries([["a", 1], [2, 3]])', '{"a":1,"2":3}'), fails("Object.fromEntries([1])", "AE2168")],
    (args, context) => {
      const entries = elementsOf(at(args, 0));
      reserveEntries(context, entries.length);
      const result = new ObjectValue();
      for (const entry of entries) {
        if (!Array.isArray(entry)) fail("AE2168", { given: describe(entry) });
        result.set(keyText(entry[0] ?? null), entry[1] ?? null);
      }
      return result;
    },
  ),
  plain(
    "Object.assign(target: object, ...sources: object | null) -> object",
    "Sets all keys of the sources in the target and answers the target; null sources are skipped.",
    [
      gives("let o = {a: 1}\nObject.assign(o, {b: 2}, null)\no", '{"a":1,"b":2}'),
      fails("Object.assign(null, {})", "AE2150"),
    ],
    (args, context) => {
      const target = object(args);
      for (const source of args.slice(1)) {
        if (!(source instanceof ObjectValue)) continue;
        context.charge(source.size >> 4);
        for (const [key, value] of [...source]) setProperty(target, key, value, undefined, context.limits);
      }
      return target;
    },
  ),
  plain(
    "Object.hasOwn(object: object, key: string | number | boolean | timestamp | null) -> boolean",
    "True when an object has the key.",
    [gives('Object.hasOwn({a: null}, "a")', "true"), gives('Object.hasOwn({}, "constructor")', "false")],
    (args) => object(args).has(keyText(at(args, 1))),
  ),
  plain(
    "Object.is(a: any, b: any) -> boolean",
    "True for the very same value: lists and objects by identity, `NaN` is itself, 0 is not -0.",
    [gives("Object.is([], [])", "false"), gives("Object.is(0 / 0, 0 / 0)", "true")],
    (args) => identical(at(args, 0), at(args, 1)),
  ),
  plain(
    "Object.freeze(value: T) -> T",
    "Makes a list or an object read-only, not what is in it, and answers it.",
    [
      gives("Object.freeze({a: 1}).a", "1"),
      fails("let o = Object.freeze({a: 1})\no.a = 2", "AE2114"),
      fails("Object.freeze([1]).push(2)", "AE2115"),
    ],
    (args) => freeze(at(args, 0)),
  ),
  plain(
    "Object.isFrozen(value: any) -> boolean",
    "True when nothing in a value can be changed by assigning to it.",
    [gives("Object.isFrozen({})", "false"), gives("Object.isFrozen(1)", "true")],
    (args) => (at(args, 0) instanceof SetValue ? false : isFrozen(at(args, 0))),
  ),
  calling(
    "Object.groupBy(items: list | set, key: function) -> object",
    "An object with a list of elements for every result of the function, as printed.",
    [
      gives('Object.groupBy([1, 2, 3], x => x > 1 ? "big" : "small")', '{"small":[1],"big":[2,3]}'),
      gives("Object.groupBy([], x => x)", "{}"),
    ],
    (args, context) => keyed(elementsOf(at(args, 0)), at(args, 1), (items, keys) => groups(items, keys, context)),
  ),
];

/** Timestamps have no identity of their own: two of one instant are the same. */
function identical(a: Value, b: Value): boolean {
  return Object.is(a, b) || (a instanceof Timestamp && b instanceof Timestamp && a.ms === b.ms);
}
