import { elementsOf } from "../values/iterate.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import type { Frame, Site } from "./frame.ts";
import { guard } from "./raise.ts";

/** What a `for` goes over, as it was when the loop began. */
export interface Items {
  readonly count: number;
  /** With one loop name: the element, or the key of an object. */
  single(index: number): Value;
  /** With two: the index or key, and the element or value. */
  key(index: number): Value;
  value(index: number): Value;
}

class Elements implements Items {
  readonly count: number;
  constructor(private readonly items: readonly Value[]) {
    this.count = items.length;
  }
  single(index: number): Value {
    return this.items[index]!;
  }
  key(index: number): Value {
    return index;
  }
  value(index: number): Value {
    return this.items[index]!;
  }
}

class Entries implements Items {
  readonly count: number;
  constructor(private readonly entries: readonly (readonly [string, Value])[]) {
    this.count = entries.length;
  }
  single(index: number): Value {
    return this.entries[index]![0];
  }
  key(index: number): Value {
    return this.entries[index]![0];
  }
  value(index: number): Value {
    return this.entries[index]![1];
  }
}

/** @throws AE2118 for null, naming the expression; AE2119 for kinds that hold nothing */
export function itemsOf(value: Value, frame: Frame, site: Site, text: () => string): Items {
  if (Array.isArray(value)) return new Elements(value.slice());
  if (value instanceof ObjectValue) return new Entries([...value]);
  return new Elements(guard(frame, site, () => elementsOf(value, text)));
}
