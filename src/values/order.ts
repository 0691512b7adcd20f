import { describe } from "./describe.ts";
import { fail } from "./thrown.ts";
import { epochSeconds, parseIso } from "./timestamp.ts";
import { Timestamp, type Value } from "./types.ts";

export type ComparisonOperator = "<" | "<=" | ">" | ">=";

/**
 * The operators `< <= > >=`: numbers with numbers, text with text (by UTF-16 unit), timestamps with timestamps, with
 * ISO-8601 text, or with a number of seconds since 1970. Anything compared with null is false, as is `NaN`.
 * @throws AE2106 for other mixes, AE2107 for text that should be a timestamp and is not
 */
export function compare(operator: ComparisonOperator, a: Value, b: Value): boolean {
  if (a === null || b === null) return false;
  if (typeof a === "string" && typeof b === "string") return decide(operator, a, b);
  if (typeof a === "number" && typeof b === "number") return decide(operator, a, b);
  if (a instanceof Timestamp || b instanceof Timestamp) {
    const left = milliseconds(a, operator, b);
    const right = milliseconds(b, operator, a);
    if (left !== undefined && right !== undefined) return decide(operator, left, right);
  }
  return fail("AE2106", { operator, left: describe(a), right: describe(b) });
}

function decide<T extends number | string>(operator: ComparisonOperator, a: T, b: T): boolean {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

function milliseconds(value: Value, operator: string, other: Value): number | undefined {
  if (value instanceof Timestamp) return value.ms;
  if (typeof value === "number") return value * 1000;
  if (typeof value !== "string") return undefined;
  const parsed = parseIso(value);
  return parsed ? parsed.ms : fail("AE2107", { operator, text: describe(value), timestamp: describe(other) });
}

/** Rank in the total order: boolean, number or timestamp, text, everything else, null. */
function rank(value: Value): number {
  if (value === null) return 4;
  if (typeof value === "boolean") return 0;
  if (typeof value === "number" || value instanceof Timestamp) return 1;
  return typeof value === "string" ? 2 : 3;
}

/**
 * The total order of `sort`, `sort_by`, `min`, `max` and sorted searches; never throws. Kinds go by rank: booleans (false
 * first), numbers and timestamps (by seconds since 1970; `NaN` after all of them), text (by UTF-16 unit), everything else
 * (all alike, so a stable sort keeps their order), null last.
 * @returns a negative number, 0 or a positive number
 */
export function order(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  if (typeof a === "boolean") return Number(a) - Number(b);
  if (typeof a === "number" || a instanceof Timestamp) return numeric(seconds(a), seconds(b as number | Timestamp));
  return 0;
}

/** The order of a descending sort: the reverse of `order`, but null stays last. */
export function orderDescending(a: Value, b: Value): number {
  return a === null || b === null ? order(a, b) : order(b, a);
}

function seconds(value: number | Timestamp): number {
  return typeof value === "number" ? value : epochSeconds(value);
}

function numeric(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
