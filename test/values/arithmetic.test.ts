import { describe, expect, it } from "vitest";
import { add, calculate, type NumberOperator, subtract, unary } from "../../src/values/arithmetic.ts";
import { inOperator } from "../../src/values/member.ts";
import { print } from "../../src/values/print.ts";
import { setOf } from "../../src/values/set.ts";
import { ErrorValue, Timestamp, type Value } from "../../src/values/types.ts";
import { code, failure, NamedFunction, object } from "./support.ts";

const time = new Timestamp(10_000);
const names = () => ["left.side", "right.side"] as const;

describe("+", () => {
  const table: [Value, Value, string][] = [
    [1, 2, "3"],
    [0.1, 0.2, "0.30000000000000004"],
    ["a", "b", "ab"],
    ["n = ", 3, "n = 3"],
    [3, " apples", "3 apples"],
    ["is ", true, "is true"],
    ["at ", time, "at 1970-01-01T00:00:10.000Z"],
    ["error: ", new ErrorValue("no disk"), "error: no disk"],
    [[1], [2, [3]], "[1,2,[3]]"],
    [time, 2.5, "1970-01-01T00:00:12.500Z"],
    [2.5, time, "1970-01-01T00:00:12.500Z"],
  ];
  it.each(table)("%s + %s", (a, b, expected) => {
    expect(print(add(a, b))).toBe(expected);
  });

  const errors: [string, Value, Value, string][] = [
    ["null on the left", null, 1, "AE2101: Cannot use `+`, because `left.side` is null."],
    ["null on the right", "a", null, "AE2101: Cannot use `+`, because `right.side` is null."],
    ["text and list", "a", [1], 'AE2103: Cannot join text "a" and a list of 1 with `+`.'],
    ["object and text", object({ id: 1 }), "a", 'AE2103: Cannot join an object with id and text "a" with `+`.'],
    ["text and function", "a", new NamedFunction("f"), 'AE2103: Cannot join text "a" and the function f with `+`.'],
    ["number and boolean", 1, true, "AE2102: Cannot use `+` between the number 1 and true."],
    ["list and number", [1], 2, "AE2102: Cannot use `+` between a list of 1 and the number 2."],
    [
      "two timestamps",
      time,
      time,
      "AE2102: Cannot use `+` between the timestamp 1970-01-01T00:00:10.000Z and the timestamp 1970-01-01T00:00:10.000Z.",
    ],
  ];
  it.each(errors)("refuses %s", (_, a, b, expected) => {
    expect(failure(() => add(a, b, names))).toBe(expected);
  });

  it("leaves its lists alone", () => {
    const list: Value[] = [1];
    const sum = add(list, list) as Value[];
    sum.push(5);
    expect(list).toEqual([1]);
  });

  it("keeps to the limits of sizes", () => {
    const limits = { stringLength: 10, listLength: 3 };
    expect(code(() => add("123456", "123456", undefined, limits))).toBe("AE4101");
    expect(code(() => add([1, 2], [3, 4], undefined, limits))).toBe("AE4102");
    expect(code(() => add(time, Number.POSITIVE_INFINITY))).toBe("AE2130");
  });
});

describe("-", () => {
  const table: [Value, Value, string][] = [
    [5, 3, "2"],
    [time, new Timestamp(7_500), "2.5"],
    [time, "1970-01-01T00:00:04Z", "6"],
    [time, 4, "1970-01-01T00:00:06.000Z"],
    [time, null, "Infinity"],
  ];
  it.each(table)("%s - %s", (a, b, expected) => {
    expect(print(subtract(a, b))).toBe(expected);
  });

  const errors: [Value, Value, string][] = [
    [null, time, "AE2101: Cannot use `-`, because `left.side` is null."],
    [5, null, "AE2101: Cannot use `-`, because `right.side` is null."],
    [
      time,
      "soon",
      'AE2107: Cannot use `-` between the timestamp 1970-01-01T00:00:10.000Z and text "soon", which is not an ISO-8601 date or time.',
    ],
    [5, time, "AE2102: Cannot use `-` between the number 5 and the timestamp 1970-01-01T00:00:10.000Z."],
    [
      "1970-01-01",
      time,
      'AE2102: Cannot use `-` between text "1970-01-01" and the timestamp 1970-01-01T00:00:10.000Z.',
    ],
    ["5", 3, 'AE2102: Cannot use `-` between text "5" and the number 3.'],
  ];
  it.each(errors)("refuses %s - %s", (a, b, expected) => {
    expect(failure(() => subtract(a, b, names))).toBe(expected);
  });
});

describe("numbers", () => {
  const table: [number, NumberOperator, number, number][] = [
    [7, "/", 2, 3.5],
    [1, "/", 0, Number.POSITIVE_INFINITY],
    [-7, "%", 3, -1],
    [7, "%", -3, 1],
    [5.5, "%", 2, 1.5],
    [2, "**", 10, 1024],
    [6, "*", 7, 42],
    [1, "<<", 31, -2147483648],
    [-1, ">>", 1, -1],
    [-1, ">>>", 0, 4294967295],
    [6, "&", 3, 2],
    [6, "|", 3, 7],
    [6, "^", 3, 5],
    [4294967298, "|", 0, 2],
  ];
  it.each(table)("%d %s %d", (a, operator, b, expected) => {
    expect(calculate(operator, a, b)).toBe(expected);
  });

  it("take nothing else", () => {
    expect(failure(() => calculate("*", null, 2, names))).toBe("AE2101: Cannot use `*`, because `left.side` is null.");
    expect(failure(() => calculate("*", "a", 2))).toBe('AE2102: Cannot use `*` between text "a" and the number 2.');
    expect(failure(() => calculate("/", time, 2))).toContain("AE2102");
  });

  it("have unary operators", () => {
    expect([unary("-", 3), unary("+", 3), unary("~", 5)]).toEqual([-3, 3, -6]);
    expect(failure(() => unary("-", null, () => "retries"))).toBe("AE2101: Cannot use `-`, because `retries` is null.");
    expect(failure(() => unary("-", "3"))).toBe('AE2104: Cannot use `-` on text "3".');
  });
});

describe("in", () => {
  const table: [string, Value, Value, boolean][] = [
    ["a value in a list, by value", object({ a: 1 }), [object({ a: 1 })], true],
    ["no coercion", "1", [1], false],
    ["NaN in a list", Number.NaN, [Number.NaN], true],
    ["a list: every element", ["a", "b"], ["b", "c", "a"], true],
    ["a list with one missing", ["a", "x"], ["a", "b"], false],
    ["an empty list", [], [], true],
    ["a list in a list of lists", [1], [[1]], false],
    ["a key in an object", "a", object({ a: null }), true],
    ["a name of the host in an object", "constructor", object({}), false],
    ["a number as key", 1, object({ "1": "x" }), true],
    ["null as key", null, object({ null: "x" }), true],
    ["a list of keys", ["a", "b"], object({ a: 1 }), false],
    ["part of a text", "ell", "hello", true],
    ["a list of parts", ["h", "o"], "hello", true],
    ["a value in a set", [1], setOf([1, 2]), true],
    ["a list in a set: every element", [1, 3], setOf([1, 2]), false],
  ];
  it.each(table)("%s", (_, value, container, expected) => {
    expect(inOperator(value, container)).toBe(expected);
  });

  it("looks up long lists by a set", () => {
    const long = Array.from({ length: 1000 }, (_, index) => [index]);
    expect(inOperator(long.slice().reverse(), long)).toBe(true);
    expect(inOperator([...long, [-1]], long)).toBe(false);
  });

  it("refuses what holds nothing", () => {
    expect(failure(() => inOperator(1, null, names))).toBe(
      "AE2108: Cannot look into `right.side` with `in`, because it is null.",
    );
    expect(failure(() => inOperator(1, 5))).toBe("AE2109: Cannot look into the number 5 with `in`.");
    expect(failure(() => inOperator([], 5))).toBe("AE2109: Cannot look into the number 5 with `in`.");
    expect(failure(() => inOperator(1, "123"))).toBe("AE2110: Cannot look for the number 1 in text.");
    expect(failure(() => inOperator(object({}), object({})))).toBe(
      "AE2113: Cannot use an empty object as a key of an object.",
    );
  });
});
