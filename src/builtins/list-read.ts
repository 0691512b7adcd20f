import { equals, same } from "../values/equal.ts";
import { elementsOf } from "../values/iterate.ts";
import { checkEntries } from "../values/limits.ts";
import { print } from "../values/print.ts";
import { addTo, deleteFrom, distinct, hasIn, setOf } from "../values/set.ts";
import { fail } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import { at, integerAt, listAt, numberAt, textAt } from "./arguments.ts";
import { calling, fails, gives, plain } from "./build.ts";
import type { BuiltinContext } from "./declare.ts";
import { reserveEntries, reserveText } from "./sizes.ts";
import { keyed } from "./tasks.ts";

/** Methods of lists that need no callback and leave the list as it is. */
export const listRead = [
  plain(
    "list.includes(list: list, item: any) -> boolean",
    "True when an element equals the value, as with `in`.",
    [gives("[1, {a: 2}].includes({a: 2})", "true"), gives('[1].includes("1")', "false")],
    (args, context) => {
      context.charge(listAt(args, 0).length >> 4);
      return listAt(args, 0).some((element) => same(element, at(args, 1)));
    },
  ),
  plain(
    "list.index_of(list: list, item: any, from?: number) -> number",
    "The index of the first element that equals the value, -1 when there is none.",
    [gives('["a", "b"].index_of("b")', "1"), gives("[1].index_of(5)", "-1")],
    (args, context) => {
      const list = listAt(args, 0);
      context.charge(list.length >> 4);
      const start = integerAt(args, 2);
      for (let index = start < 0 ? Math.max(0, start + list.length) : start; index < list.length; index++) {
        if (equals(list[index]!, at(args, 1))) return index;
      }
      return -1;
    },
  ),
  plain(
    "list.slice(list: list<T>, start?: number, end?: number) -> list<T>",
    "A new list of the elements from `start` up to but not including `end`; negative positions count from the end.",
    [gives("[1, 2, 3].slice(1)", "[2,3]"), gives("[1, 2, 3].slice(-2, -1)", "[2]"), gives("[1].slice(5)", "[]")],
    (args, context) => {
      const list = listAt(args, 0);
      context.charge(list.length >> 8);
      return list.slice(integerAt(args, 1), integerAt(args, 2, list.length));
    },
  ),
  plain(
    "list.concat(list: list, ...others: any) -> list",
    "A new list with the elements of this list and of the others; an argument that is no list is added as one element.",
    [gives("[1].concat([2], 3)", "[1,2,3]"), gives("[].concat()", "[]")],
    (args, context) => {
      const total = args.reduce<number>((sum, part) => sum + (Array.isArray(part) ? part.length : 1), 0);
      reserveEntries(context, total);
      return listAt(args, 0).concat(...(args.slice(1) as Value[][]));
    },
  ),
  plain(
    "list.join(list: list, separator?: string) -> string",
    'The printed elements in one text with the separator (`","` by default) between them; null prints as nothing.',
    [gives('["a", 1, null].join("-")', "a-1-"), gives("[1, 2].join()", "1,2"), gives("[].join()", "")],
    (args, context) => {
      const parts: string[] = [];
      const separator = textAt(args, 1, ",");
      let length = 0;
      for (const element of listAt(args, 0)) {
        const part = element === null ? "" : print(element, context.limits);
        length += part.length + separator.length;
        if (length > context.limits.stringLength) reserveText(context, length - separator.length);
        parts.push(part);
      }
      context.charge(parts.length >> 4);
      return parts.join(separator);
    },
  ),
  plain(
    "list.reverse(list: list<T>) -> list<T>",
    "A new list with the elements in the opposite order.",
    [gives("[1, 2, 3].reverse()", "[3,2,1]"), gives("let xs = [1, 2]\nxs.reverse()\nxs", "[1,2]")],
    (args, context) => {
      context.charge(listAt(args, 0).length >> 4);
      return listAt(args, 0).slice().reverse();
    },
  ),
  plain(
    "list.first(list: list<T>) -> T | null",
    "The first element, null of an empty list.",
    [gives("[1, 2].first()", "1"), gives("[].first()", "null")],
    (args) => listAt(args, 0)[0] ?? null,
  ),
  plain(
    "list.last(list: list<T>) -> T | null",
    "The last element, null of an empty list.",
    [gives("[1, 2].last()", "2"), gives("[].last()", "null")],
    (args) => listAt(args, 0).at(-1) ?? null,
  ),
  plain(
    "list.take(list: list<T>, count: number) -> list<T>",
    "A new list of the first `count` elements.",
    [gives("[1, 2, 3].take(2)", "[1,2]"), gives("[1].take(-1)", "[]")],
    (args) => listAt(args, 0).slice(0, Math.max(0, integerAt(args, 1))),
  ),
  plain(
    "list.drop(list: list<T>, count: number) -> list<T>",
    "A new list without the first `count` elements.",
    [gives("[1, 2, 3].drop(2)", "[3]"), gives("[1].drop(5)", "[]")],
    (args) => listAt(args, 0).slice(Math.max(0, integerAt(args, 1))),
  ),
  plain(
    "list.is_empty(list: list) -> boolean",
    "True when the list has no elements.",
    [gives("[].is_empty()", "true"), gives("[null].is_empty()", "false")],
    (args) => listAt(args, 0).length === 0,
  ),
  plain(
    "list.chunk(list: list<T>, size: number) -> list<list<T>>",
    "A new list of lists with at most `size` elements each.",
    [gives("[1, 2, 3].chunk(2)", "[[1,2],[3]]"), gives("[].chunk(2)", "[]"), fails("[1].chunk(0)", "AE2163")],
    (args, context) => {
      const list = listAt(args, 0);
      const size = integerAt(args, 1);
      if (!(size >= 1)) fail("AE2163", { name: "chunk", parameter: "size", least: 1, given: numberAt(args, 1) });
      context.charge(list.length >> 4);
      const chunks: Value[] = [];
      for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
      return chunks;
    },
  ),
  plain(
    "list.flat(list: list, depth?: number) -> list",
    "A new list with the elements of inner lists in place of them, one level deep or `depth` levels.",
    [gives("[1, [2, [3]]].flat()", "[1,2,[3]]"), gives("[1, [2, [3]]].flat(9)", "[1,2,3]")],
    (args, context) => flatten(listAt(args, 0), integerAt(args, 1, 1), context),
  ),
  plain(
    "list.zip(list: list, ...others: list) -> list<list>",
    "A new list of lists: the first elements of all lists, then the second ones, as far as this list reaches; missing ones are null.",
    [gives('[1, 2].zip(["a", "b"])', '[[1,"a"],[2,"b"]]'), gives("[1, 2].zip([3])", "[[1,3],[2,null]]")],
    (args, context) => {
      const lists = args as readonly Value[][];
      reserveEntries(context, lists[0]!.length * lists.length);
      return lists[0]!.map((_, index) => lists.map((list) => list[index] ?? null));
    },
  ),
  calling(
    "list.unique(list: list<T>, key?: string | number | function) -> list<T>",
    "A new list without elements that equal an earlier one, or whose key does.",
    [gives('[1, "1", 1, {a: 1}, {a: 1}].unique()', '[1,"1",{"a":1}]'), gives("[1, 2, 3].unique(x => x % 2)", "[1,2]")],
    (args) =>
      keyed(listAt(args, 0), at(args, 1), (items, keys) => {
        const seen = setOf([]);
        const result: Value[] = [];
        for (const [index, key] of keys.entries()) {
          if (addTo(seen, key)) result.push(items[index]!);
        }
        return result;
      }),
  ),
  plain(
    "list.intersection(list: list<T>, other: list | set) -> list<T>",
    "The distinct elements that are also in the other list.",
    [gives("[1, 2, 2, 3].intersection([2, 3, 4])", "[2,3]"), gives("[1].intersection([])", "[]")],
    (args, context) => {
      const other = setOf(elementsOf(at(args, 1)));
      context.charge((listAt(args, 0).length + other.elements.size) >> 4);
      return distinct(listAt(args, 0).filter((element) => hasIn(other, element)));
    },
  ),
  plain(
    "list.union(list: list, other: list | set) -> list",
    "The distinct elements of both lists, those of this list first.",
    [gives("[1, 2].union([2, 3])", "[1,2,3]"), gives("[1, 1].union([])", "[1]")],
    (args, context) => {
      const all = setOf([...listAt(args, 0), ...elementsOf(at(args, 1))], context.limits);
      context.charge(all.elements.size >> 4);
      return [...all.elements.values()];
    },
  ),
  plain(
    "list.difference(list: list<T>, other: list | set) -> list<T>",
    "The distinct elements that are not in the other list.",
    [gives("[1, 2, 3].difference([2])", "[1,3]"), gives("[1, 1].difference([])", "[1]")],
    (args, context) => {
      const rest = setOf(listAt(args, 0));
      context.charge(rest.elements.size >> 4);
      for (const element of elementsOf(at(args, 1))) deleteFrom(rest, element);
      return [...rest.elements.values()];
    },
  ),
];

/**
 * Flattens lists up to a depth, without host recursion.
 * @throws AE2164 for a list that holds itself, AE4102 (not catchable)
 */
export function flatten(list: readonly Value[], depth: number, context: BuiltinContext): Value[] {
  const result: Value[] = [];
  const open: { readonly list: readonly Value[]; at: number }[] = [{ list, at: 0 }];
  const path = new Set([list]);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.at >= top.list.length) {
      path.delete(top.list);
      open.pop();
      continue;
    }
    const element = top.list[top.at++]!;
    if (!Array.isArray(element) || open.length > depth) {
      result.push(element);
      if ((result.length & 0xfff) === 0) checkEntries(result.length, context.limits);
      continue;
    }
    if (path.has(element)) fail("AE2164", { name: "flat" });
    // Shared empty lists can stand for any number of turns without a result.
    context.charge(1);
    path.add(element);
    open.push({ list: element, at: 0 });
  }
  reserveEntries(context, result.length);
  return result;
}
