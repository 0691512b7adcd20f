import { fail } from "./thrown.ts";
import { Timestamp } from "./types.ts";

/** Years 0000 to 9999: every timestamp prints in the same 24 characters. */
const earliest = -62_167_219_200_000;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * A timestamp from milliseconds since 1970-01-01T00:00:00Z, rounded to whole milliseconds.
 * @throws AE2130 when it is not a number or outside the years 0000 to 9999
 */
export function timestamp(ms: number): Timestamp {
  const whole = Math.round(ms);
  if (!(whole >= earliest && whole <= latest)) fail("AE2130", { seconds: ms / 1000 });
  return new Timestamp(whole === 0 ? 0 : whole);
}

/** The canonical text, `YYYY-MM-DDTHH:MM:SS.mmmZ` (UTC, always 24 characters). */
export function iso(value: Timestamp): string {
  return new Date(value.ms).toISOString();
}

/** A timestamp as seconds since 1970-01-01T00:00:00Z, with its milliseconds as a fraction. */
export function epochSeconds(value: Timestamp): number {
  return value.ms / 1000;
}

const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Reads exactly the canonical form, the only text that becomes a timestamp in memory; null for every other text and for
 * dates that do not exist.
 */
export function parseCanonical(text: string): Timestamp | null {
  if (text.length !== 24 || text.charCodeAt(10) !== 84 || !canonical.test(text)) return null;
  const ms = Date.parse(text);
  // The host takes February 30 for March 2 and 24:00 for the next day; only then is the text not what it prints as.
  const certain = text.slice(8, 10) <= "28" && text.slice(11, 13) <= "23";
  return Number.isNaN(ms) || !(certain || new Date(ms).toISOString() === text) ? null : new Timestamp(ms);
}

const zone = String.raw`(?:([Zz])|([+-])(\d\d):?(\d\d)?)`;
const clock = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?`;
const lenient = new RegExp(String.raw`^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ]${clock}\s*${zone}?)?)?)?$`);

/**
 * Reads an ISO-8601 date or date and time: `2025`, `2025-07`, `2025-07-07`, `2025-07-07T15:00`, with seconds, a fraction
 * and a zone (`Z`, `+02:00`, `+0200`, `+02`). Without a zone it is UTC. Null for anything else, including dates that do
 * not exist.
 */
export function parseIso(text: string): Timestamp | null {
  const found = lenient.exec(text.trim());
  if (!found) return null;
  const [, year, month = "1", day = "1", hour = "0", minute = "0", second = "0", fraction = "0"] = found;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(parts[0], parts[1] - 1, parts[2]);
  if (date.getUTCMonth() !== parts[1] - 1 || date.getUTCDate() !== parts[2]) return null;
  const midnight = parts[3] === 24 && parts[4] === 0 && parts[5] === 0 && Number(fraction) === 0;
  if ((parts[3] > 23 && !midnight) || parts[4] > 59 || parts[5] > 59) return null;
  const millis = Math.trunc(Number(`0.${fraction}`) * 1000 + 1e-6);
  const time = ((parts[3] * 60 + parts[4]) * 60 + parts[5]) * 1000 + millis;
  const [sign, zoneHours = "0", zoneMinutes = "0"] = [found[9], found[10], found[11]];
  if (Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return null;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === "-" ? -1 : 1);
  const ms = date.getTime() + time - offset;
  return ms >= earliest && ms <= latest ? new Timestamp(ms) : null;
}
