import { quote } from "./describe.ts";
import { fail } from "./thrown.ts";
import { type Parts, parts } from "./timestamp-parts.ts";
import { Timestamp } from "./types.ts";

const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const token = /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|d|HH|H|hh|h|mm|m|ss|s|SSS|A|a|ZZ|Z|X|x/g;

/**
 * A timestamp as text by a pattern. Tokens: `YYYY YY` year, `MMMM MMM MM M` month (July, Jul, 07, 7), `DD D` day,
 * `dddd ddd d` weekday (Monday, Mon, 1), `HH H` hour, `hh h` hour of 12, `A a` AM or am, `mm m` minute, `ss s` second,
 * `SSS` millisecond, `Z ZZ` offset (+02:00, +0200), `X x` seconds and milliseconds since 1970; text in `[brackets]` and
 * every other character stands for itself. Names are English.
 * @param zone an IANA time zone such as `Europe/Paris`; UTC by default
 * @throws AE2132 for a time zone that does not exist
 */
export function formatTimestamp(value: Timestamp, pattern: string, zone = "UTC"): string {
  const offset = zoneOffset(value, zone);
  const clock = parts(new Timestamp(value.ms + offset));
  return pattern.replace(token, (found, literal: string | undefined) => literal ?? word(found, clock, value, offset));
}

/**
 * The parts of a timestamp on the clock of an IANA time zone.
 * @throws AE2132 for a time zone that does not exist
 */
export function partsIn(value: Timestamp, zone: string): Parts {
  return parts(new Timestamp(value.ms + zoneOffset(value, zone)));
}

/**
 * How far the clock of a time zone is ahead of UTC at an instant, in milliseconds (negative when behind).
 * @throws AE2132 for a time zone that does not exist
 */
export function zoneOffset(value: Timestamp, zone: string): number {
  if (zone === "UTC") return 0;
  const wall: Record<string, number> = {};
  for (const part of clockOf(zone).formatToParts(value.ms)) wall[part.type] = Number(part.value);
  const date = new Date(0);
  date.setUTCFullYear(wall.year!, wall.month! - 1, wall.day!);
  date.setUTCHours(wall.hour!, wall.minute!, wall.second!);
  return date.getTime() - Math.floor(value.ms / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  try {
    const clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, clock);
    return clock;
  } catch {
    return fail("AE2132", { zone: quote(zone, 60) });
  }
}

function word(name: string, clock: Parts, value: Timestamp, offset: number): string {
  const twelve = clock.hour % 12 || 12;
  switch (name) {
    case "YYYY":
      return pad(clock.year, 4);
    case "YY":
      return pad(clock.year % 100, 2);
    case "MMMM":
      return months[clock.month - 1]!;
    case "MMM":
      return months[clock.month - 1]!.slice(0, 3);
    case "MM":
    case "M":
      return pad(clock.month, name.length);
    case "DD":
    case "D":
      return pad(clock.day, name.length);
    case "dddd":
      return weekdays[clock.weekday]!;
    case "ddd":
      return weekdays[clock.weekday]!.slice(0, 3);
    case "d":
      return String(clock.weekday);
    case "HH":
    case "H":
      return pad(clock.hour, name.length);
    case "hh":
    case "h":
      return pad(twelve, name.length);
    case "A":
      return clock.hour < 12 ? "AM" : "PM";
    case "a":
      return clock.hour < 12 ? "am" : "pm";
    case "mm":
    case "m":
      return pad(clock.minute, name.length);
    case "ss":
    case "s":
      return pad(clock.second, name.length);
    case "SSS":
      return pad(clock.millisecond, 3);
    case "X":
      return String(Math.floor(value.ms / 1000));
    case "x":
      return String(value.ms);
    default:
      return offsetText(offset / 60_000, name === "Z" ? ":" : "");
  }
}

function offsetText(minutes: number, separator: string): string {
  const whole = Math.abs(Math.trunc(minutes));
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(whole / 60), 2)}${separator}${pad(whole % 60, 2)}`;
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, "0");
}
