import { describe, expect, it } from "vitest";
import { freeze } from "../../src/values/freeze.ts";
import { print } from "../../src/values/print.ts";
import { setOf } from "../../src/values/set.ts";
import { Timestamp, type Value } from "../../src/values/types.ts";
import { call, fn, method, object, outcome, PlayedContext } from "./support.ts";

type Row = [method: string, list: Value[], args: Value[], result: string, listAfter?: string];

const changing: Row[] = [
  ["push", [1], [2, 3], "3", "[1,2,3]"],
  ["append", [1], [[2]], "2", "[1,[2]]"],
  ["extend", [1], [[2, 3]], "3", "[1,2,3]"],
  ["extend", [1], [setOf([5])], "2", "[1,5]"],
  ["extend", [], ["ab"], "2", '["a","b"]'],
  ["pop", [1, 2], [], "2", "[1]"],
  ["pop", [], [], "null", "[]"],
  ["pop", [1, 2, 3], [0], "1", "[2,3]"],
  ["pop", [1, 2, 3], [-2], "2", "[1,3]"],
  ["pop", [1], [7], "null", "[1]"],
  ["insert", [1, 3], [1, 2], "3", "[1,2,3]"],
  ["insert", [1, 2], [-1, 9], "3", "[1,9,2]"],
  ["insert", [1], [99, 2], "2", "[1,2]"],
  ["insert", [1], [-99, 2], "2", "[2,1]"],
  ["remove", [[1], [2], [1]], [[1]], "true", "[[2],[1]]"],
  ["remove", [1], [5], "false", "[1]"],
];

const reading: Row[] = [
  ["includes", [[1]], [[1]], "true"],
  ["includes", [Number.NaN], [Number.NaN], "true"],
  ["index_of", [1, 2, 1], [1, 1], "2"],
  ["index_of", [1, 2, 1], [1, -2], "2"],
  ["index_of", [Number.NaN], [Number.NaN], "-1"],
  ["slice", [1, 2, 3], [], "[1,2,3]"],
  ["slice", [1, 2, 3], [-2], "[2,3]"],
  ["slice", [1, 2, 3], [0, -1], "[1,2]"],
  ["slice", [1, 2, 3], [1.9, 2.9], "[2]"],
  ["concat", [1], [[2], 3, [[4]]], "[1,2,3,[4]]"],
  ["join", [1, null, "a", [2]], ["; "], "1; ; a; [2]"],
  ["join", [1], [null], "1"],
  ["join", [1, 2], [""], "12"],
  ["reverse", [1, 2, 3], [], "[3,2,1]"],
  ["first", [null, 1], [], "null"],
  ["last", [1, 2], [], "2"],
  ["take", [1, 2], [9], "[1,2]"],
  ["take", [1, 2], [-1], "[]"],
  ["drop", [1, 2], [-1], "[1,2]"],
  ["drop", [1, 2, 3], [2], "[3]"],
  ["is_empty", [], [], "true"],
  ["chunk", [1, 2, 3, 4, 5], [2], "[[1,2],[3,4],[5]]"],
  ["chunk", [1], [0], "AE2163: chunk(…) needs a `size` of at least 1, but got 0."],
  ["flat", [1, [2, [3, [4]]]], [], "[1,2,[3,[4]]]"],
  ["flat", [1, [2, [3, [4]]]], [2], "[1,2,3,[4]]"],
  ["flat", [1, [2, [3]]], [0], "[1,[2,[3]]]"],
  ["flat", [1, [2, [3]]], [Number.POSITIVE_INFINITY], "[1,2,3]"],
  ["zip", [1, 2], [["a"], [true, false, null]], '[[1,"a",true],[2,null,false]]'],
  ["unique", [2, 1, 2, "2", [1], [1]], [], '[2,1,"2",[1]]'],
  ["unique", [object({ t: 1, n: 1 }), object({ t: 1, n: 2 })], ["t"], '[{"t":1,"n":1}]'],
  ["intersection", [1, 2, 2, 3], [[3, 2]], "[2,3]"],
  ["intersection", [[1]], [setOf([[1]])], "[[1]]"],
  ["union", [1, 1], [[2, 1]], "[1,2]"],
  ["difference", [1, 2, 2, 3], [[3]], "[1,2]"],
  ["sum", [1, null, 2], [], "3"],
  ["sum", [object({ n: 2 }), object({})], ["n"], "2"],
  ["sum", [1, "2"], [], 'AE2162: sum(…) adds numbers, but element 1 is text "2".'],
  ["average", [1, null], [], "0.5"],
  ["average", [], [], "0"],
  ["min", [3, null, 1], [], "1"],
  ["min", [], [], "null"],
  ["min", [null], [], "null"],
  ["max", ["a", 5, true], [], "a"],
  ["max", [object({ n: 1 }), object({ n: 3 }), object({ n: 3, b: 1 })], ["n"], '{"n":3}'],
  ["count", [1, 2], [], "2"],
  ["count", [1, null, 1], [1], "2"],
  ["count", [1, null], [null], "1"],
  ["toString", [1], [], "[1]"],
];

describe("list methods", () => {
  it.each([...changing, ...reading])("%s of %j with %j gives %s", (name, list, args, result, after) => {
    const before = print(list);
    expect(outcome(() => method(list, name, ...args))).toBe(result);
    expect(print(list)).toBe(after ?? before);
  });

  it.each(["push", "append", "extend", "pop", "insert", "remove"])("%s refuses a read-only list", (name) => {
    const args: Value[] = name === "insert" ? [0, 1] : name === "extend" ? [[1]] : name === "pop" ? [] : [1];
    expect(outcome(() => method(freeze([1]), name, ...args))).toBe("AE2115: Cannot change this list: it is read-only.");
  });

  it("may extend a list by itself", () => {
    const list: Value[] = [1, 2];
    method(list, "extend", list);
    expect(list).toEqual([1, 2, 1, 2]);
  });

  it("keep to the limit of entries and charge for long work", () => {
    const context = new PlayedContext({ stringLength: 100, listLength: 4 });
    const full = [1, 2, 3];
    const run = (name: string, ...args: Value[]) =>
      outcome(() => call(`list.${name}`, [full, ...args], context)).slice(0, 6);
    expect(run("push", 1, 2)).toBe("AE4102");
    expect(run("concat", [1, 2])).toBe("AE4102");
    expect(run("zip", [1])).toBe("AE4102");
    expect(
      run(
        "flat_map",
        fn(() => [1, 2]),
      ),
    ).toBe("AE4102");
    expect(run("join", "-".repeat(60))).toBe("AE4101");
    expect(full).toEqual([1, 2, 3]);
    const paid = new PlayedContext();
    call("list.includes", [Array.from({ length: 3200 }, () => 0), 1], paid);
    expect(paid.charged).toBe(200);
  });

  it("flat ends on lists that hold themselves or share parts without end", () => {
    const list: Value[] = [1];
    list.push(list);
    expect(outcome(() => method(list, "flat", 99))).toBe("AE2164: flat(…) cannot work on a list that holds itself.");
    let shared: Value[] = [];
    for (let level = 0; level < 12; level++) shared = [shared, shared];
    const context = new PlayedContext();
    expect(print(call("list.flat", [shared, 99], context))).toBe("[]");
    expect(context.charged).toBeGreaterThan(2 ** 12);
  });
});

describe("list callbacks", () => {
  const rows: [string, Value[], Value[], string][] = [
    ["map", [1, 2], [fn((x: number) => x * 2)], "[2,4]"],
    ["map", [1, 2], [fn((x: number, i: number, list: Value[]) => [x, i, list.length])], "[[1,0,2],[2,1,2]]"],
    ["map", [5], [fn((...all: Value[]) => all.length, Number.POSITIVE_INFINITY)], "[3]"],
    ["filter", [0, 1, "", "a", null], [fn((x: Value) => x)], '[1,"a"]'],
    ["for_each", [1], [fn(() => 5)], "null"],
    ["find", [1, 2, 3], [fn((x: number) => x > 1)], "2"],
    ["find", [1], [fn(() => false)], "null"],
    ["find_index", [1, 2], [fn((x: number) => x > 1)], "1"],
    ["some", [], [fn(() => true)], "false"],
    ["every", [], [fn(() => false)], "true"],
    ["every", [1, 0], [fn((x: Value) => x)], "false"],
    ["reduce", [1, 2, 3], [fn((a: number, b: number) => a + b)], "6"],
    ["reduce", [1, 2], [fn((a: string, b: number) => `${a}${b}`), ""], "12"],
    ["reduce", [7], [fn(() => 0)], "7"],
    ["reduce", [1], [fn((a: Value) => a), null], "null"],
    ["reduce", [], [fn(() => 0)], "AE2165: reduce(…) of an empty list has no result."],
    ["flat_map", [1, 2], [fn((x: number) => [x, [x]])], "[1,[1],2,[2]]"],
    ["flat_map", [1], [fn((x: number) => x)], "[1]"],
    ["group_by", [1, 2, 3], [fn((x: number) => (x > 1 ? null : true))], '{"true":[1],"null":[2,3]}'],
    ["group_by", [object({ a: object({ b: 1 }) }), object({})], ["a.b"], '{"1":[{"a":{"b":1}}],"null":[{}]}'],
    ["count", [1, 2, 3], [fn((x: number) => x > 1)], "2"],
    ["sum", [1, 2], [fn((x: number) => x * 10)], "30"],
    ["max", ["aa", "b", "cc"], [fn((x: string) => x.length)], "aa"],
    ["sort", [3, 1, 2], [fn((a: number, b: number) => b - a)], "[3,2,1]"],
    ["sort", [3, 1, 2], [fn((a: number, b: number) => a > b)], "[1,2,3]"],
    ["sort", [1, 2], [fn(() => null)], "AE2166: The comparator of sort(…) answered null instead of a number."],
    ["sort", [10, 9, 1, null, "b", "a", true], [], '[true,1,9,10,"a","b",null]'],
    ["sort_by", [object({ n: 2 }), object({}), object({ n: 1 })], ["n"], '[{"n":1},{"n":2},{}]'],
    ["sort_by", [object({ n: 2 }), object({}), object({ n: 3 })], ["n", "desc"], '[{"n":3},{"n":2},{}]'],
    ["sort_by", ["ccc", "a", "bb", "d"], [fn((s: string) => s.length)], '["a","d","bb","ccc"]'],
    [
      "sort_by",
      [
        ["b", 1],
        ["a", 2],
      ],
      [0],
      '[["a",2],["b",1]]',
    ],
    ["sort_by", [5, null, "x"], ["n"], '[5,null,"x"]'],
    ["sort_by", [1], ["n", "down"], 'AE2167: sort_by(…) sorts "asc" or "desc", not text "down".'],
    ["map", [1], [5], "AE2150: map(…) needs a function as `callback`, but got the number 5."],
  ];
  it.each(rows)("%s of %j gives the result", (name, list, args, expected) => {
    expect(outcome(() => method(list, name, ...args))).toBe(expected);
  });

  it("see the list as it was at the start", () => {
    for (const name of ["map", "filter", "for_each", "reduce", "flat_map", "sort_by", "group_by", "count"]) {
      const list: Value[] = [1, 2, 3];
      let calls = 0;
      method(
        list,
        name,
        fn(() => {
          calls++;
          list.length = 0;
          return 1;
        }),
      );
      expect([name, calls]).toEqual([name, name === "reduce" ? 2 : 3]);
    }
  });

  it("stop at the first answer", () => {
    const calls: Record<string, number> = {};
    for (const name of ["find", "find_index", "some", "every"]) {
      calls[name] = 0;
      method(
        [1, 2, 3],
        name,
        fn(() => {
          calls[name]!++;
          return name !== "every";
        }),
      );
    }
    expect(calls).toEqual({ find: 1, find_index: 1, some: 1, every: 1 });
  });

  it("compute each key of sort_by once, in order", () => {
    const seen: Value[] = [];
    method(
      [3, 1, 2],
      "sort_by",
      fn((x: Value) => {
        seen.push(x);
        return x;
      }),
    );
    expect(seen).toEqual([3, 1, 2]);
  });

  it("sort as a stable sort does, with few comparisons", () => {
    const items = Array.from({ length: 1000 }, (_, index): Value => [(index * 7919) % 13, index]);
    const byHost = [...items].sort((a, b) => ((a as number[])[0] ?? 0) - ((b as number[])[0] ?? 0));
    let comparisons = 0;
    const bySelf = method(
      items,
      "sort",
      fn((a: number[], b: number[]) => {
        comparisons++;
        return a[0]! - b[0]!;
      }),
    );
    expect(print(bySelf)).toBe(print(byHost));
    expect(comparisons).toBeLessThan(10_000);
    expect(print(method(items, "sort_by", 0))).toBe(print(byHost));
    for (const length of [0, 1, 2, 3, 5, 8, 17]) {
      const list = Array.from({ length }, (_, index) => (index * 5) % 7);
      expect(method(list, "sort")).toEqual([...list].sort((a, b) => a - b));
    }
  });

  it("take a comparator that answers NaN as no difference", () => {
    expect(
      print(
        method(
          [2, 1],
          "sort",
          fn(() => Number.NaN),
        ),
      ),
    ).toBe("[2,1]");
  });
});

describe("globals over many values", () => {
  const rows: [string, Value[], string][] = [
    ["all", [[1, "a", []]], "true"],
    ["all", [[]], "true"],
    ["all", [[1, 0]], "false"],
    ["all", [false], "false"],
    ["any", [[0, null]], "false"],
    ["any", [true], "true"],
    ["any", [setOf([0, 1])], "true"],
    ["sum", [[1, 2]], "3"],
    ["sum", [1, 2, null], "3"],
    ["sum", [], "0"],
    ["sum", [5], "AE2119: Cannot go through the elements of the number 5."],
    ["average", [[1, 2]], "1.5"],
    ["min", [3, 1, 2], "1"],
    ["min", [[]], "null"],
    ["max", [[1, null, new Timestamp(5000)]], "1970-01-01T00:00:05.000Z"],
    ["max", [1, "a"], "a"],
    ["range", [3], "[0,1,2]"],
    ["range", [1, 2, 0.25], "[1,1.25,1.5,1.75]"],
    ["range", [3, 0], "[]"],
    ["range", [3, 0, -1], "[3,2,1]"],
    ["range", [0, null, 1], "[]"],
    ["range", [0, 5, 0], "AE2160: range(0, 5, 0) never gets from its start to its end."],
    ["range", [Number.NaN], "AE2160: range(0, NaN, 1) never gets from its start to its end."],
    ["range", [1e9], "AE4102: This would have 1000000000 entries; the limit is 5000000."],
    ["range", [Number.POSITIVE_INFINITY], "AE4102: This would have Infinity entries; the limit is 5000000."],
  ];
  it.each(rows)("%s%j", (name, args, expected) => {
    expect(outcome(() => call(name, args))).toBe(expected);
  });
});
