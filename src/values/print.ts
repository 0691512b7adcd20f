import type { SizeLimits } from "./limits.ts";
import { iso } from "./timestamp.ts";
import { Callable, ErrorValue, RegexValue, Timestamp, type Value } from "./types.ts";
import { functionText, regexText, write } from "./write.ts";

/**
 * A value as it prints and interpolates: texts raw, numbers as in JavaScript (`3`, `NaN`), timestamps as ISO text, errors
 * their message, functions `<function name>`, lists, objects and sets as JSON on one line (a cycle in them prints
 * `"<circular>"`, anything deeper than 1,000 levels `"…"`).
 * @throws AE4101 (not catchable) when the text would be larger than a text may be; nothing else
 */
export function print(value: Value, limits?: SizeLimits): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Timestamp) return iso(value);
  if (value instanceof ErrorValue) return value.message;
  if (value instanceof Callable) return functionText(value);
  if (value instanceof RegexValue) return regexText(value);
  return write(value, { mode: "print", limits });
}
