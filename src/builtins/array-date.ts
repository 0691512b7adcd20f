import { elementsOf } from "../values/iterate.ts";
import { parseIso } from "../values/timestamp.ts";
import { ObjectValue, type Timestamp, type Value } from "../values/types.ts";
import { at, integerAt, numberAt, textAt } from "./arguments.ts";
import { calling, fails, gives, plain } from "./build.ts";
import type { BuiltinContext } from "./declare.ts";
import { reserveEntries } from "./sizes.ts";
import { each, finished } from "./tasks.ts";

/** The elements `Array.from` starts with: those of anything that has elements, or of an object with a `length`. */
function arrayLike(source: Value, context: BuiltinContext): readonly Value[] {
  const length = source instanceof ObjectValue ? source.get("length") : undefined;
  if (typeof length !== "number" || !(source instanceof ObjectValue)) return elementsOf(source);
  const count = Math.max(0, Math.trunc(length) || 0);
  reserveEntries(context, count);
  return Array.from({ length: count }, (_, index) => source.get(String(index)) ?? null);
}

/** The namespace `Array`. */
export const array = [
  plain(
    "Array.isArray(value: any) -> boolean",
    "True for a list.",
    [gives("Array.isArray([])", "true"), gives('Array.isArray("abc")', "false")],
    (args) => Array.isArray(at(args, 0)),
  ),
  calling(
    "Array.from(source: list | set | string | object, callback?: function) -> list",
    "A new list of the elements of a list or set, the characters of a text, or the `length` elements of an object, each through the function if there is one.",
    [
      gives('Array.from("abc")', '["a","b","c"]'),
      gives("Array.from({length: 3}, (_, i) => i * 2)", "[0,2,4]"),
      fails("Array.from(null)", "AE2150"),
    ],
    (args, context) => {
      const items = arrayLike(at(args, 0), context).slice();
      if (at(args, 1) === null) return finished(items);
      const results: Value[] = [];
      return each(
        items,
        at(args, 1),
        items,
        (result) => results.push(result),
        () => results,
      );
    },
  ),
  plain(
    "Array.of(...items: any) -> list",
    "A list of the arguments.",
    [gives("Array.of(1, 2)", "[1,2]"), gives("Array.of()", "[]")],
    (args) => args.slice(),
  ),
];

/** The namespace `Date`: milliseconds, as authors know them from JavaScript; `now()` is the language's own clock. */
export const date = [
  {
    ...plain(
      "Date.now() -> number",
      "The current time in milliseconds since 1970, as in JavaScript; `now()` is a timestamp, which computes in seconds.",
      [gives("typeof(Date.now())", "number"), gives("Date.now() > 1000000000000", "true")],
      (_, context) => (context.perform("now", []) as Timestamp).ms,
    ),
    effect: "clock" as const,
  },
  plain(
    "Date.parse(text: string) -> number",
    "Milliseconds since 1970 of an ISO-8601 date or time (UTC unless it names a zone); NaN for other text.",
    [gives('Date.parse("1970-01-01T00:00:01Z")', "1000"), gives('Date.parse("soon")', "NaN")],
    (args) => parseIso(textAt(args, 0))?.ms ?? Number.NaN,
  ),
  plain(
    "Date.UTC(year: number, month?: number, day?: number, hour?: number, minute?: number, second?: number, ms?: number) -> number",
    "Milliseconds since 1970 of a date in UTC; months count from 0, as in JavaScript.",
    [gives("Date.UTC(1970, 0, 2)", "86400000"), fails('Date.UTC("1970")', "AE2150")],
    (args) => utc(args),
  ),
];

/** `Date.UTC`, also behind `new Date(year, month, …)`. */
export function utc(args: readonly Value[]): number {
  return Date.UTC(
    numberAt(args, 0),
    integerAt(args, 1),
    integerAt(args, 2, 1),
    integerAt(args, 3),
    integerAt(args, 4),
    integerAt(args, 5),
    integerAt(args, 6),
  );
}
