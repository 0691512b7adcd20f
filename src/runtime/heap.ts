import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | null = null;

/**
 * Bytes of heap in use.
 * @param exact collect garbage first, so that only what is reachable counts (slow)
 */
export function heapUsed(exact: boolean): number {
  if (exact) {
    collect ??= collector();
    collect();
  }
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** The host's garbage collector as a function: the flag makes it visible to contexts created after it. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  return gc;
}

/** What a run may let the heap grow by: the given limit, or 60 % of the host's own limit if that is less. */
export function heapGrowthLimit(limit: number): number {
  return Math.min(limit, Math.floor(getHeapStatistics().heap_size_limit * 0.6));
}
