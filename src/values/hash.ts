import { isCompound } from "./kind.ts";
import { Callable, ErrorValue, ObjectValue, RegexValue, type SetValue, Timestamp, type Value } from "./types.ts";

/** Levels of a value that take part in its hash: deeper ones only differ in equality. Bounds the work on cycles. */
const levels = 2;
/** List elements that take part, from the front. */
const elements = 16;

/**
 * A 32-bit hash by value: equal values (see `same`) have equal hashes, whatever the order of keys and set elements.
 * Functions, regexes and errors all hash alike per kind; equality tells them apart by identity.
 */
export function hash(value: Value, depth = levels): number {
  switch (typeof value) {
    case "string":
      return hashText(value);
    case "number":
      return hashNumber(value);
    case "boolean":
      return value ? 0x51ed : 0x2f0b;
  }
  if (value === null) return 0x7a3d;
  if (value instanceof Timestamp) return mix(0x1b87, hashNumber(value.ms));
  if (!isCompound(value)) {
    if (value instanceof Callable) return 0x33f1;
    return value instanceof RegexValue ? 0x44c9 : value instanceof ErrorValue ? 0x6d25 : (value satisfies never);
  }
  if (Array.isArray(value)) return hashList(value, depth);
  if (value instanceof ObjectValue) return hashObject(value, depth);
  return hashSet(value, depth);
}

function hashList(list: readonly Value[], depth: number): number {
  let result = mix(0x11a7, list.length);
  if (depth === 0) return result;
  for (let at = 0; at < list.length && at < elements; at++) result = mix(result, hash(list[at]!, depth - 1));
  return result;
}

function hashObject(object: ObjectValue, depth: number): number {
  let sum = 0;
  for (const [key, value] of object) {
    sum = (sum + mix(hashText(key), depth === 0 ? 0 : hash(value, depth - 1))) | 0;
  }
  return mix(mix(0x22b3, object.size), sum);
}

function hashSet(set: SetValue, depth: number): number {
  let sum = 0;
  if (depth > 0) for (const value of set.elements.values()) sum = (sum + mix(0x9d, hash(value, depth - 1))) | 0;
  return mix(mix(0x55e1, set.elements.size), sum);
}

function hashText(text: string): number {
  let result = 0x811c ^ text.length;
  const step = text.length > 64 ? text.length >> 5 : 1;
  for (let at = 0; at < text.length; at += step) result = (Math.imul(result, 31) + text.charCodeAt(at)) | 0;
  return result;
}

function hashNumber(number: number): number {
  const whole = number | 0;
  if (whole === number) return mix(0x3c6e, whole);
  return Number.isFinite(number)
    ? hashText(String(number))
    : Number.isNaN(number)
      ? 0x7ff8
      : number > 0
        ? 0x7ff1
        : 0x7ff2;
}

function mix(a: number, b: number): number {
  return Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b) | 0;
}
