import { describe } from "../values/describe.ts";
import { same } from "../values/equal.ts";
import { elementsOf } from "../values/iterate.ts";
import { truthy } from "../values/kind.ts";
import { order } from "../values/order.ts";
import { fail } from "../values/thrown.ts";
import { Callable, type Value } from "../values/types.ts";
import { at } from "./arguments.ts";
import { calling, fails, gives, plain } from "./build.ts";
import { each, finished, keyed } from "./tasks.ts";

/**
 * The sum of numbers; null counts as 0.
 * @throws AE2162 for anything else that is no number
 */
export function sum(values: readonly Value[], name: string): number {
  let total = 0;
  for (const [index, value] of values.entries()) {
    if (typeof value === "number") total += value;
    else if (value !== null) fail("AE2162", { name, index, value: describe(value) });
  }
  return total;
}

/** The mean of numbers, 0 of nothing; null counts as 0. */
export function average(values: readonly Value[], name: string): number {
  return values.length === 0 ? 0 : sum(values, name) / values.length;
}

/**
 * The item with the smallest (`sign` 1) or largest (`sign` -1) key, the first of several; items whose key is null only
 * when there is nothing else; null of nothing.
 */
export function extreme(items: readonly Value[], keys: readonly Value[], sign: 1 | -1): Value {
  let best = -1;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    if (key !== null && (best < 0 || sign * order(key, keys[best]!) < 0)) best = index;
  }
  return best < 0 ? null : items[best]!;
}

/** A single list (or set) stands for its elements; several arguments stand for themselves. */
function values(args: readonly Value[]): readonly Value[] {
  return args.length === 1 ? elementsOf(args[0]!) : args;
}

const quantifier = (name: "all" | "any", doc: string, examples: Parameters<typeof plain>[2]) =>
  plain(`${name}(values: boolean | list | set) -> boolean`, doc, examples, (args) => {
    const value = at(args, 0);
    if (typeof value === "boolean") return value;
    return name === "all" ? elementsOf(value).every(truthy) : elementsOf(value).some(truthy);
  });

/** Globals that make one value of many. */
export const aggregates = [
  quantifier(
    "all",
    "True when every element is true (also of an empty list). A boolean is answered as it is, so `all(wanted in present)` reads well.",
    [gives("all([1, true, []])", "true"), gives('all(["a"] in ["a", "b"])', "true"), fails("all(null)", "AE2150")],
  ),
  quantifier("any", "True when at least one element is true. A boolean is answered as it is.", [
    gives("any([0, null, 3])", "true"),
    gives("any([])", "false"),
  ]),
  plain(
    "sum(...values: any) -> number",
    "The sum of the numbers in a list, or of the arguments; null counts as 0, the sum of nothing is 0.",
    [gives("sum([1, 2, null])", "3"), gives("sum([])", "0"), fails('sum([1, "2"])', "AE2162")],
    (args) => sum(values(args), "sum"),
  ),
  plain(
    "average(...values: any) -> number",
    "The mean of the numbers in a list, or of the arguments; null counts as 0, the average of nothing is 0.",
    [gives("average([1, 2, 3])", "2"), gives("average([])", "0")],
    (args) => average(values(args), "average"),
  ),
  plain(
    "min(...values: any) -> any",
    "The smallest element of a list, or of the arguments. Kinds order as in `sort`; null is answered only when there is nothing else.",
    [gives("min(3, 1, 2)", "1"), gives("min([null, 4])", "4"), gives("min([])", "null")],
    (args) => extreme(values(args), values(args), 1),
  ),
  plain(
    "max(...values: any) -> any",
    "The largest element of a list, or of the arguments. Kinds order as in `sort`; null is answered only when there is nothing else.",
    [gives("max([3, 1, 2])", "3"), gives("max([null])", "null")],
    (args) => extreme(values(args), values(args), -1),
  ),
];

const listOf = (args: readonly Value[]): Value[] => args[0] as Value[];

/** The same as methods of lists, with an optional key: a property name or path, or a function of the element. */
export const listAggregates = [
  calling(
    "list.sum(list: list, key?: string | number | function) -> number",
    "The sum of the elements, or of a key of each; null counts as 0.",
    [gives("[1, 2, null].sum()", "3"), gives('[{n: 2}, {n: 3}].sum("n")', "5"), fails('["a"].sum()', "AE2162")],
    (args) => keyed(listOf(args), at(args, 1), (_, keys) => sum(keys, "sum")),
  ),
  calling(
    "list.average(list: list, key?: string | number | function) -> number",
    "The mean of the elements, or of a key of each; null counts as 0, the average of nothing is 0.",
    [gives("[1, 2].average()", "1.5"), gives("[].average()", "0")],
    (args) => keyed(listOf(args), at(args, 1), (_, keys) => average(keys, "average")),
  ),
  calling(
    "list.min(list: list<T>, key?: string | number | function) -> T | null",
    "The smallest element, or the one with the smallest key; null when there is none.",
    [gives("[3, 1].min()", "1"), gives('[{n: 2}, {n: 1}].min("n").n', "1"), gives("[].min()", "null")],
    (args) => keyed(listOf(args), at(args, 1), (items, keys) => extreme(items, keys, 1)),
  ),
  calling(
    "list.max(list: list<T>, key?: string | number | function) -> T | null",
    "The largest element, or the one with the largest key; null when there is none.",
    [gives("[3, null, 1].max()", "3"), gives('["a", "bbb"].max(w => w.length)', "bbb")],
    (args) => keyed(listOf(args), at(args, 1), (items, keys) => extreme(items, keys, -1)),
  ),
  calling(
    "list.count(list: list, matches?: any) -> number",
    "How many elements there are; with a function, for how many it is true; with another value, how many are equal to it.",
    [gives("[1, 2, 3].count(x => x > 1)", "2"), gives('["a", "b", "a"].count("a")', "2"), gives("[].count()", "0")],
    (args) => {
      const list = listOf(args);
      if (args.length < 2) return finished(list.length);
      const wanted = at(args, 1);
      if (!(wanted instanceof Callable)) return finished(list.filter((element) => same(element, wanted)).length);
      let count = 0;
      const take = (result: Value): void => {
        if (truthy(result)) count++;
      };
      return each(list.slice(), wanted, list, take, () => count);
    },
  ),
];
