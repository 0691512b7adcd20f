import { elementsOf } from "../values/iterate.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import { FIBER, type Frame, type Site } from "./frame.ts";
import { guard } from "./raise.ts";

/** What a `for` goes over, as it was when the loop began. */
export interface Items {
  /** The keys of an object; null where the keys are the indexes. */
  readonly keys: readonly Value[] | null;
  readonly values: readonly Value[];
}

/** @throws AE2118 for null, naming the expression; AE2119 for kinds that hold nothing */
export function itemsOf(value: Value, frame: Frame, site: Site, text: () => string): Items {
  if (Array.isArray(value)) {
    guard(frame, site, () => frame[FIBER].meter.chargeEntries(value.length));
    return { keys: null, values: value.slice() };
  }
  if (value instanceof ObjectValue) return { keys: [...value.keys()], values: [...value.values()] };
  return { keys: null, values: guard(frame, site, () => elementsOf(value, text)) };
}
