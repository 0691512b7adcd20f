import { ObjectValue, type Value } from "../values/types.ts";

/** The steps of a path text: `a.b[0].c` is `a`, `b`, `0`, `c`. */
function steps(path: string): string[] {
  return path.replace(/\[(-?\d+)\]/g, ".$1").split(".");
}

function step(value: Value, key: string): Value | undefined {
  if (value instanceof ObjectValue) return value.get(key);
  if (!Array.isArray(value) || !/^-?\d+$/.test(key)) return undefined;
  const at = Number(key);
  return value[at < 0 ? at + value.length : at];
}

/**
 * What a path reaches in objects and lists, undefined where something on the way is missing. A key of exactly that text
 * wins over the path; a list gives the steps one by one.
 */
export function reach(value: Value, path: string | readonly string[]): Value | undefined {
  if (typeof path === "string") {
    const whole = step(value, path);
    if (whole !== undefined || !/[.[]/.test(path)) return whole;
    path = steps(path);
  }
  let at: Value | undefined = value;
  for (const key of path) {
    at = step(at, key);
    if (at === undefined) return undefined;
  }
  return at;
}

/** The key of an item by the name, path or index in `selector`; null where it is missing. Never fails. */
export function elementAt(item: Value, selector: Value): Value {
  return reach(item, String(selector)) ?? null;
}
