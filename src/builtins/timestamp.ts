import { describe } from "../values/describe.ts";
import { parseDuration } from "../values/duration.ts";
import { fail } from "../values/thrown.ts";
import { epochSeconds, iso, timestamp } from "../values/timestamp.ts";
import { formatTimestamp, partsIn } from "../values/timestamp-format.ts";
import type { Parts } from "../values/timestamp-parts.ts";
import type { Timestamp, Value } from "../values/types.ts";
import { at, textAt } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";
import type { PlainBuiltin } from "./declare.ts";

const self = (args: readonly Value[]): Timestamp => args[0] as Timestamp;
const sample = 'new Date("2025-07-07T15:04:05.678Z")';

const part = (name: keyof Parts, doc: string, result: string): PlainBuiltin =>
  plain(
    `timestamp.${name}(time: timestamp, timezone?: string) -> number`,
    `${doc}, in UTC or on the clock of a time zone; also readable without a call, \`time.${name}\` (UTC).`,
    [gives(`${sample}.${name}()`, result), fails(`${sample}.${name}("Mars/Base")`, "AE2132")],
    (args) => partsIn(self(args), textAt(args, 1, "UTC"))[name],
  );

/** JavaScript's getters, all in UTC, also under their `getUTC…` names. */
const getters: readonly (readonly [
  suffix: string,
  name: keyof Parts,
  doc: string,
  result: string,
  epoch: string,
  shift?: number,
])[] = [
  ["FullYear", "year", "The year", "2025", "1970"],
  ["Month", "month", "The month from 0 to 11, as in JavaScript (`month()` counts from 1)", "6", "0", -1],
  ["Date", "day", "The day of the month", "7", "1"],
  ["Day", "weekday", "The day of the week, 0 is Sunday", "1", "4"],
  ["Hours", "hour", "The hour", "15", "0"],
  ["Minutes", "minute", "The minute", "4", "0"],
  ["Seconds", "second", "The second", "5", "0"],
  ["Milliseconds", "millisecond", "The millisecond", "678", "0"],
];

const getter = (
  prefix: "get" | "getUTC",
  [suffix, name, doc, result, epoch, shift = 0]: (typeof getters)[number],
): PlainBuiltin =>
  plain(
    `timestamp.${prefix}${suffix}(time: timestamp) -> number`,
    `${doc}, in UTC.`,
    [gives(`${sample}.${prefix}${suffix}()`, result), gives(`new Date(0).${prefix}${suffix}()`, epoch)],
    (args) => partsIn(self(args), "UTC")[name] + shift,
  );

/** Methods of timestamps. */
export const timestampMethods = [
  plain(
    "timestamp.format(time: timestamp, pattern?: string, timezone?: string) -> string",
    "The timestamp as text by a pattern of `YYYY YY MMMM MMM MM M DD D dddd ddd d HH H hh h mm m ss s SSS A a Z ZZ X x` and `[text]`, in UTC or a time zone; ISO-8601 without a pattern.",
    [
      gives(`${sample}.format("YYYY-MM-DD HH:mm")`, "2025-07-07 15:04"),
      gives(`${sample}.format("dddd, D MMMM [at] h:mm A Z", "Europe/Paris")`, "Monday, 7 July at 5:04 PM +02:00"),
      gives(`${sample}.format()`, "2025-07-07T15:04:05.678Z"),
      fails(`${sample}.format("YYYY", "Mars/Base")`, "AE2132"),
    ],
    (args) =>
      at(args, 1) === null ? iso(self(args)) : formatTimestamp(self(args), textAt(args, 1), textAt(args, 2, "UTC")),
  ),
  plain(
    "timestamp.iso(time: timestamp) -> string",
    "The timestamp as ISO-8601 text in UTC.",
    [gives(`${sample}.iso()`, "2025-07-07T15:04:05.678Z"), gives("new Date(0).iso()", "1970-01-01T00:00:00.000Z")],
    (args) => iso(self(args)),
  ),
  plain(
    "timestamp.toISOString(time: timestamp) -> string",
    "The timestamp as ISO-8601 text in UTC; the same as `iso`.",
    [
      gives("new Date(-1).toISOString()", "1969-12-31T23:59:59.999Z"),
      gives("new Date(0).toISOString()", "1970-01-01T00:00:00.000Z"),
    ],
    (args) => iso(self(args)),
  ),
  plain(
    "timestamp.add(time: timestamp, duration: number | string) -> timestamp",
    'The timestamp moved by a number of seconds (`90`, `2h`) or a text such as `"1h 30m"`.',
    [
      gives(`${sample}.add(1h)`, "2025-07-07T16:04:05.678Z"),
      gives(`${sample}.add("1d 1m")`, "2025-07-08T15:05:05.678Z"),
      fails(`${sample}.add("soon")`, "AE2172"),
      fails(`${sample}.add(1e15)`, "AE2130"),
    ],
    (args) => {
      const duration = at(args, 1);
      const seconds = typeof duration === "number" ? duration : parseDuration(textAt(args, 1));
      if (seconds === null) fail("AE2172", { text: describe(duration) });
      return timestamp(self(args).ms + seconds * 1000);
    },
  ),
  part("year", "The year", "2025"),
  part("month", "The month from 1 to 12", "7"),
  part("day", "The day of the month", "7"),
  part("hour", "The hour from 0 to 23", "15"),
  part("minute", "The minute", "4"),
  part("second", "The second", "5"),
  part("millisecond", "The millisecond", "678"),
  part("weekday", "The day of the week from 0 (Sunday) to 6", "1"),
  plain(
    "timestamp.seconds(time: timestamp) -> number",
    "Seconds since 1970; the same as `num(time)`.",
    [gives("new Date(-500).seconds()", "-0.5"), gives("new Date(1500).seconds()", "1.5")],
    (args) => epochSeconds(self(args)),
  ),
  plain(
    "timestamp.getTime(time: timestamp) -> number",
    "Milliseconds since 1970, as in JavaScript.",
    [gives("new Date(-1).getTime()", "-1"), gives("new Date(1500).getTime()", "1500")],
    (args) => self(args).ms,
  ),
  ...getters.map((entry) => getter("get", entry)),
  ...getters.map((entry) => getter("getUTC", entry)),
];
