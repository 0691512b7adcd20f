import { describe, expect, it } from "vitest";
import type { BoundFunction } from "../../src/values/bound.ts";
import { kindOf } from "../../src/values/kind.ts";
import { print } from "../../src/values/print.ts";
import { createRegex } from "../../src/values/regex.ts";
import { setOf } from "../../src/values/set.ts";
import { fail } from "../../src/values/thrown.ts";
import { ErrorValue, ObjectValue, ReadOnlyObject, Timestamp, type Value } from "../../src/values/types.ts";
import { call, declaration, fn, method, object, outcome, PlayedContext } from "./support.ts";

/** Writes something down and answers the value. */
function noted<T>(seen: T[], what: T, value: Value): Value {
  seen.push(what);
  return value;
}

const nested = object({ a: object({ b: [5, object({ c: null })] }), "a.b": "exact" });

describe("conversions", () => {
  const rows: [string, Value[], string][] = [
    ["typeof", [new ErrorValue("x")], "error"],
    ["len", ["🙂"], "2"],
    ["len", [setOf([1, 1])], "1"],
    ["str", [null], "null"],
    ["num", ["0x1F"], "31"],
    ["num", [" 1e3\n"], "1000"],
    ["num", [""], "0"],
    ["num", [null], "0"],
    ["num", [true], "1"],
    ["num", ["1_000"], "NaN"],
    ["num", [new Timestamp(1500)], "1.5"],
    ["bool", [Number.NaN], "false"],
    ["bool", [new ObjectValue()], "true"],
    ["assert", [1], "null"],
    ["assert", [0, "must be positive"], "AE2010: must be positive"],
    ["assert", [null], "AE2010: The asserted condition is null."],
    ["assert", [false, null], "AE2010: The asserted condition is false."],
  ];
  it.each(rows)("%s(%j)", (name, args, expected) => {
    expect(outcome(() => call(name, args))).toBe(expected);
  });
});

describe("objects", () => {
  const rows: [string, ObjectValue, Value[], string][] = [
    [
      "keys",
      new ObjectValue([
        ["b", 1],
        ["1", 2],
      ]),
      [],
      '["b","1"]',
    ],
    ["has", object({ a: null }), ["a"], "true"],
    ["has", object({}), ["__proto__"], "false"],
    ["has", object({ "1": 0 }), [1], "true"],
    ["merge", object({ a: 1 }), [object({ a: 2, b: 3 }), null], '{"a":2,"b":3}'],
    ["pick", object({ a: 1, b: 2, c: 3 }), [["c", "x"], "a"], '{"c":3,"a":1}'],
    ["omit", object({ a: 1, b: 2, c: 3 }), ["a", ["b"]], '{"c":3}'],
    ["get", nested, ["a.b"], "exact"],
    ["get", nested, ["a.b[0]"], "5"],
    ["get", nested, ["a.b[-1].c", "else"], "null"],
    ["get", nested, ["a.x.y", "else"], "else"],
    ["get", nested, [["a", "b", 0]], "5"],
    ["get", nested, ["a.constructor"], "null"],
    ["get", nested, ["a.b.length", 7], "7"],
    ["map_values", object({ a: 1 }), [fn((v: Value, k: Value, o: ObjectValue) => [v, k, o.size])], '{"a":[1,"a",1]}'],
    ["toString", object({ a: 1 }), [], '{"a":1}'],
  ];
  it.each(rows)("%s of %s", (name, receiver, args, expected) => {
    const before = print(receiver);
    expect(outcome(() => method(receiver, name, ...args))).toBe(expected);
    expect(print(receiver)).toBe(before);
  });

  it("lose keys by delete only where they may", () => {
    const fields = object({ a: 1, b: 2 });
    expect([method(fields, "delete", "a"), method(fields, "delete", "a"), print(fields)]).toEqual([
      true,
      false,
      '{"b":2}',
    ]);
    expect(outcome(() => method(new ReadOnlyObject([["a", 1]]), "delete", "a"))).toBe(
      'AE2114: Cannot change "a": this object is read-only.',
    );
  });

  it("map the values they had at the start", () => {
    const fields = object({ a: 1, b: 2 });
    const result = method(
      fields,
      "map_values",
      fn((value: Value) => {
        fields.clear();
        return value;
      }),
    );
    expect(print(result)).toBe('{"a":1,"b":2}');
  });
});

describe("the namespace Object", () => {
  const rows: [string, Value[], string][] = [
    ["keys", [object({ b: 1, a: 2 })], '["b","a"]'],
    ["entries", [object({ a: 1 })], '[["a",1]]'],
    ["fromEntries", [[["a", 1], ["a", 2], [null, 3], ["x"]]], '{"a":2,"null":3,"x":null}'],
    ["fromEntries", [["a"]], 'AE2168: Object.fromEntries(…) needs lists of a key and a value, but got text "a".'],
    ["fromEntries", [[[[1], 2]]], "AE2113: Cannot use a list of 1 as a key of an object."],
    ["assign", [new ReadOnlyObject(), object({ a: 1 })], 'AE2114: Cannot change "a": this object is read-only.'],
    ["hasOwn", [object({}), "toString"], "false"],
    ["is", [Number.NaN, Number.NaN], "true"],
    ["is", [0, -0], "false"],
    ["is", [new Timestamp(1), new Timestamp(1)], "true"],
    ["isFrozen", [setOf([])], "false"],
    ["isFrozen", ["a"], "true"],
    ["groupBy", [[1, 2], fn((x: number) => x % 2 === 0)], '{"false":[1],"true":[2]}'],
  ];
  it.each(rows)("%s", (name, args, expected) => {
    expect(outcome(() => call(`Object.${name}`, args))).toBe(expected);
  });

  it("changes the target of assign, and freezes in place", () => {
    const target = object({ a: 1 });
    expect(call("Object.assign", [target, object({ b: 2 }), target])).toBe(target);
    expect(print(target)).toBe('{"a":1,"b":2}');
    expect(call("Object.isFrozen", [target])).toBe(false);
    expect(call("Object.freeze", [target])).toBe(target);
    expect([call("Object.isFrozen", [target]), target.readOnly]).toEqual([true, true]);
  });
});

describe("JSON", () => {
  it("replaces by keys and by function", () => {
    const value = object({ a: 1, secret: "x", list: [1, null, object({ secret: 2 })] });
    const drop = fn((key: string, inner: Value) => (key === "secret" ? null : inner));
    expect(print(call("JSON.stringify", [value, drop]))).toBe('{"a":1,"list":[1,null,{}]}');
    expect(print(call("JSON.stringify", [value, ["a", "list"]]))).toBe('{"a":1,"list":[1,null,{}]}');
    const seen: string[] = [];
    call("JSON.stringify", [value, fn((key: string, inner: Value) => noted(seen, key, inner))]);
    expect(seen.join(" ")).toBe(" a secret list 0 1 2 secret");
    const expand = fn((_key: string, inner: Value) => (inner === 1 ? [2] : inner));
    expect(print(call("JSON.stringify", [[1], expand]))).toBe("[[2]]");
    expect(print(call("JSON.stringify", [setOf([1, 2]), fn((_k: string, v: Value) => v), 1]))).toBe("[\n 1,\n 2\n]");
    expect(print(call("JSON.stringify", [object({ a: null }), fn((_k: string, v: Value) => v)]))).toBe('{"a":null}');
  });

  it("ends on cycles, also those a replacer makes", () => {
    const cycle = object({ a: 1 });
    cycle.set("self", cycle);
    const keep = fn((_key: string, value: Value) => value);
    expect(outcome(() => call("JSON.stringify", [cycle, keep]))).toContain("AE2121");
    expect(outcome(() => call("JSON.stringify", [1, fn(() => [1])]))).toContain("AE2122");
  });

  it("revives from the inside out", () => {
    const seen: string[] = [];
    const spy = fn((key: string, value: Value) => noted(seen, `${key}=${print(value)}`, value));
    call("JSON.parse", ['{"a":[1,{"b":2}],"c":null}', spy]);
    expect(seen).toEqual(["0=1", "b=2", '1={"b":2}', 'a=[1,{"b":2}]', "c=null", '={"a":[1,{"b":2}],"c":null}']);
    const drop = fn((key: string, value: Value) => (key === "b" || key === "0" ? null : value));
    expect(print(call("JSON.parse", ['{"a":[1,{"b":2}]}', drop]))).toBe('{"a":[null,{}]}');
    expect(print(call("JSON.parse", ["5", fn((_key: string, value: number) => value + 1)]))).toBe("6");
    expect(print(call("JSON.parse", ["5", fn(() => null)]))).toBe("null");
  });

  it("indents at most ten characters", () => {
    const text = (indent: Value) => print(call("JSON.stringify", [[1], null, indent]));
    expect([text(99), text("-".repeat(20)), text(-1), text(0)]).toEqual([
      `[\n${" ".repeat(10)}1\n]`,
      `[\n${"-".repeat(10)}1\n]`,
      "[1]",
      "[1]",
    ]);
  });
});

describe("Array, Date and classes", () => {
  const rows: [string, Value[], string][] = [
    ["Array.isArray", [[]], "true"],
    ["Array.isArray", [setOf([])], "false"],
    ["Array.from", ["a🙂"], '["a","🙂"]'],
    ["Array.from", [object({ length: 2, 0: "x" })], '["x",null]'],
    ["Array.from", [object({ a: 1 })], '["a"]'],
    ["Array.from", [[1, 2], fn((x: number, i: number) => x * i)], "[0,2]"],
    ["Array.from", [object({ length: 1e9 })], "AE4102: This would have 1000000000 entries; the limit is 5000000."],
    ["Array.of", [[1], 2], "[[1],2]"],
    ["Date.parse", ["2025-07-07T00:00:00+02:00"], String(Date.UTC(2025, 6, 6, 22))],
    ["Date.parse", ["soon"], "NaN"],
    ["Date.UTC", [2025, 6], String(Date.UTC(2025, 6, 1))],
    ["Date", ["2025-07-07"], "2025-07-07T00:00:00.000Z"],
    ["Date", [1500], "1970-01-01T00:00:01.500Z"],
    ["Date", [2025, 6, 7, 15], "2025-07-07T15:00:00.000Z"],
    ["Date", [new Timestamp(5)], "1970-01-01T00:00:00.005Z"],
    ["Date", ["soon"], 'AE2169: Cannot read text "soon" as a date or time.'],
    [
      "Date",
      [1e20],
      "AE2130: 100000000000000000 seconds from 1970 is not a timestamp between the years 0000 and 9999.",
    ],
    ["Set", [[1, 1]], "[1]"],
    ["Set", ["aab"], '["a","b"]'],
    ["Error", [object({ a: 1 })], '{"a":1}'],
    ["RegExp", [createRegex("a", "g")], "/a/g"],
    ["RegExp", [createRegex("a", "g"), "i"], "/a/i"],
    ["URL", ["nope"], 'AE2170: Cannot read "nope" as a URL.'],
  ];
  it.each(rows)("%s(%j)", (name, args, expected) => {
    expect(outcome(() => call(name, args))).toBe(expected);
  });

  it("asks the clock only for the current date", () => {
    const context = new PlayedContext(undefined, () => new Timestamp(7));
    expect(print(call("Date", [], context))).toBe("1970-01-01T00:00:00.007Z");
    expect(context.performed).toEqual(["now"]);
    call("Date", [1], context);
    expect(context.performed).toEqual(["now"]);
  });

  it("gives the time in milliseconds as Date.now", () => {
    expect(call("Date.now", [], new PlayedContext(undefined, () => new Timestamp(7)))).toBe(7);
  });

  it("takes a URL apart", () => {
    const url = call("URL", ["https://me:pw@a.example:8080/b/c?x=1&y=2&x=3#end"]) as ObjectValue;
    expect(print(url)).toBe(
      '{"href":"https://me:pw@a.example:8080/b/c?x=1&y=2&x=3#end","origin":"https://a.example:8080","protocol":"https:","username":"me","password":"pw","host":"a.example:8080","hostname":"a.example","port":"8080","pathname":"/b/c","search":"?x=1&y=2&x=3","hash":"#end","searchParams":{"x":"1","y":"2"}}',
    );
    expect(print(method(call("URL", ["../d", "https://a.example/b/c"]), "get", "href"))).toBe("https://a.example/d");
  });
});

describe("Math", () => {
  it("takes very many arguments", () => {
    const many = Array.from({ length: 300_000 }, (_, index) => index);
    expect([call("Math.max", many), call("Math.min", many)]).toEqual([299_999, 0]);
    expect([call("Math.max", []), call("Math.min", []), call("Math.max", [1, Number.NaN])]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
    expect(call("Math.hypot", [3, 4])).toBeCloseTo(5);
  });
});

describe("crypto", () => {
  /** A context whose random bytes are given. */
  const drawing = (...bytes: string[]) => new PlayedContext(undefined, () => bytes.shift() ?? null);

  it("marks version and variant of a UUID", () => {
    expect(call("crypto.randomUUID", [], drawing("f".repeat(32)))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
    expect(call("crypto.randomUUID", [], drawing("0".repeat(32)))).toBe("00000000-0000-4000-8000-000000000000");
  });

  it("draws whole numbers fairly", () => {
    expect(call("crypto.randomInt", [10], drawing("00000000000d"))).toBe(3);
    expect(call("crypto.randomInt", [5, 8], drawing("000000000004"))).toBe(6);
    // 2 ** 48 is not a multiple of 3: its last number is drawn again.
    expect(call("crypto.randomInt", [3], drawing("ffffffffffff", "000000000002"))).toBe(2);
    expect(call("crypto.randomInt", [0, 2 ** 48], drawing("ffffffffffff"))).toBe(2 ** 48 - 1);
  });

  const refused: [string, Value[], string][] = [
    ["randomInt", [5, 5], "AE2173: There is no whole number from 5 up to but not including 5 to choose."],
    ["randomInt", [1.5], "AE2173: There is no whole number from 0 up to but not including 1.5 to choose."],
    [
      "randomInt",
      [0, 2 ** 49],
      "AE2173: There is no whole number from 0 up to but not including 562949953421312 to choose.",
    ],
    ["randomBytes", [65_537], "AE2171: crypto.randomBytes(…) needs a `count` from 0 to 65536, but got 65537."],
    ["randomBytes", [Number.NaN], "AE2171: crypto.randomBytes(…) needs a `count` from 0 to 65536, but got NaN."],
  ];
  it.each(refused)("%s refuses %j", (name, args, expected) => {
    expect(outcome(() => call(`crypto.${name}`, args))).toBe(expected);
  });
});

describe("functions", () => {
  const add = fn((a: number, b: number) => a + b);

  it("are applied, called and bound", () => {
    expect(call("function.apply", [add, null, [1, 2]])).toBe(3);
    expect(call("function.apply", [fn(() => 5)])).toBe(5);
    expect(call("function.call", [add, null, 1, 2])).toBe(3);
    const increment = call("function.bind", [add, null, 1]) as BoundFunction;
    expect([kindOf(increment), increment.arity, call("function.call", [increment, null, 5])]).toEqual([
      "function",
      1,
      6,
    ]);
  });

  it("get their receiver from the task", () => {
    const apply = declaration("function.call");
    if (apply.form !== "calling") throw new Error("call must call");
    const task = apply.start(new PlayedContext(), [add, "me", 1, 2]);
    expect([task.next(), task.receiver, task.args, task.next()]).toEqual([true, "me", [1, 2], false]);
  });
});

describe("sets", () => {
  it("have methods by value", () => {
    const set = setOf([[1]]);
    expect(method(set, "add", [1])).toBe(set);
    const seen: Value[] = [];
    method(
      set,
      "forEach",
      fn((x: Value) => noted(seen, x, null)),
    );
    expect([
      method(set, "has", [1]),
      method(set, "size"),
      method(set, "delete", [1]),
      method(set, "size"),
      print(seen),
    ]).toEqual([true, 1, true, 0, "[[1]]"]);
  });
});

describe("transaction", () => {
  it("commits what the function did, and rolls back what failed", () => {
    const context = new PlayedContext();
    expect(call("transaction", [fn(() => 5)], context)).toBe(5);
    expect(outcome(() => call("transaction", [fn(() => fail("AE2115"))], context))).toContain("AE2115");
    expect(context.performed).toEqual(["memory.begin", "memory.commit", "memory.begin", "memory.rollback"]);
  });

  it("rolls nothing back when the commit fails: that has undone it all", () => {
    const context = new PlayedContext(undefined, (operation) =>
      operation === "memory.commit" ? fail("AE2115") : null,
    );
    expect(outcome(() => call("transaction", [fn(() => 5)], context))).toContain("AE2115");
    expect(context.performed).toEqual(["memory.begin", "memory.commit"]);
  });

  it("rolls back nothing when it could not begin", () => {
    const context = new PlayedContext(undefined, (operation) => (operation === "memory.begin" ? fail("AE2115") : null));
    expect(outcome(() => call("transaction", [fn(() => 5)], context))).toContain("AE2115");
    expect(context.performed).toEqual(["memory.begin"]);
  });
});
