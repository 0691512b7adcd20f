import { kindOf, kindWords } from "./kind.ts";
import { iso } from "./timestamp.ts";
import { Callable, ErrorValue, ObjectValue, RegexValue, SetValue, Timestamp, type Value } from "./types.ts";

const longest = 24;

/** Quotes a text for a message, cut to a readable length: `"agent_sync"`, `"a long te…"`. */
export function quote(text: string, length = longest): string {
  return JSON.stringify(text.length > length ? `${cut(text, length)}…` : text);
}

/** The first `length` UTF-16 units of a text, not splitting a surrogate pair. */
export function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** A value in a few words for messages: `text "abc…"`, `the number 3`, `a list of 3`, `null`. */
export function describe(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return `text ${quote(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  if (value instanceof Timestamp) return `the timestamp ${iso(value)}`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (value instanceof ObjectValue) return describeKeys(value);
  if (value instanceof SetValue) return value.elements.size === 0 ? "an empty set" : `a set of ${value.elements.size}`;
  if (value instanceof Callable) return value.name === "" ? "a function" : `the function ${value.name}`;
  if (value instanceof ErrorValue) return `the error ${quote(value.message)}`;
  if (value instanceof RegexValue) return `the regex /${cut(value.source, longest)}/${value.flags}`;
  return kindWords(kindOf(value));
}

function describeKeys(object: ObjectValue): string {
  if (object.size === 0) return "an empty object";
  const keys: string[] = [];
  for (const key of object.keys()) {
    if (keys.length === 3) return `an object with ${keys.join(", ")}, …`;
    keys.push(key.length > longest ? `${cut(key, longest)}…` : key);
  }
  return `an object with ${keys.join(", ")}`;
}
