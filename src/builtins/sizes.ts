import { checkEntries, checkTextLength } from "../values/limits.ts";
import type { BuiltinContext } from "./declare.ts";

/**
 * Announces a result of `length` entries before it is built: charges steps for the work.
 * @throws Aborted AE4102 when a list, object or set may not become that large
 */
export function reserveEntries(context: BuiltinContext, length: number): void {
  checkEntries(length, context.limits);
  context.charge(length >> 4);
}

/**
 * Announces a text of `length` UTF-16 units before it is built: charges steps for the work.
 * @throws Aborted AE4101 when a text may not become that long
 */
export function reserveText(context: BuiltinContext, length: number): void {
  checkTextLength(length, context.limits);
  context.charge(length >> 8);
}
