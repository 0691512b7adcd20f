import { isCompound } from "./kind.ts";
import { ObjectValue, SetValue, type Value } from "./types.ts";

/**
 * A detached deep copy: lists, objects and sets are copied (shared parts stay shared, cycles stay cycles, read-only ones
 * become changeable), functions, regexes and errors are the same. No limit of depth.
 */
export function copy<T extends Value>(value: T): T;
export function copy(value: Value): Value {
  if (!isCompound(value)) return value;
  const copies = new Map<Value, Value[] | ObjectValue | SetValue>();
  const work: (Value[] | ObjectValue | SetValue)[] = [];
  const twin = (source: Value): Value => {
    if (!isCompound(source)) return source;
    let target = copies.get(source);
    if (target === undefined) {
      target = Array.isArray(source) ? [] : source instanceof ObjectValue ? new ObjectValue() : new SetValue();
      copies.set(source, target);
      work.push(source);
    }
    return target;
  };
  const result = twin(value);
  for (let source = work.pop(); source !== undefined; source = work.pop()) {
    const target = copies.get(source)!;
    if (Array.isArray(source)) for (const element of source) (target as Value[]).push(twin(element));
    else if (source instanceof ObjectValue) {
      for (const [key, element] of source) (target as ObjectValue).set(key, twin(element));
    } else {
      for (const element of source.elements.values()) {
        const other = twin(element);
        (target as SetValue).elements.set(other, other);
      }
    }
  }
  return result;
}
