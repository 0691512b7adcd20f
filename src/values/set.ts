import { needsHash, same } from "./equal.ts";
import { hash } from "./hash.ts";
import { checkEntries, type SizeLimits } from "./limits.ts";
import { SetValue, type Value } from "./types.ts";

/**
 * By hash, the elements of a set that a host map cannot find by value; built at the first look-up. A list or object
 * that is changed after it was added is still found by identity, and by value only while its hash stays the same.
 */
const indexes = new WeakMap<SetValue, Map<number, Value[]>>();

/** A set with the distinct values of a list, in order of their first occurrence. */
export function setOf(values: Iterable<Value>, limits?: SizeLimits): SetValue {
  const set = new SetValue();
  for (const value of values) addTo(set, value, limits);
  return set;
}

/** True when an equal value is an element (`NaN` equals `NaN` here). */
export function hasIn(set: SetValue, value: Value): boolean {
  return find(set, value) !== undefined;
}

/**
 * Adds a value unless an equal one is there; answers whether it was added.
 * @throws AE4102 (not catchable) when the set is full
 */
export function addTo(set: SetValue, value: Value, limits?: SizeLimits): boolean {
  if (set.elements.has(value)) return false;
  if (needsHash(value)) {
    const bucket = bucketOf(set, value);
    if (bucket.some((element) => same(element, value))) return false;
    checkEntries(set.elements.size + 1, limits);
    bucket.push(value);
  } else checkEntries(set.elements.size + 1, limits);
  set.elements.set(value, value);
  return true;
}

/** Removes the element equal to a value; answers whether there was one. */
export function deleteFrom(set: SetValue, value: Value): boolean {
  const found = find(set, value);
  if (found === undefined) return false;
  set.elements.delete(found);
  if (needsHash(found)) unindex(indexOf(set), found);
  return true;
}

/** Removes every element. */
export function clearSet(set: SetValue): void {
  set.elements.clear();
  indexes.delete(set);
}

/** The distinct values of a list, in order of their first occurrence. */
export function distinct(values: readonly Value[]): Value[] {
  return [...setOf(values).elements.values()];
}

function find(set: SetValue, value: Value): Value | undefined {
  if (set.elements.has(value)) return value;
  if (!needsHash(value)) return undefined;
  return indexOf(set)
    .get(hash(value))
    ?.find((element) => same(element, value));
}

function indexOf(set: SetValue): Map<number, Value[]> {
  let index = indexes.get(set);
  if (index === undefined) {
    index = new Map();
    indexes.set(set, index);
    for (const element of set.elements.values()) if (needsHash(element)) bucketOf(set, element).push(element);
  }
  return index;
}

/** Where a value belongs; made when there is none. */
function bucketOf(set: SetValue, value: Value): Value[] {
  const index = indexOf(set);
  const key = hash(value);
  let bucket = index.get(key);
  if (bucket === undefined) index.set(key, (bucket = []));
  return bucket;
}

/** The hash may have changed since the element was added, so a missing one is searched everywhere. */
function unindex(index: Map<number, Value[]>, element: Value): void {
  const remove = (bucket: Value[] | undefined): boolean => {
    const at = bucket?.indexOf(element) ?? -1;
    if (at >= 0) bucket!.splice(at, 1);
    return at >= 0;
  };
  if (remove(index.get(hash(element)))) return;
  for (const bucket of index.values()) if (remove(bucket)) return;
}
