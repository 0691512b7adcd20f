import { describe, expect, it } from "vitest";
import { copy } from "../../src/values/copy.ts";
import { hash } from "../../src/values/hash.ts";
import { print } from "../../src/values/print.ts";
import { addTo, clearSet, deleteFrom, distinct, hasIn, setOf } from "../../src/values/set.ts";
import { ObjectValue, Timestamp, type Value } from "../../src/values/types.ts";
import { code, cyclicList, deepList, object } from "./support.ts";

describe("sets", () => {
  it("hold values once, in order of their first occurrence", () => {
    const values: Value[] = [
      3,
      "3",
      [1],
      object({ a: 1, b: 2 }),
      [1],
      object({ b: 2, a: 1 }),
      3,
      Number.NaN,
      Number.NaN,
      0,
      -0,
    ];
    expect(print(setOf(values))).toBe('[3,"3",[1],{"a":1,"b":2},null,0]');
    expect(distinct([new Timestamp(1), new Timestamp(1), 0.001])).toEqual([new Timestamp(1), 0.001]);
  });

  it("add, find and remove by value", () => {
    const set = setOf([[1], 2]);
    expect([
      addTo(set, [1]),
      addTo(set, [3]),
      hasIn(set, [3]),
      deleteFrom(set, [1]),
      deleteFrom(set, [1]),
      hasIn(set, [1]),
    ]).toEqual([false, true, true, true, false, false]);
    expect(print(set)).toBe("[2,[3]]");
    clearSet(set);
    expect([set.elements.size, hasIn(set, [3]), addTo(set, [3])]).toEqual([0, false, true]);
  });

  it("find an element by identity after it was changed", () => {
    const list: Value[] = [1];
    const set = setOf([list]);
    list.push(2);
    expect([hasIn(set, list), deleteFrom(set, list), set.elements.size]).toEqual([true, true, 0]);
  });

  it("work on copies", () => {
    const set = copy(setOf([[1], object({ inner: setOf([[2]]) })]));
    expect([hasIn(set, [1]), hasIn(set, object({ inner: setOf([[2]]) })), addTo(set, [1])]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("keep to the limit of entries", () => {
    expect(code(() => setOf([1, 2, 3], { stringLength: 10, listLength: 2 }))).toBe("AE4102");
  });

  it("stay quick with many compound elements", () => {
    const values = Array.from({ length: 100_000 }, (_, index): Value => object({ id: index, tags: ["a"] }));
    const started = performance.now();
    expect(distinct([...values, ...values]).length).toBe(100_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("hash", () => {
  it("is one for equal values and takes cycles and depth", () => {
    expect(hash(object({ a: 1, b: [2] }))).toBe(
      hash(
        new ObjectValue([
          ["b", [2]],
          ["a", 1],
        ]),
      ),
    );
    expect(hash(setOf([1, "a"]))).toBe(hash(setOf(["a", 1])));
    expect(hash(0)).toBe(hash(-0));
    expect(hash(cyclicList(1))).toBe(hash([1, [1, cyclicList(1)]]));
    expect(hash(deepList(100_000))).toBe(hash(deepList(50_000)));
  });
});
