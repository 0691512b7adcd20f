import { describe } from "../values/describe.ts";
import { kindOf, truthy } from "../values/kind.ts";
import { print } from "../values/print.ts";
import { fail } from "../values/thrown.ts";
import { epochSeconds } from "../values/timestamp.ts";
import { ObjectValue, SetValue, Timestamp } from "../values/types.ts";
import { at } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";
import { reserveEntries } from "./sizes.ts";

/** Kinds, conversions and the other globals about single values. */
export const conversions = [
  plain(
    "typeof(value: any) -> string",
    "The kind of a value: null, boolean, number, string, timestamp, list, object, set, regex, function or error.",
    [gives("typeof([1])", "list"), gives("typeof(null)", "null")],
    (args) => kindOf(at(args, 0)),
  ),
  plain(
    "len(value: string | list | object | set) -> number",
    "The number of UTF-16 units of a text, elements of a list or set, or keys of an object.",
    [gives('len("abc")', "3"), gives("len({a: 1})", "1"), fails("len(null)", "AE2150")],
    ([value]) => {
      if (typeof value === "string" || Array.isArray(value)) return value.length;
      if (value instanceof ObjectValue) return value.size;
      return value instanceof SetValue ? value.elements.size : 0;
    },
  ),
  plain(
    "str(value: any) -> string",
    "A value as it prints: text as it is, lists and objects as JSON.",
    [gives("str(3) + str(null)", "3null"), gives("str([1, 0 / 0])", "[1,null]")],
    (args, context) => print(at(args, 0), context.limits),
  ),
  plain(
    "num(value: number | string | boolean | timestamp | null) -> number",
    "A value as a number: text as JavaScript's `Number` reads it (NaN when it is no number), true is 1, null and empty text are 0, a timestamp is its seconds since 1970.",
    [gives('num(" 12.5 ")', "12.5"), gives('num("12px")', "NaN"), fails("num([1])", "AE2150")],
    (args) => {
      const value = at(args, 0);
      return value instanceof Timestamp ? epochSeconds(value) : Number(value);
    },
  ),
  plain(
    "bool(value: any) -> boolean",
    'Truth of a value: null, false, 0, "" and NaN are false, all else is true.',
    [gives('bool("")', "false"), gives("bool([])", "true")],
    (args) => truthy(at(args, 0)),
  ),
  plain(
    "range(start: number, end?: number, step?: number) -> list<number>",
    "The numbers from `start` up to but not including `end`, in steps of 1 or `step`; with one argument from 0. A negative step counts down.",
    [gives("range(3)", "[0,1,2]"), gives("range(5, 0, -2)", "[5,3,1]"), fails("range(0, 5, 0)", "AE2160")],
    (args, context) => {
      const alone = at(args, 1) === null;
      const [start, end] = alone ? [0, args[0] as number] : [args[0] as number, args[1] as number];
      const step = typeof args[2] === "number" ? args[2] : 1;
      const count = Math.max(0, Math.ceil((end - start) / step));
      if (step === 0 || Number.isNaN(count) || !Number.isFinite(start)) fail("AE2160", { start, end, step });
      reserveEntries(context, count);
      const numbers = new Array<number>(count);
      for (let index = 0; index < count; index++) numbers[index] = start + index * step;
      return numbers;
    },
  ),
  plain(
    "assert(condition: any, message?: any) -> null",
    "Fails with the message unless the condition is true.",
    [gives("assert(1 < 2)", "null"), fails('assert(1 > 2, "numbers changed")', "AE2010")],
    (args, context) => {
      if (truthy(at(args, 0))) return null;
      const message = at(args, 1);
      const text =
        message === null ? `The asserted condition is ${describe(at(args, 0))}.` : print(message, context.limits);
      return fail("AE2010", { message: text });
    },
  ),
];
