import { describe, expect, it } from "vitest";
import { equals } from "../../src/values/equal.ts";
import { fromJson, fromPlain, toJson, toPlain } from "../../src/values/json.ts";
import { readJson } from "../../src/values/json-reader.ts";
import { kindOf } from "../../src/values/kind.ts";
import { print } from "../../src/values/print.ts";
import { createRegex } from "../../src/values/regex.ts";
import { setOf } from "../../src/values/set.ts";
import { ErrorValue, type ObjectValue, Timestamp, type Value } from "../../src/values/types.ts";
import { code, cyclicList, deepList, failure, NamedFunction, object } from "./support.ts";

const act = new NamedFunction("act");

describe("toJson", () => {
  const table: [string, Value, string][] = [
    ["scalars", [null, true, 1.5, 'a"b'], '[null,true,1.5,"a\\"b"]'],
    ["NaN, Infinity and -0", [Number.NaN, Number.POSITIVE_INFINITY, -0], "[null,null,0]"],
    ["functions in objects are left out", object({ a: 1, act, b: 2 }), '{"a":1,"b":2}'],
    ["functions in lists are null", [act], "[null]"],
    ["a function alone", act, "null"],
    ["sets", setOf([1, 2]), "[1,2]"],
    ["timestamps", object({ at: new Timestamp(1) }), '{"at":"1970-01-01T00:00:00.001Z"}'],
    ["regexes", [createRegex("a", "g")], '["/a/g"]'],
    ["errors", new ErrorValue("no", "E", null, object({ id: 1 })), '{"message":"no","type":"E","data":{"id":1}}'],
    ["lone surrogates", ["\ud800"], '["\\ud800"]'],
  ];
  it.each(table)("%s", (_, value, expected) => {
    expect(toJson(value)).toBe(expected);
  });

  it("indents as JavaScript does", () => {
    const value = object({ a: [1, object({})], b: [] });
    expect(toJson(value, { indent: "  " })).toBe(JSON.stringify({ a: [1, {}], b: [] }, null, 2));
  });

  it("writes chosen keys only, in their order", () => {
    expect(toJson([object({ a: 1, b: object({ a: 2, c: 3 }) })], { keys: ["b", "a"] })).toBe('[{"b":{"a":2},"a":1}]');
  });

  it("names the path of a cycle", () => {
    const agent = object({ id: "core", goals: [] });
    (agent.get("goals") as Value[]).push(object({ title: "x", "the agent": agent }));
    expect(failure(() => toJson(agent))).toBe(
      'AE2121: Cannot write this value as JSON: `goals[0]["the agent"]` is one of the lists or objects it is in.',
    );
    expect(code(() => toJson(cyclicList()))).toBe("AE2121");
  });

  it("names the path where it is too deep", () => {
    expect(failure(() => toJson(object({ a: deepList(100_000) })))).toBe(
      `AE2122: JSON can be at most 1000 levels deep; this is deeper (at \`…${"[0]".repeat(12)}\`).`,
    );
  });

  it("refuses in its strict form what cannot be stored, by path", () => {
    const strict = (value: Value) => failure(() => toJson(value, { strict: true, root: "record" }));
    expect(strict(object({ steps: [1, object({ run: act })] }))).toBe(
      "AE2124: Cannot store `record.steps[1].run`: a function has no JSON form.",
    );
    expect(strict(object({ "": createRegex("a") }))).toBe(
      'AE2124: Cannot store `record[""]`: a regex has no JSON form.',
    );
    expect(strict(act)).toBe("AE2124: Cannot store `record`: a function has no JSON form.");
  });
});

describe("fromJson", () => {
  it("keeps the order of keys, integer-like ones too", () => {
    expect(print(fromJson('{"b":1,"10":2,"2":3,"a":4}'))).toBe('{"b":1,"10":2,"2":3,"a":4}');
    expect(print(fromJson('{"b":1,"\\u0031":2}'))).toBe('{"b":1,"1":2}');
  });

  it("has no special keys", () => {
    const value = fromJson('{"__proto__": {"a": 1}, "constructor": null}') as ObjectValue;
    expect([...value.keys()]).toEqual(["__proto__", "constructor"]);
    expect(kindOf(value.get("__proto__")!)).toBe("object");
  });

  it("takes the last of two equal keys, in both readers", () => {
    expect(print(fromJson('{"a":1,"b":2,"a":3}'))).toBe('{"a":3,"b":2}');
    expect(print(fromJson('{"1":1,"b":2,"1":3}'))).toBe('{"1":3,"b":2}');
  });

  it("makes timestamps of exactly their form when asked", () => {
    const text =
      '["2025-07-07T15:00:00.000Z","2025-07-07","2025-02-30T00:00:00.000Z",{"0":"1970-01-01T00:00:00.001Z"}]';
    const kinds = (value: Value) => (value as Value[]).map((item) => kindOf(item));
    expect(kinds(fromJson(text, { timestamps: true }))).toEqual(["timestamp", "string", "string", "object"]);
    expect(kindOf((fromJson('{"0":"1970-01-01T00:00:00.001Z"}', { timestamps: true }) as ObjectValue).get("0")!)).toBe(
      "timestamp",
    );
    expect(kinds(fromJson(text))).toEqual(["string", "string", "string", "object"]);
  });

  const mistakes: [string, string][] = [
    ["", "the text ends where a value should be (line 1, column 1)"],
    ["[1,\n 2", "`,` or `]` should be here (line 2, column 3)"],
    ["[1,]", "a value should be here (line 1, column 4)"],
    ['{"a": 1,}', "a key in double quotes should be here (line 1, column 9)"],
    ["{a: 1}", "a key in double quotes should be here (line 1, column 2)"],
    ['{"a" 1}', "a `:` should be here (line 1, column 6)"],
    ['{"a": 1]', "`,` or `}` should be here (line 1, column 8)"],
    ['["a', "this text is not closed (line 1, column 2)"],
    ['["a\nb"]', "a control character in a text must be escaped (line 1, column 4)"],
    ['["\\x41"]', "this escape is not known (line 1, column 3)"],
    ["1 2", "there is more text after the end (line 1, column 3)"],
    ["01", "there is more text after the end (line 1, column 2)"],
    ["'a'", "a value should be here (line 1, column 1)"],
    ["nul", "a value should be here (line 1, column 1)"],
    ["undefined", "a value should be here (line 1, column 1)"],
  ];
  it.each(mistakes)("names the mistake in %j", (text, reason) => {
    expect(failure(() => fromJson(text))).toBe(
      `AE2120: This text is not JSON: ${reason}.`.replace(/ \((line .*)\)\.$/, " ($1)."),
    );
  });

  it("reads what the host reads, the same way", () => {
    const texts = [
      '"\\u00e9\\n\\\\\\"\\/"',
      "-1.5e-3",
      " [ ] ",
      '{"a":{"b":[true,false,null]}}',
      '"\ud83d\ude42"',
      "0",
      "-0",
    ];
    for (const text of texts) expect(equals(readJson(text, false), fromPlain(JSON.parse(text)))).toBe(true);
  });

  it("refuses what is deeper than 1,000 levels, with either reader", () => {
    const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(code(() => fromJson(deep(1_000)))).toBe("no error");
    expect(code(() => fromJson(deep(100_000)))).toBe("AE2122");
    expect(code(() => readJson(deep(100_000), false))).toBe("AE2122");
    expect(code(() => fromJson(`{"1":${deep(100_000)}}`))).toBe("AE2122");
    expect(code(() => fromJson("[".repeat(1_000_000)))).toBe("AE2122");
  });
});

describe("host JSON", () => {
  it("comes in without the host's prototypes and goes out plain", () => {
    const value = fromPlain({ a: [1, { b: "x" }], at: new Date(0), skip: undefined, big: 5n, list: [undefined] });
    expect(print(value)).toBe('{"a":[1,{"b":"x"}],"at":"1970-01-01T00:00:00.000Z","big":5,"list":[null]}');
    expect(toPlain(value)).toEqual({ a: [1, { b: "x" }], at: "1970-01-01T00:00:00.000Z", big: 5, list: [null] });
    expect(code(() => toPlain([new NamedFunction("f")]))).toBe("AE2124");
  });
});
