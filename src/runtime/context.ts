import type { Effect } from "../interpreter/host.ts";
import type { Actor, Maybe } from "../memory/store.ts";
import type { Value } from "../values/types.ts";
import type { Clock } from "./clock.ts";
import type { MemoryHandle } from "./memory-handle.ts";
import type { Output } from "./output.ts";
import type { Random } from "./random.ts";
import type { Registered } from "./registered.ts";
import type { Timers } from "./timers.ts";

/** What performing an effect may use. */
export interface RunContext {
  /** Id of the run, a UUID version 7. */
  readonly session: string;
  readonly clock: Clock;
  readonly random: Random;
  /** A new unique id. */
  readonly newId: () => string;
  readonly memory: MemoryHandle;
  readonly output: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Variables of the run, by name. */
  readonly globals: Map<string, Value>;
  readonly timers: Timers;
  readonly plugins: Registered;
  /** A value of the project's configuration by its dotted key, for code of `plugin`; undefined when it is not set. */
  configured(key: string, plugin: string | null): Value | undefined;
}

/** Performs one effect. Answers later only where the store does. @throws Thrown, Aborted */
export type Perform = (run: RunContext, effect: Effect) => Maybe<Value>;

/** Who writes when an effect writes. */
export function actorOf(run: RunContext, effect: Effect): Actor {
  return { plugin: effect.origin.plugin, run: run.session };
}
