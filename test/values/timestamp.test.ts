import { describe, expect, it } from "vitest";
import { parseDuration, printDuration } from "../../src/values/duration.ts";
import { iso, parseCanonical, parseIso, timestamp } from "../../src/values/timestamp.ts";
import { formatTimestamp } from "../../src/values/timestamp-format.ts";
import { code, failure } from "./support.ts";

const show = (value: ReturnType<typeof parseIso>) => (value === null ? null : iso(value));

describe("timestamps", () => {
  const canonical: [string, boolean][] = [
    ["2025-07-07T15:00:00.000Z", true],
    ["0000-01-01T00:00:00.000Z", true],
    ["9999-12-31T23:59:59.999Z", true],
    ["2025-07-07T15:00:00Z", false],
    ["2025-07-07T15:00:00.000+0", false],
    ["2025-02-30T00:00:00.000Z", false],
    ["2025-07-07T24:00:00.000Z", false],
    ["2025-07-07t15:00:00.000z", false],
    [" 025-07-07T15:00:00.000Z", false],
  ];
  it.each(canonical)("%j is the canonical form: %s", (text, expected) => {
    expect(show(parseCanonical(text))).toBe(expected ? text : null);
  });

  const lenient: [string, string | null][] = [
    ["2025", "2025-01-01T00:00:00.000Z"],
    ["2025-07", "2025-07-01T00:00:00.000Z"],
    ["2025-07-07", "2025-07-07T00:00:00.000Z"],
    ["2025-07-07T15:04", "2025-07-07T15:04:00.000Z"],
    ["2025-07-07 15:04:05", "2025-07-07T15:04:05.000Z"],
    ["2025-07-07T15:04:05.6789Z", "2025-07-07T15:04:05.678Z"],
    ["2025-07-07T15:04:05+02:00", "2025-07-07T13:04:05.000Z"],
    ["2025-07-07T15:04:05-0330", "2025-07-07T18:34:05.000Z"],
    ["2025-07-07T15:04:05+02", "2025-07-07T13:04:05.000Z"],
    ["2025-07-07T24:00", "2025-07-08T00:00:00.000Z"],
    ["0001-01-01", "0001-01-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["2025-02-29", null],
    ["2025-13-01", null],
    ["2025-07-07T25:00", null],
    ["2025-07-07T15:60", null],
    ["2025-07-07T24:01", null],
    ["2025-07T15:00", null],
    ["07/07/2025", null],
    ["soon", null],
    ["", null],
    ["0000-01-01T00:00:00+01:00", null],
  ];
  it.each(lenient)("%j is read as %s", (text, expected) => {
    expect(show(parseIso(text))).toBe(expected);
  });

  it("round to milliseconds and stay within the years 0000 to 9999", () => {
    expect(iso(timestamp(1.6))).toBe("1970-01-01T00:00:00.002Z");
    expect(Object.is(timestamp(-0.4).ms, 0)).toBe(true);
    expect(code(() => timestamp(Date.UTC(10_000, 0, 1)))).toBe("AE2130");
    expect(code(() => timestamp(Number.NaN))).toBe("AE2130");
  });
});

describe("formatTimestamp", () => {
  const time = parseIso("2025-07-07T05:04:09.067Z")!;
  const table: [string, string | undefined, string][] = [
    ["YYYY-MM-DD HH:mm:ss.SSS", undefined, "2025-07-07 05:04:09.067"],
    ["D.M.YY H:m:s", undefined, "7.7.25 5:4:9"],
    ["dddd ddd d MMMM MMM", undefined, "Monday Mon 1 July Jul"],
    ["hh:mm A, h a", "Asia/Tokyo", "02:04 PM, 2 pm"],
    ["hh A", "UTC", "05 AM"],
    ["DD HH Z ZZ", "America/New_York", "07 01 -04:00 -0400"],
    ["HH:mm Z", "Asia/Kolkata", "10:34 +05:30"],
    ["X x", undefined, "1751864649 1751864649067"],
    ["[YYYY is] YYYY", undefined, "YYYY is 2025"],
    ["[]", undefined, ""],
  ];
  it.each(table)("%s in %s", (pattern, zone, expected) => {
    expect(formatTimestamp(time, pattern, zone)).toBe(expected);
  });

  it("follows daylight saving", () => {
    const winter = parseIso("2025-01-07T12:00:00Z")!;
    expect(formatTimestamp(winter, "HH Z", "Europe/Paris")).toBe("13 +01:00");
    expect(formatTimestamp(time, "HH Z", "Europe/Paris")).toBe("07 +02:00");
  });

  it("names a time zone that does not exist", () => {
    expect(failure(() => formatTimestamp(time, "YYYY", "Mars/Base"))).toBe(
      'AE2132: There is no time zone "Mars/Base".',
    );
  });
});

describe("durations", () => {
  const prints: [number, string][] = [
    [90, "1m 30s"],
    [0, "0s"],
    [0.5, "500ms"],
    [3600, "1h"],
    [3661, "1h 1m"],
    [86_400 * 8 + 5, "1w 1d"],
    [59.9996, "1m"],
    [-90, "-1m 30s"],
    [1.25, "1s 250ms"],
    [Number.POSITIVE_INFINITY, "Infinity"],
  ];
  it.each(prints)("%d seconds print as %s", (seconds, expected) => {
    expect(printDuration(seconds)).toBe(expected);
  });

  const reads: [string, number | null][] = [
    ["90s", 90],
    ["1m 30s", 90],
    ["1.5h", 5400],
    ["500ms", 0.5],
    ["1w2d", 777_600],
    ["5min", null],
    ["5", null],
    ["", null],
    ["s", null],
    ["-5s", null],
  ];
  it.each(reads)("%j is %s seconds", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});
