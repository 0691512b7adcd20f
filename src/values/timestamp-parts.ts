import type { Timestamp } from "./types.ts";

/** A date and time on the clock of some zone. */
export interface Parts {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** 0 = Sunday to 6 = Saturday */
  readonly weekday: number;
}

/** The parts of a timestamp in UTC. */
export function parts(value: Timestamp): Parts {
  const date = new Date(value.ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    weekday: date.getUTCDay(),
  };
}

/** One part of a timestamp by name, undefined for other names. */
export function timestampProperty(value: Timestamp, name: string): number | undefined {
  const all = parts(value);
  return Object.hasOwn(all, name) ? all[name as keyof Parts] : undefined;
}
