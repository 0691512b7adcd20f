import { describe, quote } from "../values/describe.ts";
import { elementsOf } from "../values/iterate.ts";
import { print } from "../values/print.ts";
import { createRegex } from "../values/regex.ts";
import { setOf } from "../values/set.ts";
import { fail } from "../values/thrown.ts";
import { parseIso, timestamp } from "../values/timestamp.ts";
import { ErrorValue, ObjectValue, RegexValue, Timestamp, type Value } from "../values/types.ts";
import { at, textAt } from "./arguments.ts";
import { utc } from "./array-date.ts";
import { fails, gives, plain } from "./build.ts";
import type { PlainBuiltin } from "./declare.ts";

/** What `new` can make. */
export const classes: readonly PlainBuiltin[] = [
  plain(
    "Set(items?: list | set | string | object) -> set",
    "A set of the distinct elements, by value.",
    [gives("new Set([1, 1, {a: 1}, {a: 1}]).size", "2"), gives("new Set()", "[]"), fails("new Set(5)", "AE2150")],
    (args, context) => {
      const items = at(args, 0) === null ? [] : elementsOf(at(args, 0));
      context.charge(items.length >> 4);
      return setOf(items, context.limits);
    },
  ),
  plain(
    "Error(message?: any, data?: any) -> error",
    "An error to throw, with a message and optional data.",
    [
      gives('new Error("no").message', "no"),
      gives("new Error().message", ""),
      gives('new Error("no", {id: 5}).data.id', "5"),
    ],
    (args, context) => {
      const message = at(args, 0) === null ? "" : print(at(args, 0), context.limits);
      return new ErrorValue(message, "Error", null, at(args, 1));
    },
  ),
  {
    ...plain(
      "Date(value?: timestamp | string | number, month?: number, day?: number, hour?: number, minute?: number, second?: number, ms?: number) -> timestamp",
      "A timestamp: of ISO-8601 text, of milliseconds since 1970, of the parts of a date in UTC (months from 0), or of now, as in JavaScript.",
      [
        gives('new Date("2025-07-07")', "2025-07-07T00:00:00.000Z"),
        gives("new Date(1000)", "1970-01-01T00:00:01.000Z"),
        gives("new Date(2025, 0, 31).month()", "1"),
        fails('new Date("soon")', "AE2169"),
      ],
      (args, context) => {
        const value = at(args, 0);
        if (value === null) return context.perform("now", []);
        if (value instanceof Timestamp) return value;
        if (typeof value === "number") return timestamp(at(args, 1) === null ? value : utc(args));
        return parseIso(textAt(args, 0)) ?? fail("AE2169", { text: describe(value) });
      },
    ),
    effect: "clock",
  },
  plain(
    "URL(url: string, base?: string) -> object",
    "The parts of a URL as an object: `href`, `origin`, `protocol`, `username`, `password`, `host`, `hostname`, `port`, `pathname`, `search`, `hash`, and the query as the object `searchParams`.",
    [
      gives('new URL("https://a.example:8080/b?c=d#e").hostname', "a.example"),
      gives('new URL("/x?n=1", "https://a.example").searchParams.n', "1"),
      fails('new URL("no url")', "AE2170"),
    ],
    (args) => parseUrl(textAt(args, 0), at(args, 1)),
  ),
  plain(
    "RegExp(source: string | regex, flags?: string) -> regex",
    "A regex of text that is known only at run time.",
    [
      gives('new RegExp("a+", "i").test("AA")', "true"),
      fails('new RegExp("(")', "AE2129"),
      fails('new RegExp("a", "q")', "AE2128"),
    ],
    (args) => {
      const source = at(args, 0);
      if (source instanceof RegexValue) return createRegex(source.source, textAt(args, 1, source.flags));
      return createRegex(textAt(args, 0), textAt(args, 1));
    },
  ),
];

const urlParts = [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;

function parseUrl(text: string, base: Value): Value {
  const whole = typeof base === "string" ? base : undefined;
  if (!URL.canParse(text, whole)) fail("AE2170", { text: quote(text, 80) });
  const url = new URL(text, whole);
  const result = new ObjectValue(urlParts.map((part) => [part, url[part]]));
  const query = new ObjectValue();
  for (const [key, value] of url.searchParams) if (!query.has(key)) query.set(key, value);
  return result.set("searchParams", query);
}
