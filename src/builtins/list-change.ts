import { checkChangeable } from "../values/access.ts";
import { same } from "../values/equal.ts";
import { elementsOf } from "../values/iterate.ts";
import { checkEntries } from "../values/limits.ts";
import type { Value } from "../values/types.ts";
import { at, integerAt, listAt } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";
import type { BuiltinContext, Example } from "./declare.ts";

/** Adds elements at the end; answers the new length, as JavaScript's `push` does. */
function append(list: Value[], more: readonly Value[], context: BuiltinContext): number {
  checkChangeable(list);
  checkEntries(list.length + more.length, context.limits);
  context.charge(more.length >> 4);
  // The count is taken first: a list may be appended to itself.
  for (let index = 0, count = more.length; index < count; index++) list.push(more[index]!);
  return list.length;
}

const pushing = (name: "push" | "append", doc: string, examples: Example[]) =>
  plain(`list.${name}(list: list, ...items: any) -> number`, doc, examples, (args, context) =>
    append(listAt(args, 0), args.slice(1), context),
  );

/** The six methods that change their list. */
export const listChange = [
  pushing("push", "Adds elements at the end of the list and answers its new length.", [
    gives("let xs = [1]\nxs.push(2, 3)\nxs", "[1,2,3]"),
    gives("[].push()", "0"),
  ]),
  pushing("append", "Adds elements at the end of the list and answers its new length; the same as `push`.", [
    fails("Object.freeze([]).append(1)", "AE2115"),
    gives("let xs = []\nxs.append([1])\nxs", "[[1]]"),
  ]),
  plain(
    "list.extend(list: list, items: list | set | string | object) -> number",
    "Adds all elements of another list (or set, the keys of an object, the characters of a text) at the end and answers the new length.",
    [gives("let xs = [1]\nxs.extend([2, 3])\nxs", "[1,2,3]"), fails("[1].extend(null)", "AE2150")],
    (args, context) => append(listAt(args, 0), elementsOf(at(args, 1)), context),
  ),
  plain(
    "list.pop(list: list, index?: number) -> any",
    "Removes the last element, or the one at an index, and answers it; null when there is none.",
    [gives("let xs = [1, 2]\n[xs.pop(), xs]", "[2,[1]]"), gives("[1, 2].pop(0)", "1"), gives("[].pop()", "null")],
    (args, context) => {
      const list = listAt(args, 0);
      checkChangeable(list);
      if (at(args, 1) === null) return list.pop() ?? null;
      const index = integerAt(args, 1);
      const place = index < 0 ? index + list.length : index;
      if (place < 0 || place >= list.length) return null;
      context.charge(list.length >> 8);
      return list.splice(place, 1)[0]!;
    },
  ),
  plain(
    "list.insert(list: list, index: number, item: any) -> number",
    "Puts an element before the one at `index` (negative counts from the end; beyond the ends means at the end) and answers the new length.",
    [gives("let xs = [1, 3]\nxs.insert(1, 2)\nxs", "[1,2,3]"), gives("let xs = [1]\nxs.insert(99, 2)\nxs", "[1,2]")],
    (args, context) => {
      const list = listAt(args, 0);
      checkChangeable(list);
      checkEntries(list.length + 1, context.limits);
      context.charge(list.length >> 8);
      list.splice(integerAt(args, 1), 0, at(args, 2));
      return list.length;
    },
  ),
  plain(
    "list.remove(list: list, item: any) -> boolean",
    "Removes the first element that equals the value; false when there is none.",
    [gives("let xs = [1, 2, 1]\nxs.remove(1)\nxs", "[2,1]"), gives("[1].remove(5)", "false")],
    (args, context) => {
      const list = listAt(args, 0);
      checkChangeable(list);
      context.charge(list.length >> 4);
      const found = list.findIndex((element) => same(element, at(args, 1)));
      if (found >= 0) list.splice(found, 1);
      return found >= 0;
    },
  ),
];
