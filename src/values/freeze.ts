import { ObjectValue, type Value } from "./types.ts";

/**
 * Makes a list or an object read-only for scripts, not what is in it; other kinds are as they are.
 * @returns the same value
 */
export function freeze<T extends Value>(value: T): T {
  if (Array.isArray(value)) Object.freeze(value);
  else if (value instanceof ObjectValue) Object.defineProperty(value, "readOnly", { value: true });
  return value;
}

/** True for values scripts cannot change: read-only lists and objects, and every kind without changeable parts. */
export function isFrozen(value: Value): boolean {
  if (Array.isArray(value)) return Object.isFrozen(value);
  return value instanceof ObjectValue ? value.readOnly : true;
}
