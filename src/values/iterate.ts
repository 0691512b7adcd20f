import { describe } from "./describe.ts";
import { fail } from "./thrown.ts";
import { ObjectValue, SetValue, type Value } from "./types.ts";

/**
 * What a loop or a spread goes through: the elements of a list (the list itself, not a copy) or set, the keys of an
 * object, the code points of a text.
 * @throws AE2118 for null, naming its expression, AE2119 for other kinds
 */
export function elementsOf(value: Value, name?: () => string): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value instanceof ObjectValue) return [...value.keys()];
  if (value instanceof SetValue) return [...value.elements.values()];
  if (typeof value === "string") return [...value];
  if (value === null) fail("AE2118", { expression: name?.() ?? "null" });
  return fail("AE2119", { value: describe(value) });
}
