import { abort } from "./thrown.ts";

/** How large single values may become. */
export interface SizeLimits {
  /** UTF-16 units in one text */
  readonly stringLength: number;
  /** entries in one list, object or set */
  readonly listLength: number;
}

export const defaultSizes: SizeLimits = { stringLength: 16 * 1024 * 1024, listLength: 5_000_000 };

/** @throws AE4101 (not catchable) when a text of this length may not exist; call it before building the text */
export function checkTextLength(length: number, limits: SizeLimits = defaultSizes): void {
  if (length > limits.stringLength) abort("AE4101", { length, limit: limits.stringLength });
}

/** @throws AE4102 (not catchable) when a list, object or set with this many entries may not exist */
export function checkEntries(length: number, limits: SizeLimits = defaultSizes): void {
  if (length > limits.listLength) abort("AE4102", { length, limit: limits.listLength });
}
