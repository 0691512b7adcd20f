import { readJson } from "./json-reader.ts";
import type { SizeLimits } from "./limits.ts";
import { pathText } from "./path.ts";
import { fail } from "./thrown.ts";
import { parseCanonical, timestamp } from "./timestamp.ts";
import { ObjectValue, type Value } from "./types.ts";
import { maxDepth, write } from "./write.ts";

export interface JsonOptions {
  /** Text for one level of indentation; empty (one line) by default. */
  readonly indent?: string;
  /** Only these keys of objects. */
  readonly keys?: readonly string[];
  /** Strict form for memory: functions and regexes are errors instead of being left out. */
  readonly strict?: boolean;
  /** What the value is called in the path of an error. */
  readonly root?: string;
  readonly limits?: SizeLimits;
}

/**
 * JSON text of a value. Keys keep their order, NaN and Infinity become null, sets lists, timestamps ISO text, errors
 * objects, regexes text; functions are left out of objects and null in lists.
 * @throws AE2121 for a cycle, AE2122 beyond 1,000 levels, AE2124 (strict) for functions and regexes, each naming the
 *   path; AE4101 (not catchable)
 */
export function toJson(value: Value, options: JsonOptions = {}): string {
  return write(value, { ...options, mode: options.strict === true ? "store" : "drop" });
}

/** Host JSON: what `JSON.parse` answers. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/**
 * A value as host JSON, for host code that needs it. Host objects put integer-like keys first, so text from `toJson` is
 * the form that keeps the order of keys.
 * @throws AE2121, AE2122, and AE2124 for functions and regexes, each naming the path
 */
export function toPlain(value: Value, root = ""): Plain {
  return JSON.parse(toJson(value, { strict: true, root })) as Plain;
}

export interface FromOptions {
  /** True when text of exactly the timestamp form becomes a timestamp, as in memory. */
  readonly timestamps?: boolean;
}

/** A quoted text that starts with a digit (plain or escaped) before a colon: host objects would move such a key. */
const integerKey = /"(?:\d|\\u003)[^"]*"\s*:/;

/**
 * Reads JSON text. Keys keep their order (integer-like ones too), and every name is an ordinary key.
 * @throws AE2120 with line and column where the text is not JSON, AE2122 beyond 1,000 levels
 */
export function fromJson(text: string, options: FromOptions = {}): Value {
  const timestamps = options.timestamps === true;
  if (integerKey.test(text)) return readJson(text, timestamps);
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    // The reader finds the same mistake and names it in our words.
    return readJson(text, timestamps);
  }
  return fromPlain(plain, options);
}

interface Work {
  readonly source: object;
  readonly target: Value[] | ObjectValue;
  readonly parent: Work | null;
  readonly key: string | number;
  readonly depth: number;
}

/**
 * A value from host JSON. Host dates become timestamps; what JSON has no word for is null in lists and left out of
 * objects, as `JSON.stringify` does.
 * @throws AE2122 beyond 1,000 levels
 */
export function fromPlain(plain: unknown, options: FromOptions = {}): Value {
  const timestamps = options.timestamps === true;
  const work: Work[] = [];
  const convert = (source: unknown, key: string | number, parent: Work | null): Value | undefined => {
    switch (typeof source) {
      case "string":
        return timestamps ? (parseCanonical(source) ?? source) : source;
      case "number":
      case "boolean":
        return source;
      case "bigint":
        return Number(source);
      case "object": {
        if (source === null) return null;
        if (source instanceof Date) return timestamp(source.getTime());
        const target = Array.isArray(source) ? [] : new ObjectValue();
        const item: Work = { source, target, parent, key, depth: (parent?.depth ?? 0) + 1 };
        if (item.depth > maxDepth) fail("AE2122", { path: pathOf(item), limit: maxDepth });
        work.push(item);
        return target;
      }
    }
    return undefined;
  };
  const result = convert(plain, "", null) ?? null;
  for (let item = work.pop(); item !== undefined; item = work.pop()) {
    const { source, target } = item;
    if (Array.isArray(target)) {
      for (const element of source as unknown[]) target.push(convert(element, target.length, item) ?? null);
      continue;
    }
    for (const key of Object.keys(source)) {
      const value = convert((source as Record<string, unknown>)[key], key, item);
      if (value !== undefined) target.set(key, value);
    }
  }
  return result;
}

function pathOf(item: Work): string {
  const keys: (string | number)[] = [];
  for (let at: Work | null = item; at?.parent; at = at.parent) keys.unshift(at.key);
  return pathText("", keys);
}
