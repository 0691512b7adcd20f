import { describe } from "../values/describe.ts";
import { fail } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";

/**
 * Milliseconds to wait for what a script asked.
 * @throws Thrown AE2510 unless it is a finite number of at least 0
 */
export function waitingTime(operation: string, value: Value, unit: "seconds" | "milliseconds"): number {
  if (typeof value !== "number" || !(value >= 0) || value === Number.POSITIVE_INFINITY) {
    return fail("AE2510", { operation, unit, value: describe(value) });
  }
  return unit === "seconds" ? value * 1000 : value;
}
