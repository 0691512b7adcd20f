import { Callable, ErrorValue, type Kind, ObjectValue, RegexValue, SetValue, Timestamp, type Value } from "./types.ts";

/** The word `typeof` answers for a value. */
export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
  }
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (value instanceof ObjectValue) return "object";
  if (value instanceof Timestamp) return "timestamp";
  if (value instanceof Callable) return "function";
  if (value instanceof SetValue) return "set";
  if (value instanceof ErrorValue) return "error";
  if (value instanceof RegexValue) return "regex";
  return value satisfies never;
}

/** Truth of a value: `null`, `false`, `0`, `""` and `NaN` are false, everything else (empty lists and objects too) is true. */
export function truthy(value: Value): boolean {
  return Boolean(value);
}

/** True for values that hold other values. */
export function isCompound(value: Value): value is Value[] | ObjectValue | SetValue {
  return Array.isArray(value) || value instanceof ObjectValue || value instanceof SetValue;
}

const words: Record<Kind, string> = {
  null: "null",
  boolean: "a boolean",
  number: "a number",
  string: "text",
  timestamp: "a timestamp",
  list: "a list",
  object: "an object",
  set: "a set",
  regex: "a regex",
  function: "a function",
  error: "an error",
};

/** A kind with its article, for messages: `a list`, `text`. */
export function kindWords(kind: Kind): string {
  return words[kind];
}
