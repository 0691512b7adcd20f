import type { MemoryAccess } from "../semantics/memory-access.ts";
import type { Span } from "../text/span.ts";
import type { Aborted } from "../values/thrown.ts";
import type { ErrorValue, ObjectValue, Value } from "../values/types.ts";

export type { MemoryAccess };

/** The owner of the source text in which an effect stands; permissions are decided by it. */
export interface Origin {
  /** Plugin name; null for a file without a plugin. */
  readonly plugin: string | null;
  readonly memoryAccess: MemoryAccess;
  /** Display path of the file. */
  readonly path: string;
}

/** A built-in that only the Run can perform. */
export interface Effect {
  /** Name of the built-in or statement: `store_memory`, `now`, `memory.begin`, `log` (args: level or null, value), `wait` (args: seconds), … */
  readonly operation: string;
  readonly args: readonly Value[];
  readonly origin: Origin;
  /** Where it stands in the file of `origin`. */
  readonly span: Span;
}

/** What a waiting script yields to its driver. The driver answers with `next(value)` or `throw(Thrown | Aborted)`. */
export type Request =
  | { readonly kind: "effect"; readonly effect: Effect }
  /** Nothing to do: gives others a turn (sliced mode). Answer with null. */
  | { readonly kind: "slice" };

/** A script on its way, in the waiting form. */
export type Steps<T = Value> = Generator<Request, T, unknown>;

/** The interpreter's only way out. Implemented by the Run. */
export interface Host {
  /** Performs an effect that does not wait. @throws Thrown for errors scripts may catch, Aborted for others */
  perform(effect: Effect): Value;
  /** Milliseconds of a monotonic clock, for wall time limits. */
  clock(): number;
  /** What to stop the run with once it has been cancelled (Ctrl-C, a timeout from outside), else null. Polled about every millisecond of work. */
  cancelled(): Aborted | null;
  /** Bytes of heap in use, garbage excluded as well as the host can; absent where it cannot be known. */
  heapUsed?(exact: boolean): number;
  /** Runs a regex match under a time bound. Absent: unbounded. @throws Aborted AE4xxx when it takes too long */
  bounded?<T>(regex: RegExp, subject: string, match: () => T): T;
  /** Final configuration of a plugin: declared values overridden by project file, environment and command line. */
  config(plugin: string, declared: ObjectValue): ObjectValue;
  /** The plugin's saved state laid over its declaration (first use in this run). */
  loadState(plugin: string, declared: ObjectValue): ObjectValue;
}

/** How to prepare: `fast` gives the waiting form only to what can wait; `sliced` to everything, so that any call or loop turn may yield. */
export type Mode = "fast" | "sliced";

/** The limits of one run; every one has its own AE4xxx code. */
export interface Limits {
  /** Bytes of one source text. */
  readonly sourceBytes: number;
  /** Depth of the syntax tree. */
  readonly nesting: number;
  /** Script frames. */
  readonly callDepth: number;
  /** Calls and loop turns. */
  readonly steps: number;
  /** Milliseconds of wall time, excluding waiting. */
  readonly wallTime: number;
  /** UTF-16 units. */
  readonly stringLength: number;
  /** Entries of a list, object or set. */
  readonly listLength: number;
  /** Bytes written by print and log. */
  readonly outputBytes: number;
  /** Milliseconds of one regex match. */
  readonly regexTime: number;
  /** Bytes the heap may grow during the run. */
  readonly heapGrowth: number;
}

export const defaultLimits: Limits = {
  sourceBytes: 2_000_000,
  nesting: 200,
  callDepth: 1_000,
  steps: 50_000_000,
  wallTime: 5 * 60_000,
  stringLength: 16 * 1024 * 1024,
  listLength: 5_000_000,
  outputBytes: 10 * 1024 * 1024,
  regexTime: 1_000,
  heapGrowth: 1024 * 1024 * 1024,
};

/** How a run of code ended. */
export type Outcome =
  | { readonly ok: true; readonly value: Value; readonly steps: number }
  | {
      readonly ok: false;
      readonly error: ErrorValue /** true for limits and cancellation */;
      readonly aborted: boolean;
      readonly steps: number;
    };
