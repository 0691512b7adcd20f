import { describe, expect, it } from "vitest";
import { compare, order, orderDescending } from "../../src/values/order.ts";
import { print } from "../../src/values/print.ts";
import { Timestamp, type Value } from "../../src/values/types.ts";
import { failure, object } from "./support.ts";

const epoch = new Timestamp(0);
const later = new Timestamp(1500);

/** The answers of `< <= > >=` as four letters. */
function answers(a: Value, b: Value): string {
  return (["<", "<=", ">", ">="] as const).map((operator) => (compare(operator, a, b) ? "t" : "f")).join("");
}

describe("compare", () => {
  const table: [string, Value, Value, string][] = [
    ["numbers", 1, 2, "ttff"],
    ["equal numbers", 2, 2, "ftft"],
    ["NaN", Number.NaN, 1, "ffff"],
    ["texts by UTF-16 unit", "B", "a", "ttff"],
    ["timestamps", epoch, later, "ttff"],
    ["timestamp and ISO text", later, "1970-01-01T00:00:01.500Z", "ftft"],
    ["ISO date and timestamp", "1970-01-01", later, "ttff"],
    ["timestamp and seconds", later, 1.5, "ftft"],
    ["seconds and timestamp", 2, later, "fftt"],
    ["null on the left", null, 1, "ffff"],
    ["null on the right", "a", null, "ffff"],
    ["null and null", null, null, "ffff"],
    ["null and a list", null, [], "ffff"],
  ];
  it.each(table)("%s", (_, a, b, expected) => {
    expect(answers(a, b)).toBe(expected);
  });

  const errors: [Value, Value, string][] = [
    ["1", 2, 'AE2106: Cannot compare text "1" and the number 2 with `<`.'],
    [true, false, "AE2106: Cannot compare true and false with `<`."],
    [[1], [2], "AE2106: Cannot compare a list of 1 and a list of 1 with `<`."],
    [
      epoch,
      "soon",
      'AE2107: Cannot use `<` between the timestamp 1970-01-01T00:00:00.000Z and text "soon", which is not an ISO-8601 date or time.',
    ],
    [epoch, true, "AE2106: Cannot compare the timestamp 1970-01-01T00:00:00.000Z and true with `<`."],
    [object({}), 1, "AE2106: Cannot compare an empty object and the number 1 with `<`."],
  ];
  it.each(errors)("refuses %s and %s", (a, b, expected) => {
    expect(failure(() => compare("<", a, b))).toBe(expected);
  });
});

describe("order", () => {
  const values: Value[] = [
    null,
    "b",
    Number.NaN,
    [2],
    10,
    "a",
    true,
    later,
    object({}),
    9,
    false,
    1,
    Number.NEGATIVE_INFINITY,
  ];

  it("ranks booleans, numbers and timestamps, text, all else, null", () => {
    expect([...values].sort(order).map((value) => print(value))).toEqual([
      "false",
      "true",
      "-Infinity",
      "1",
      "1970-01-01T00:00:01.500Z",
      "9",
      "10",
      "NaN",
      "a",
      "b",
      "[2]",
      "{}",
      "null",
    ]);
  });

  it("descends with null last", () => {
    expect([...values].sort(orderDescending).map((value) => print(value))).toEqual([
      "[2]",
      "{}",
      "b",
      "a",
      "NaN",
      "10",
      "9",
      "1970-01-01T00:00:01.500Z",
      "1",
      "-Infinity",
      "true",
      "false",
      "null",
    ]);
  });
});
