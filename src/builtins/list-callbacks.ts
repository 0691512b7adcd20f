import { describe } from "../values/describe.ts";
import { truthy } from "../values/kind.ts";
import { checkEntries } from "../values/limits.ts";
import { order, orderDescending } from "../values/order.ts";
import { print } from "../values/print.ts";
import { fail } from "../values/thrown.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import { at, listAt, textAt } from "./arguments.ts";
import { calling, fails, gives } from "./build.ts";
import type { BuiltinContext, Task } from "./declare.ts";
import { MergeSort, sorted } from "./merge-sort.ts";
import { each, finished, keyed, type Take } from "./tasks.ts";

/** Calls the second argument with every element of the first, as the list was at the start. */
function over(args: readonly Value[], take: Take, done: () => Value): Task {
  const list = listAt(args, 0);
  return each(list.slice(), at(args, 1), list, take, done);
}

/** Methods of lists that call a function with `(element, index, list)`. */
export const listCallbacks = [
  calling(
    "list.map(list: list, callback: function) -> list",
    "A new list of the function's results for every element.",
    [
      gives("[1, 2].map(x => x * 10)", "[10,20]"),
      gives('["a"].map((x, i) => i)', "[0]"),
      fails("[1].map(5)", "AE2150"),
    ],
    (args) => {
      const results: Value[] = [];
      const take = (result: Value): void => {
        results.push(result);
      };
      return over(args, take, () => results);
    },
  ),
  calling(
    "list.filter(list: list<T>, callback: function) -> list<T>",
    "A new list of the elements for which the function's result is true.",
    [gives("[1, 2, 3].filter(x => x > 1)", "[2,3]"), gives("[].filter(x => true)", "[]")],
    (args) => {
      const kept: Value[] = [];
      const take = (result: Value, item: Value): void => {
        if (truthy(result)) kept.push(item);
      };
      return over(args, take, () => kept);
    },
  ),
  calling(
    "list.for_each(list: list, callback: function) -> null",
    "Calls the function with every element.",
    [gives("let seen = []\n[1, 2].for_each(x => seen.push(x))\nseen", "[1,2]"), gives("[1].for_each(x => x)", "null")],
    (args) =>
      over(
        args,
        () => undefined,
        () => null,
      ),
  ),
  calling(
    "list.find(list: list<T>, callback: function) -> T | null",
    "The first element for which the function's result is true, null when there is none.",
    [gives("[1, 2, 3].find(x => x > 1)", "2"), gives("[1].find(x => x > 5)", "null")],
    (args) => {
      let found: Value = null;
      const take = (result: Value, item: Value): boolean => {
        if (truthy(result)) found = item;
        return truthy(result);
      };
      return over(args, take, () => found);
    },
  ),
  calling(
    "list.find_index(list: list, callback: function) -> number",
    "The index of the first element for which the function's result is true, -1 when there is none.",
    [gives("[1, 2].find_index(x => x == 2)", "1"), gives("[].find_index(x => true)", "-1")],
    (args) => {
      let found = -1;
      const take = (result: Value, _item: Value, index: number): boolean => {
        if (truthy(result)) found = index;
        return truthy(result);
      };
      return over(args, take, () => found);
    },
  ),
  calling(
    "list.some(list: list, callback: function) -> boolean",
    "True when the function's result is true for at least one element; stops at the first.",
    [gives("[1, 2].some(x => x > 1)", "true"), gives("[].some(x => true)", "false")],
    (args) => {
      let found = false;
      const take = (result: Value): boolean => (found = truthy(result));
      return over(args, take, () => found);
    },
  ),
  calling(
    "list.every(list: list, callback: function) -> boolean",
    "True when the function's result is true for every element; stops at the first that fails.",
    [gives("[1, 2].every(x => x > 1)", "false"), gives("[].every(x => false)", "true")],
    (args) => {
      let every = true;
      const take = (result: Value): boolean => !(every = truthy(result));
      return over(args, take, () => every);
    },
  ),
  calling(
    "list.reduce(list: list, callback: function, initial?: any) -> any",
    "Combines the elements from the first to the last: the function gets the result so far and the next element. Without `initial` it starts with the first element.",
    [
      gives("[1, 2, 3].reduce((sum, x) => sum + x, 0)", "6"),
      gives("[].reduce((a, b) => a, 5)", "5"),
      fails("[].reduce((a, b) => a)", "AE2165"),
    ],
    (args) => new Reduction(listAt(args, 0), at(args, 1), args.slice(2)),
  ),
  calling(
    "list.flat_map(list: list, callback: function) -> list",
    "A new list of the function's results, where the elements of a list it answers stand in place of the list.",
    [gives("[1, 2].flat_map(x => [x, x])", "[1,1,2,2]"), gives("[1].flat_map(x => [[x]])", "[[1]]")],
    (args, context) => {
      const results: Value[] = [];
      const take = (result: Value): void => {
        const more = Array.isArray(result) ? result : [result];
        checkEntries(results.length + more.length, context.limits);
        context.charge(more.length >> 4);
        for (const value of more) results.push(value);
      };
      return over(args, take, () => results);
    },
  ),
  calling(
    "list.group_by(list: list, key: string | number | function) -> object",
    "An object with a list of elements for every key; a key is a property name or path, or a function's result, as printed.",
    [
      gives('[{t: "a", n: 1}, {t: "b"}].group_by("t").a', '[{"t":"a","n":1}]'),
      gives("[1, 2, 3].group_by(x => x % 2)", '{"1":[1,3],"0":[2]}'),
      gives("[].group_by(x => x)", "{}"),
    ],
    (args, context) => keyed(listAt(args, 0), at(args, 1), (items, keys) => groups(items, keys, context)),
  ),
  calling(
    "list.sort(list: list<T>, comparator?: function) -> list<T>",
    "A new sorted list; the order of equal elements stays. The comparator gets two elements and answers a negative number, 0 or a positive number; without it booleans come before numbers and timestamps, then text, then all else, null last.",
    [
      gives("[10, 9, null, 1].sort()", "[1,9,10,null]"),
      gives("[1, 2, 3].sort((a, b) => b - a)", "[3,2,1]"),
      fails('[1, 2].sort((a, b) => "x")', "AE2166"),
    ],
    (args, context) => {
      const list = listAt(args, 0);
      const comparator = at(args, 1);
      return comparator === null ? finished(sorted(list, order, context)) : new Sorting(list, comparator);
    },
  ),
  calling(
    "list.sort_by(list: list<T>, key: string | number | function, direction?: string) -> list<T>",
    'A new list sorted by a key of each element, `"asc"` (the default) or `"desc"`; the key is a property name or path, or a function, computed once per element. The order of equal keys stays, null keys are last.',
    [
      gives('[{n: 2}, {n: 1}].sort_by("n").map(x => x.n)', "[1,2]"),
      gives('["bb", "a"].sort_by(s => s.length, "desc")', '["bb","a"]'),
      fails('[1].sort_by("n", "up")', "AE2167"),
    ],
    (args, context) => {
      const direction = textAt(args, 2, "asc");
      if (direction !== "asc" && direction !== "desc") fail("AE2167", { given: describe(direction) });
      const compare = direction === "asc" ? order : orderDescending;
      return keyed(listAt(args, 0), at(args, 1), (items, keys) => {
        const places = sorted([...items.keys()], (a, b) => compare(keys[a]!, keys[b]!), context);
        return places.map((place) => items[place]!);
      });
    },
  ),
];

/** Lists of items by the printed form of their key, in order of first occurrence. */
export function groups(items: readonly Value[], keys: readonly Value[], context: BuiltinContext): ObjectValue {
  const result = new ObjectValue();
  for (const [index, key] of keys.entries()) {
    const name = print(key, context.limits);
    const group = result.get(name);
    if (Array.isArray(group)) group.push(items[index]!);
    else result.set(name, [items[index]!]);
  }
  return result;
}

class Reduction implements Task {
  readonly receiver = null;
  args: readonly Value[] = [];
  private readonly items: readonly Value[];
  private value: Value;
  private at = -1;

  constructor(
    private readonly list: Value[],
    readonly callee: Value,
    initial: readonly Value[],
  ) {
    this.items = list.slice();
    if (initial.length === 0 && this.items.length === 0) fail("AE2165");
    if (initial.length === 0) this.at = 0;
    this.value = (initial.length === 0 ? this.items[0] : initial[0]) ?? null;
  }

  next(): boolean {
    if (++this.at >= this.items.length) return false;
    this.args = [this.value, this.items[this.at]!, this.at, this.list];
    return true;
  }

  feed(result: Value): void {
    this.value = result;
  }

  result(): Value {
    return this.value;
  }
}

class Sorting implements Task {
  readonly receiver = null;
  args: readonly Value[] = [];
  private readonly sort: MergeSort<Value>;

  constructor(
    list: readonly Value[],
    readonly callee: Value,
  ) {
    this.sort = new MergeSort(list);
  }

  next(): boolean {
    if (!this.sort.next()) return false;
    this.args = [this.sort.left!, this.sort.right!];
    return true;
  }

  feed(result: Value): void {
    if (typeof result !== "number" && typeof result !== "boolean") fail("AE2166", { given: describe(result) });
    this.sort.feed(Number.isNaN(result) ? 0 : Number(result));
  }

  result(): Value {
    return this.sort.result();
  }
}
