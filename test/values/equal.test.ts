import { describe, expect, it } from "vitest";
import { copy } from "../../src/values/copy.ts";
import { equals, same } from "../../src/values/equal.ts";
import { createRegex } from "../../src/values/regex.ts";
import { setOf } from "../../src/values/set.ts";
import { ErrorValue, ObjectValue, Timestamp, type Value } from "../../src/values/types.ts";
import { code, cyclicList, deepList, NamedFunction, object } from "./support.ts";

const regex = createRegex("a");
const callee = new NamedFunction("f");

const table: [string, Value, Value, boolean][] = [
  ["null and null", null, null, true],
  ["null and false", null, false, false],
  ["text and number", "1", 1, false],
  ["0 and -0", 0, -0, true],
  ["NaN and NaN", Number.NaN, Number.NaN, false],
  ["equal lists", [1, ["a"]], [1, ["a"]], true],
  ["lists of other length", [1], [1, null], false],
  ["lists in other order", [1, 2], [2, 1], false],
  ["objects in other key order", object({ a: 1, b: 2 }), object({ b: 2, a: 1 }), true],
  ["object with a null and one without the key", object({ a: null }), object({ b: null }), false],
  ["list and object", [], new ObjectValue(), false],
  ["list and set", [1], setOf([1]), false],
  ["timestamps of one instant", new Timestamp(5), new Timestamp(5), true],
  ["timestamp and its number", new Timestamp(5000), 5, false],
  ["timestamp and its text", new Timestamp(0), "1970-01-01T00:00:00.000Z", false],
  ["sets in other order", setOf([1, 2]), setOf([2, 1]), true],
  ["sets of lists", setOf([[1], [2]]), setOf([[2], [1]]), true],
  ["sets of other lists", setOf([[1], [2]]), setOf([[1], [3]]), false],
  ["sets of sets", setOf([setOf([[1]]), setOf([[2]])]), setOf([setOf([[2]]), setOf([[1]])]), true],
  ["sets of timestamps", setOf([new Timestamp(1)]), setOf([new Timestamp(1)]), true],
  ["one function", callee, callee, true],
  ["two functions", callee, new NamedFunction("f"), false],
  ["one regex", regex, regex, true],
  ["two regexes", regex, createRegex("a"), false],
  ["two errors", new ErrorValue("a"), new ErrorValue("a"), false],
];

describe("equals", () => {
  it.each(table)("%s", (_, a, b, expected) => {
    expect([equals(a, b), equals(b, a)]).toEqual([expected, expected]);
  });

  it("holds for a list with itself inside, whatever is unfolded", () => {
    const one = cyclicList(1);
    const two: Value[] = [1, [1, one]];
    expect(equals(one, two)).toBe(true);
    expect(equals(cyclicList(1), cyclicList(2))).toBe(false);
  });

  it("goes to any depth", () => {
    expect(equals(deepList(100_000), deepList(100_000))).toBe(true);
    expect(equals(deepList(100_000, [1]), deepList(100_000, [2]))).toBe(false);
  });

  it("compares shared parts once", () => {
    const grow = (): Value => {
      let value: Value = [1];
      for (let level = 0; level < 60; level++) value = [value, value];
      return value;
    };
    expect(equals(grow(), grow())).toBe(true);
  });

  it("matches elements of sets whose hashes collide", () => {
    const deep = (end: number): Value => [[[[end]]]];
    expect(equals(setOf([deep(1), deep(2)]), setOf([deep(2), deep(1)]))).toBe(true);
    expect(equals(setOf([deep(1), deep(2)]), setOf([deep(2), deep(3)]))).toBe(false);
  });

  it("gives up on sets nested in sets beyond reason, without overflow", () => {
    const nest = (): Value => {
      let value: Value = setOf([[[[[1]]]], [[[[2]]]]]);
      for (let level = 0; level < 2_000; level++) value = setOf([[[[[value]]]], [[[[level]]]]]);
      return value;
    };
    expect(code(() => equals(nest(), nest()))).toBe("AE2126");
  });

  it("compares a copy of a deep value of sets", () => {
    let value: Value = setOf([1]);
    for (let level = 0; level < 50_000; level++) value = setOf([value]);
    expect(equals(value, copy(value))).toBe(true);
  });
});

describe("same", () => {
  it("takes NaN as itself, also inside", () => {
    expect(same(Number.NaN, Number.NaN)).toBe(true);
    expect(same([Number.NaN], [Number.NaN])).toBe(true);
    expect(equals([Number.NaN], [Number.NaN])).toBe(false);
    expect(same(Number.NaN, null)).toBe(false);
  });
});
