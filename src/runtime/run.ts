import { type Activity, Execution } from "../interpreter/execution.ts";
import { defaultLimits, type Limits, type Mode, type Outcome } from "../interpreter/host.ts";
import { systemSources, uuidV7 } from "../memory/ids.ts";
import type { PermissionMode } from "../project/project-file.ts";
import { Settings } from "../project/settings.ts";
import { headerOf } from "../semantics/memory-access.ts";
import type { Module, Unit } from "../semantics/model.ts";
import type { ModuleFile, ModuleResolver } from "../semantics/modules.ts";
import { Program } from "../semantics/program.ts";
import { Aborted, Thrown } from "../values/thrown.ts";
import type { ErrorValue, ObjectValue, Value } from "../values/types.ts";
import { Cancellation, type CancelReason, type CancelSource } from "./cancellation.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { RunContext } from "./context.ts";
import { Driver } from "./driver.ts";
import { heapGrowthLimit } from "./heap.ts";
import { RunHost } from "./host.ts";
import type { MemoryHandle } from "./memory-handle.ts";
import { MeteredOutput, type Output } from "./output.ts";
import { type Random, systemRandom } from "./random.ts";
import { type PluginSource, Registered } from "./registered.ts";
import { States } from "./states.ts";
import { Timers } from "./timers.ts";

export interface RunOptions {
  readonly resolver: ModuleResolver & Partial<Pick<PluginSource, "registered">>;
  readonly memory: MemoryHandle;
  readonly output: Output;
  readonly settings?: Settings;
  /** What a breach of `memory_access` does; `enforce` by default. */
  readonly permissions?: PermissionMode;
  readonly limits?: Partial<Limits>;
  readonly mode?: Mode;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Environment variables scripts can read; none by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Whatever may stop the run. */
  readonly cancel?: readonly CancelSource[];
  /** Seconds the run may take, waiting included. */
  readonly timeout?: number | null;
}

/** How a run ended. */
export type RunResult = Outcome & {
  /** Why it was stopped from outside, if it was. */
  readonly cancelled: CancelReason | null;
};

const noSettings = new Settings({
  file: new Map(),
  environment: {},
  commandLine: [],
  read: (text) => text,
  plugins: () => [],
});

/** One run of a program: drives the interpreter and performs its effects. Use it once. */
export class Run {
  /** Id of the run, a UUID version 7. */
  readonly session: string;
  readonly program: Program;
  readonly limits: Limits;
  private readonly settings: Settings;
  private readonly cancellation: Cancellation;
  private readonly states: States;
  private readonly context: RunContext;
  private readonly host: RunHost;
  private readonly execution: Execution;
  private readonly driver: Driver;
  private main: Module | null = null;
  private mainPlugin: string | null = null;

  constructor(private readonly options: RunOptions) {
    const { memory, resolver } = options;
    const clock = options.clock ?? systemClock;
    const random = options.random ?? systemRandom;
    const settings = options.settings ?? noSettings;
    this.settings = settings;
    const newId = uuidV7({ ...systemSources, now: () => clock.now(), random: (count) => random.bytes(count) });
    const limits = { ...defaultLimits, ...options.limits };
    this.limits = { ...limits, heapGrowth: heapGrowthLimit(limits.heapGrowth) };
    this.session = newId();
    const mode = options.mode ?? "fast";
    this.program = new Program(resolver, {
      limits: this.limits,
      storeWaits: !memory.synchronous,
      everythingWaits: mode === "sliced",
    });
    const timeout = options.timeout ?? null;
    const deadline = timeout === null ? null : clock.monotonic() + timeout * 1000;
    this.cancellation = new Cancellation(options.cancel ?? [], () => clock.monotonic(), deadline, timeout ?? 0);
    this.states = new States(memory, this.session);
    this.context = {
      session: this.session,
      clock,
      random,
      newId,
      memory,
      output: new MeteredOutput(options.output, this.limits.outputBytes),
      environment: options.environment ?? {},
      globals: new Map(),
      timers: new Timers(),
      plugins: new Registered(pluginSource(resolver), this.program, memory, this.session),
      configured: (key, plugin) => settings.lookup(key, plugin, (name) => this.configOf(name)),
    };
    this.host = new RunHost({
      context: this.context,
      cancellation: this.cancellation,
      states: this.states,
      settings,
      permissions: options.permissions ?? "enforce",
      regexTime: this.limits.regexTime,
      mainPlugin: () => this.mainPlugin,
    });
    this.execution = new Execution(this.program, this.host, { mode, limits: this.limits });
    this.driver = new Driver({
      clock,
      timers: this.context.timers,
      cancellation: this.cancellation,
      saveStates: () => this.states.save(this.execution.touchedStates()),
      performLater: async (effect) => this.host.performMaybeLater(effect),
      fire: (timer) => this.execution.callValue(this.main!, timer.callback, timer.args),
    });
  }

  /** Loads a file with everything it mentions. What is wrong with it stands in the module's diagnostics. */
  load(file: ModuleFile): Module {
    return this.program.load(file);
  }

  /**
   * Judges the configuration given from outside for a plugin.
   * @param main is it the plugin that runs, to which keys without a plugin name belong?
   * @throws Thrown AE2501 for a key the plugin does not declare
   */
  checkSettings(unit: Unit, main: boolean): void {
    const keys = declaredKeys(unit);
    if (keys) this.settings.configure(unit.name, new Map(keys.map((key) => [key, null])), main);
  }

  /**
   * Runs the top-level statements of a file, and when they do not return, the `on_run` of a plugin.
   * @param plugin the plugin to run next, or null for none
   * @param args arguments of its `on_run`
   */
  runFile(module: Module, plugin: Unit | null, args: readonly Value[] = []): Promise<RunResult> {
    this.mainPlugin = plugin?.name ?? module.main?.name ?? null;
    return this.finish(module, () => this.execution.runFile(module, plugin, args));
  }

  /** Runs a file as a script: without a `return`, its last expression is the result. */
  runScript(module: Module): Promise<RunResult> {
    this.mainPlugin = module.main?.name ?? null;
    return this.finish(module, () => this.execution.runScript(module));
  }

  /** Calls one function of a plugin, or of a file without one, by name. */
  callFunction(unit: Unit, name: string, args: readonly Value[]): Promise<RunResult> {
    this.mainPlugin = unit.kind === "plugin" ? unit.name : null;
    return this.finish(unit.module, () => this.execution.callFunction(unit, name, args));
  }

  /** The final configuration of a loaded plugin. */
  private configOf(plugin: string): ObjectValue | undefined {
    for (const module of this.program.loaded) {
      const unit = module.plugins.get(plugin);
      if (unit) return this.execution.config(unit);
    }
    return undefined;
  }

  /** Runs to the end of everything started, then saves what is to be kept, also after a failure. */
  private async finish(module: Module, start: () => Activity): Promise<RunResult> {
    this.main = module;
    const outcome = await this.driver.drive(start());
    const failure = await this.settle();
    const { steps } = this.execution;
    const cancelled = this.cancellation.reason;
    if (outcome.ok && failure) return { ok: false, error: failure, aborted: false, steps, cancelled };
    if (failure) this.report(failure);
    return { ...outcome, steps, cancelled };
  }

  /** Undoes transactions left open, and saves the states. Answers what went wrong. */
  private async settle(): Promise<ErrorValue | null> {
    try {
      if (this.host.openTransactions > 0) await this.options.memory.opened?.rollback();
      await this.states.save(this.execution.touchedStates());
      return null;
    } catch (error) {
      if (error instanceof Thrown || error instanceof Aborted) return error.error;
      throw error;
    }
  }

  /** A second failure must not hide the first, so it is logged. */
  private report(error: ErrorValue): void {
    const { clock, session } = this.context;
    this.options.output.log({ level: "error", message: error.message, plugin: null, time: clock.now(), session });
  }
}

/** The keys a plugin declares in `config`; null when they are not all plain names. */
function declaredKeys(unit: Unit): string[] | null {
  const value = headerOf(unit, "config")?.value;
  if (value === undefined) return [];
  if (value.kind !== "ObjectLiteral") return null;
  const keys: string[] = [];
  for (const member of value.members) {
    if (member.kind === "Spread" || member.key.kind === "Computed") return null;
    keys.push(member.key.kind === "Identifier" ? member.key.name : member.key.value);
  }
  return keys;
}

function pluginSource(resolver: RunOptions["resolver"]): PluginSource {
  return { registered: () => resolver.registered?.() ?? [], plugin: (name) => resolver.plugin(name) };
}
