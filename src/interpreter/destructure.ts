import { describe } from "../values/describe.ts";
import { errorProperty } from "../values/error.ts";
import { fail } from "../values/thrown.ts";
import { ErrorValue, ObjectValue, type Value } from "../values/types.ts";
import { FIBER, type Frame, type Site } from "./frame.ts";
import { itemsOf } from "./iterate.ts";
import { guard } from "./raise.ts";

/** The object behind `let {…} = value`. @throws AE2016 when it is none */
export function destructuredObject(value: Value, keys: readonly string[], frame: Frame, site: Site): ObjectValue {
  if (value instanceof ObjectValue) return value;
  if (value instanceof ErrorValue) return errorObject(value, keys);
  return guard(frame, site, () => fail("AE2016", { value: describe(value), keys: keys.join(", ") }));
}

/** The elements behind `let […] = value`: lists, texts by character, sets. @throws AE2017 for other kinds */
export function destructuredList(value: Value, frame: Frame, site: Site): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value === null || value instanceof ObjectValue)
    return guard(frame, site, () => fail("AE2017", { value: describe(value) }));
  return itemsOf(value, frame, site, () => describe(value)).values;
}

/** The elements behind the named ones. */
export function restOfList(list: readonly Value[], from: number, frame: Frame): Value[] {
  frame[FIBER].meter.chargeEntries(list.length);
  return list.slice(from);
}

/** A new object with the keys that were not named. */
export function restOfObject(object: ObjectValue, keys: readonly string[]): ObjectValue {
  return new ObjectValue([...object].filter(([key]) => !keys.includes(key)));
}

function errorObject(error: ErrorValue, keys: readonly string[]): ObjectValue {
  const object = new ObjectValue();
  for (const key of keys) {
    const value = errorProperty(error, key);
    if (value !== undefined) object.set(key, value);
  }
  return object;
}
