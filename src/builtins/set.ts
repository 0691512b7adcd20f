import { addTo, clearSet, deleteFrom, hasIn } from "../values/set.ts";
import type { SetValue, Value } from "../values/types.ts";
import { at } from "./arguments.ts";
import { calling, gives, plain } from "./build.ts";
import { each } from "./tasks.ts";

const set = (args: readonly Value[]): SetValue => args[0] as SetValue;

/** Methods of sets; elements are compared by value. */
export const setMethods = [
  plain(
    "set.has(set: set, item: any) -> boolean",
    "True when an equal value is an element, as with `in`.",
    [gives("new Set([{a: 1}]).has({a: 1})", "true"), gives('new Set([1]).has("1")', "false")],
    (args) => hasIn(set(args), at(args, 1)),
  ),
  plain(
    "set.add(set: set, item: any) -> set",
    "Adds a value unless an equal one is there, and answers the set.",
    [gives("new Set().add(0 / 0).add(0 / 0).size", "1"), gives("new Set([1]).add(2).add(1)", "[1,2]")],
    (args, context) => {
      addTo(set(args), at(args, 1), context.limits);
      return set(args);
    },
  ),
  plain(
    "set.delete(set: set, item: any) -> boolean",
    "Removes the element equal to a value; false when there was none.",
    [gives("let s = new Set([[1], 2])\ns.delete([1])\ns", "[2]"), gives("new Set().delete(5)", "false")],
    (args) => deleteFrom(set(args), at(args, 1)),
  ),
  plain(
    "set.clear(set: set) -> null",
    "Removes all elements.",
    [gives("new Set().clear()", "null"), gives("let s = new Set([1])\ns.clear()\ns.size", "0")],
    (args) => {
      clearSet(set(args));
      return null;
    },
  ),
  plain(
    "set.size(set: set) -> number",
    "The number of elements; also readable without a call, `set.size`.",
    [gives("new Set([1, 1]).size()", "1"), gives("new Set([1, 1]).size", "1")],
    (args) => set(args).elements.size,
  ),
  plain(
    "set.values(set: set) -> list",
    "A list of the elements in the order they were added.",
    [gives("new Set([2, 1, 2]).values()", "[2,1]"), gives("[...new Set()]", "[]")],
    (args) => [...set(args).elements.values()],
  ),
  calling(
    "set.for_each(set: set, callback: function) -> null",
    "Calls the function with every element.",
    [
      gives("new Set().for_each(x => x)", "null"),
      gives("let seen = []\nnew Set([1, 2]).for_each(x => seen.push(x))\nseen", "[1,2]"),
    ],
    (args) =>
      each(
        [...set(args).elements.values()],
        at(args, 1),
        set(args),
        () => undefined,
        () => null,
      ),
  ),
];
