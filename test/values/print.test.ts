import { describe, expect, it } from "vitest";
import { describe as words } from "../../src/values/describe.ts";
import { print } from "../../src/values/print.ts";
import { createRegex } from "../../src/values/regex.ts";
import { setOf } from "../../src/values/set.ts";
import { ErrorValue, ObjectValue, Timestamp, type Value } from "../../src/values/types.ts";
import { code, cyclicList, deepList, NamedFunction, object } from "./support.ts";

const table: [string, Value, string][] = [
  ["null", null, "null"],
  ["a whole number", 3, "3"],
  ["negative zero", -0, "0"],
  ["a large number", 1e21, "1e+21"],
  ["NaN", Number.NaN, "NaN"],
  ["Infinity", Number.NEGATIVE_INFINITY, "-Infinity"],
  ["text", 'say "hi"', 'say "hi"'],
  ["a timestamp", new Timestamp(0), "1970-01-01T00:00:00.000Z"],
  ["an error", new ErrorValue("no disk"), "no disk"],
  ["a function", new NamedFunction("find"), "<function find>"],
  ["a function without a name", new NamedFunction(""), "<function>"],
  ["a regex", createRegex("a/b", "gi"), "/a\\/b/gi"],
  ["a list", [1, "a", null, [true]], '[1,"a",null,[true]]'],
  ["an empty list", [], "[]"],
  ["NaN in a list", [Number.NaN, Number.POSITIVE_INFINITY], "[null,null]"],
  [
    "an object in the order of its keys",
    new ObjectValue([
      ["b", 1],
      ["2", 2],
      ["1", 3],
    ]),
    '{"b":1,"2":2,"1":3}',
  ],
  [
    "names of the host as keys",
    new ObjectValue([
      ["__proto__", 1],
      ["constructor", 2],
    ]),
    '{"__proto__":1,"constructor":2}',
  ],
  ["a set", setOf([1, "a"]), '[1,"a"]'],
  ["a timestamp in a list", [new Timestamp(0)], '["1970-01-01T00:00:00.000Z"]'],
  ["a function in an object", object({ act: new NamedFunction("act") }), '{"act":"<function act>"}'],
  [
    "an error in a list",
    [new ErrorValue("no", "Denied", "AE5001")],
    '[{"message":"no","type":"Denied","code":"AE5001"}]',
  ],
  ["a cycle", cyclicList(1), '[1,"<circular>"]'],
];

describe("print", () => {
  it.each(table)("%s", (_, value, expected) => {
    expect(print(value)).toBe(expected);
  });

  it("shows shared parts twice, only cycles once", () => {
    const part: Value = [1];
    expect(print([part, part])).toBe("[[1],[1]]");
  });

  it("cuts what is deeper than 1,000 levels", () => {
    const text = print(deepList(100_000));
    expect(text).toBe(`${"[".repeat(1000)}"…"${"]".repeat(1000)}`);
  });

  it("never makes a text beyond the limit", () => {
    let value: Value = [1];
    for (let level = 0; level < 60; level++) value = [value, value];
    expect(code(() => print(value))).toBe("AE4101");
  });
});

describe("describe", () => {
  const descriptions: [Value, string][] = [
    [null, "null"],
    ["short", 'text "short"'],
    ["a text that goes on and on and on", 'text "a text that goes on and …"'],
    ["🙂".repeat(20), `text "${"🙂".repeat(12)}…"`],
    [3, "the number 3"],
    [true, "true"],
    [[], "an empty list"],
    [[1, 2], "a list of 2"],
    [object({}), "an empty object"],
    [object({ id: 1, role: 2 }), "an object with id, role"],
    [object({ a: 1, b: 2, c: 3, d: 4 }), "an object with a, b, c, …"],
    [setOf([1]), "a set of 1"],
    [createRegex("a+", "g"), "the regex /a+/g"],
    [new NamedFunction("f"), "the function f"],
    [new NamedFunction(""), "a function"],
    [new ErrorValue("no"), 'the error "no"'],
    [new Timestamp(0), "the timestamp 1970-01-01T00:00:00.000Z"],
  ];
  it.each(descriptions)("%s", (value, expected) => {
    expect(words(value)).toBe(expected);
  });
});
