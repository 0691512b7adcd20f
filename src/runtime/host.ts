import type { Effect as EffectKind } from "../builtins/declare.ts";
import { registry } from "../builtins/registry.ts";
import type { Effect, Host, Origin } from "../interpreter/host.ts";
import type { Maybe } from "../memory/store.ts";
import type { PermissionMode } from "../project/project-file.ts";
import type { Settings } from "../project/settings.ts";
import type { Aborted } from "../values/thrown.ts";
import type { ErrorValue, ObjectValue, Value } from "../values/types.ts";
import type { Cancellation } from "./cancellation.ts";
import type { RunContext } from "./context.ts";
import { effects } from "./effects/table.ts";
import { heapUsed } from "./heap.ts";
import { MemoryPermissions } from "./permissions.ts";
import { boundedMatch } from "./regex.ts";
import type { States } from "./states.ts";

export interface RunHostOptions {
  readonly context: RunContext;
  readonly cancellation: Cancellation;
  readonly states: States;
  readonly settings: Settings;
  readonly permissions: PermissionMode;
  /** Milliseconds of one regex match. */
  readonly regexTime: number;
  /** Name of the plugin that is run, to which configuration keys without a plugin name belong. */
  readonly mainPlugin: () => string | null;
}

/** The one door between scripts and the world: everything a script does to it or learns from it passes here. */
export class RunHost implements Host {
  /** Transactions a script has begun and not ended. */
  openTransactions = 0;
  private readonly permissions: MemoryPermissions;

  constructor(private readonly options: RunHostOptions) {
    this.permissions = new MemoryPermissions(options.permissions, (error, origin) => this.warn(error, origin));
  }

  perform(effect: Effect): Value {
    const result = this.performMaybeLater(effect);
    if (result instanceof Promise)
      throw new Error(`internal: \`${effect.operation}\` answers later but was not waited for`);
    return result;
  }

  /** Performs an effect that may answer later. @throws Thrown, Aborted */
  performMaybeLater(effect: Effect): Maybe<Value> {
    const perform = effects.get(effect.operation);
    if (!perform) throw new Error(`internal: nothing performs \`${effect.operation}\``);
    const kind = kindOf(effect.operation);
    if (kind.startsWith("memory.")) this.permissions.check(effect, kind);
    // The transaction is over also when its commit fails.
    if (effect.operation === "memory.commit" || effect.operation === "memory.rollback") this.openTransactions--;
    const result = perform(this.options.context, effect);
    if (effect.operation === "memory.begin") this.openTransactions++;
    return result;
  }

  clock(): number {
    return performance.now();
  }

  cancelled(): Aborted | null {
    return this.options.cancellation.poll();
  }

  heapUsed(exact: boolean): number {
    return heapUsed(exact);
  }

  bounded<T>(regex: RegExp, subject: string, match: () => T): T {
    return boundedMatch(regex, subject, this.options.regexTime, match, this.options.cancellation);
  }

  config(plugin: string, declared: ObjectValue): ObjectValue {
    return this.options.settings.configure(plugin, declared, plugin === this.options.mainPlugin());
  }

  loadState(plugin: string, declared: ObjectValue): ObjectValue {
    return this.options.states.load(plugin, declared);
  }

  private warn(error: ErrorValue, origin: Origin): void {
    const { output, clock, session } = this.options.context;
    const message = `${error.message} It was let through because permissions are set to warn.`;
    output.log({ level: "warn", message, plugin: origin.plugin, time: clock.now(), session });
  }
}

/** What an operation does to the world, from its declaration. */
function kindOf(operation: string): EffectKind {
  if (operation.startsWith("memory.")) return "memory.transaction";
  const dot = operation.indexOf(".");
  const declared =
    dot < 0
      ? registry.globals.get(operation)
      : registry.namespaces.get(operation.slice(0, dot))?.get(operation.slice(dot + 1));
  return declared && "effect" in declared ? declared.effect : "output";
}
