import { keyText } from "./access.ts";
import type { OperandNames } from "./arithmetic.ts";
import { describe } from "./describe.ts";
import { same } from "./equal.ts";
import { hasIn, setOf } from "./set.ts";
import { fail } from "./thrown.ts";
import { ObjectValue, SetValue, type Value } from "./types.ts";

/** Comparisons of a list with a list beyond which a set of the container is built first. */
const scan = 256;

/**
 * The operator `in`: a value in a list or set (by value), a key in an object, a part in a text. A list on the left means
 * that every element is in the container.
 * @throws AE2108 when the container is null, AE2109 when it holds nothing, AE2110 when only text can be in it, AE2113 for
 *   a value that cannot be a key
 */
export function inOperator(value: Value, container: Value, names?: OperandNames): boolean {
  if (container === null) fail("AE2108", { expression: names?.()[1] ?? "null" });
  if (!Array.isArray(value)) return contains(container, value);
  if (Array.isArray(container) && value.length * container.length > scan) {
    const set = setOf(container);
    return value.every((element) => hasIn(set, element));
  }
  return checked(container) && value.every((element) => contains(container, element));
}

function contains(container: Value, value: Value): boolean {
  if (Array.isArray(container)) return container.some((element) => same(element, value));
  if (container instanceof ObjectValue) return container.has(keyText(value));
  if (container instanceof SetValue) return hasIn(container, value);
  if (typeof container !== "string") return checked(container);
  return typeof value === "string" ? container.includes(value) : fail("AE2110", { value: describe(value) });
}

/** True for kinds that can hold something; says so even when there is nothing to look for. */
function checked(container: Value): boolean {
  if (Array.isArray(container) || container instanceof ObjectValue || container instanceof SetValue) return true;
  return typeof container === "string" || fail("AE2109", { container: describe(container) });
}
