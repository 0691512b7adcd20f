import { describe } from "./describe.ts";
import { errorProperty } from "./error.ts";
import { kindOf, kindWords } from "./kind.ts";
import { checkEntries, type SizeLimits } from "./limits.ts";
import { print } from "./print.ts";
import { fail } from "./thrown.ts";
import { timestampProperty } from "./timestamp-parts.ts";
import { Callable, ErrorValue, ObjectValue, RegexValue, SetValue, Timestamp, type Value } from "./types.ts";

/** The source text of the expression a value came from, asked for only when an error names it. */
export type ExpressionName = () => string;

/**
 * The text of a value used as a key: text itself; numbers, booleans, timestamps and null as printed.
 * @throws AE2113 for other kinds
 */
export function keyText(key: Value): string {
  if (typeof key === "string") return key;
  if (key === null || typeof key === "number" || typeof key === "boolean" || key instanceof Timestamp)
    return print(key);
  return fail("AE2113", { key: describe(key) });
}

/**
 * `container[index]`: an element of a list or a UTF-16 unit of a text (negative counts from the end), else a property.
 * A missing one is null.
 * @throws AE2001 on null, AE2111 when a list or text index is no integer, AE2113 when a key is no key
 */
export function getIndex(container: Value, index: Value, name?: ExpressionName): Value {
  if (Array.isArray(container) || typeof container === "string") {
    const at = integerIndex(container, index);
    return container[at < 0 ? at + container.length : at] ?? null;
  }
  return getProperty(container, keyText(index), name);
}

/**
 * `value.name`: an own key of an object; `length` of lists, texts and functions; `size` of sets; the fields of errors;
 * `source` and `flags` of regexes; `name` of functions; the parts of timestamps (`year` … `millisecond`, UTC). A missing one is
 * null.
 * @throws AE2001 on null
 */
export function getProperty(value: Value, property: string, name?: ExpressionName): Value {
  if (value instanceof ObjectValue) return value.get(property) ?? null;
  if (value === null) fail("AE2001", { property, expression: name?.() ?? "null" });
  if (typeof value === "string" || Array.isArray(value)) return property === "length" ? value.length : null;
  if (value instanceof ErrorValue) return errorProperty(value, property) ?? null;
  if (value instanceof SetValue) return property === "size" || property === "length" ? value.elements.size : null;
  if (value instanceof Timestamp) return timestampProperty(value, property) ?? null;
  if (value instanceof RegexValue) return property === "source" || property === "flags" ? value[property] : null;
  if (!(value instanceof Callable)) return null;
  if (property === "name") return value.name;
  return property === "length" ? value.arity : null;
}

/**
 * `container[index] = value`.
 * @throws AE2117 on null, AE2111 for a list index that is no integer, AE2112 past the end of a list, AE2113, AE2114 for
 *   read-only objects, AE2115 for read-only lists, AE2116 for kinds without changeable parts, AE4102
 */
export function setIndex(
  container: Value,
  index: Value,
  value: Value,
  name?: ExpressionName,
  limits?: SizeLimits,
): void {
  if (!Array.isArray(container)) {
    setProperty(container, keyTextOf(container, index), value, name, limits);
    return;
  }
  const at = integerIndex(container, index);
  checkChangeable(container);
  const place = at < 0 ? at + container.length : at;
  if (place < 0 || place >= container.length) fail("AE2112", { index: at, length: container.length });
  container[place] = value;
}

/**
 * `object.property = value`.
 * @throws AE2117 on null, AE2114 for read-only objects, AE2116 for other kinds, AE4102
 */
export function setProperty(
  target: Value,
  property: string,
  value: Value,
  name?: ExpressionName,
  limits?: SizeLimits,
): void {
  if (target === null) fail("AE2117", { property, expression: name?.() ?? "null" });
  if (!(target instanceof ObjectValue)) fail("AE2116", { property, value: kindWords(kindOf(target)) });
  if (target.readOnly) fail("AE2114", { property });
  if (!target.has(property)) checkEntries(target.size + 1, limits);
  target.set(property, value);
}

/** @throws AE2115 when a list is read-only (part of `config`) */
export function checkChangeable(list: readonly Value[]): void {
  if (Object.isFrozen(list)) fail("AE2115");
}

function integerIndex(container: Value[] | string, index: Value): number {
  if (typeof index === "number" && Number.isInteger(index)) return index;
  return fail("AE2111", { index: describe(index), container: kindWords(kindOf(container)) });
}

/** Kinds without keys get the better message about what cannot be changed before the key is judged. */
function keyTextOf(container: Value, index: Value): string {
  return container instanceof ObjectValue ? keyText(index) : print(index);
}
