import { describe, expect, it } from "vitest";
import { getIndex, getProperty, setIndex, setProperty } from "../../src/values/access.ts";
import { freeze } from "../../src/values/freeze.ts";
import { elementsOf } from "../../src/values/iterate.ts";
import { print } from "../../src/values/print.ts";
import { createRegex } from "../../src/values/regex.ts";
import { setOf } from "../../src/values/set.ts";
import { ErrorValue, ReadOnlyObject, Timestamp, type Value } from "../../src/values/types.ts";
import { code, failure, NamedFunction, object } from "./support.ts";

describe("reading", () => {
  const indexes: [string, Value, Value, string][] = [
    ["an element", ["a", "b"], 1, "b"],
    ["the last element", ["a", "b"], -1, "b"],
    ["beyond the end", ["a"], 5, "null"],
    ["before the start", ["a"], -5, "null"],
    ["a unit of a text", "abc", 0, "a"],
    ["the last unit", "abc", -1, "c"],
    ["half a character", "🙂", 0, "\ud83d"],
    ["a key", object({ a: 1 }), "a", "1"],
    ["a number as key", object({ "1": "one" }), 1, "one"],
    ["a boolean as key", object({ true: 1 }), true, "1"],
    ["a timestamp as key", object({ "1970-01-01T00:00:00.000Z": 1 }), new Timestamp(0), "1"],
    ["null as key", object({ null: 1 }), null, "1"],
    ["a missing key", object({}), "toString", "null"],
    ["a field of an error", new ErrorValue("no"), "message", "no"],
  ];
  it.each(indexes)("gives %s", (_, container, index, expected) => {
    expect(print(getIndex(container, index))).toBe(expected);
  });

  const properties: [string, Value, string, string][] = [
    ["length of a list", [1, 2], "length", "2"],
    ["length of a text in units", "🙂", "length", "2"],
    ["a method as property of a list", [1], "push", "null"],
    ["a name of the host", [1], "constructor", "null"],
    ["a name of the host on an object", object({}), "__proto__", "null"],
    ["a name of the host on a function", new NamedFunction("f"), "constructor", "null"],
    ["the name of a function", new NamedFunction("find"), "name", "find"],
    ["the parameters of a function", new NamedFunction("find", 2), "length", "2"],
    ["the size of a set", setOf([1, 1, 2]), "size", "2"],
    ["the source of a regex", createRegex("a+", "g"), "source", "a+"],
    ["the flags of a regex", createRegex("a+", "g"), "flags", "g"],
    ["the host's part of a regex", createRegex("a+", "g"), "compiled", "null"],
    ["the year of a timestamp", new Timestamp(0), "year", "1970"],
    ["the host's part of a timestamp", new Timestamp(5), "ms", "null"],
    ["a property of a number", 5, "toFixed", "null"],
    ["a property of a boolean", true, "x", "null"],
  ];
  it.each(properties)("gives %s", (_, value, name, expected) => {
    expect(print(getProperty(value, name))).toBe(expected);
  });

  it("names what is null or no index", () => {
    expect(failure(() => getProperty(null, "role", () => "agent.info"))).toBe(
      'AE2001: Cannot read "role" of `agent.info`, because it is null.',
    );
    expect(failure(() => getIndex(null, 0, () => "list"))).toBe(
      'AE2001: Cannot read "0" of `list`, because it is null.',
    );
    expect(failure(() => getIndex([1], "0"))).toBe('AE2111: Cannot use text "0" as an index of a list.');
    expect(failure(() => getIndex([1], 0.5))).toBe("AE2111: Cannot use the number 0.5 as an index of a list.");
    expect(failure(() => getIndex("abc", null))).toBe("AE2111: Cannot use null as an index of text.");
    expect(failure(() => getIndex(object({}), [1]))).toBe("AE2113: Cannot use a list of 1 as a key of an object.");
  });
});

describe("writing", () => {
  it("changes elements and keys", () => {
    const list: Value[] = [1, 2];
    setIndex(list, 0, "a");
    setIndex(list, -1, "b");
    const fields = object({ a: 1 });
    setIndex(fields, 5, "five");
    setProperty(fields, "a", null);
    expect(print([list, fields])).toBe('[["a","b"],{"a":null,"5":"five"}]');
  });

  const errors: [string, () => void, string][] = [
    ["past the end", () => setIndex([1], 1, 0), "AE2112: Cannot assign to index 1 of a list of 1."],
    ["before the start", () => setIndex([1], -2, 0), "AE2112: Cannot assign to index -2 of a list of 1."],
    ["no index", () => setIndex([1], "0", 0), 'AE2111: Cannot use text "0" as an index of a list.'],
    ["a key of a list", () => setProperty([1], "length", 0), 'AE2116: Cannot set "length" of a list.'],
    ["a unit of a text", () => setIndex("abc", 0, "x"), 'AE2116: Cannot set "0" of text.'],
    ["null", () => setProperty(null, "a", 1, () => "agent"), 'AE2117: Cannot set "a" of `agent`, because it is null.'],
    [
      "a field of an error",
      () => setProperty(new ErrorValue("x"), "code", 1),
      'AE2116: Cannot set "code" of an error.',
    ],
    [
      "a read-only object",
      () => setProperty(new ReadOnlyObject([["a", 1]]), "a", 2),
      'AE2114: Cannot change "a": this object is read-only.',
    ],
    [
      "a frozen object",
      () => setProperty(freeze(object({ a: 1 })), "b", 2),
      'AE2114: Cannot change "b": this object is read-only.',
    ],
    ["a read-only list", () => setIndex(freeze([1]), 0, 2), "AE2115: Cannot change this list: it is read-only."],
  ];
  it.each(errors)("refuses %s", (_, run, expected) => {
    expect(failure(run)).toBe(expected);
  });

  it("keeps objects within their limit", () => {
    const limits = { stringLength: 10, listLength: 1 };
    const fields = object({ a: 1 });
    setProperty(fields, "a", 2, undefined, limits);
    expect(code(() => setProperty(fields, "b", 2, undefined, limits))).toBe("AE4102");
  });
});

describe("elementsOf", () => {
  const table: [string, Value, string][] = [
    ["a list", [1, 2], "[1,2]"],
    ["the keys of an object", object({ b: 1, a: 2 }), '["b","a"]'],
    ["a set", setOf([2, 1, 2]), "[2,1]"],
    ["a text by character", "a🙂", '["a","🙂"]'],
  ];
  it.each(table)("of %s", (_, value, expected) => {
    expect(print(elementsOf(value) as Value[])).toBe(expected);
  });

  it("refuses null and kinds without elements", () => {
    expect(failure(() => elementsOf(null, () => "agents"))).toBe(
      "AE2118: Cannot go through the elements of `agents`, because it is null.",
    );
    expect(failure(() => elementsOf(5))).toBe("AE2119: Cannot go through the elements of the number 5.");
  });
});
