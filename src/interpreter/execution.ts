import type { Module, Unit } from "../semantics/model.ts";
import { memberOf, type Program } from "../semantics/program.ts";
import { Aborted, Thrown } from "../values/thrown.ts";
import type { ObjectValue, Value } from "../values/types.ts";
import type { Code } from "./code.ts";
import { Fiber } from "./fiber.ts";
import { NOTHING, type Site } from "./frame.ts";
import type { Host, Limits, Mode, Outcome, Request, Steps } from "./host.ts";
import { Machine } from "./machine.ts";
import { Preparation } from "./preparation.ts";
import { callMember, callValue, startFile } from "./waiting/calls.ts";

export interface ExecutionOptions {
  readonly mode: Mode;
  readonly limits: Limits;
}

/** What the driver gets from one turn of an activity. */
export type Turn =
  | { readonly done: false; readonly request: Request }
  | { readonly done: true; readonly outcome: Outcome };

/**
 * Script code on its way. Drive it with `resume` until it is done: every answer to a request goes in with `resume`, an
 * error with `fail`; cancelling is `fail(new Aborted(…))`, after which `finally` blocks may still make requests.
 */
export class Activity {
  constructor(
    private readonly machine: Machine,
    private readonly steps: Steps<Outcome>,
  ) {}

  resume(answer: Value = null): Turn {
    return this.turn(() => this.steps.next(answer));
  }

  fail(thrown: Thrown | Aborted): Turn {
    return this.turn(() => this.steps.throw(thrown));
  }

  private turn(go: () => IteratorResult<Request, Outcome>): Turn {
    const { meter } = this.machine;
    meter.sliceDue = false;
    meter.resume();
    try {
      const { done, value } = go();
      return done ? { done, outcome: value } : { done: false, request: value };
    } finally {
      meter.pause();
    }
  }
}

/** One run of a program. Several activities may be on their way in it (timers), one after another or interleaved. */
export class Execution {
  private readonly machine: Machine;

  constructor(program: Program, host: Host, options: ExecutionOptions, preparation = new Preparation(program)) {
    this.machine = new Machine(preparation, host, options.limits, options.mode);
  }

  /** Calls and loop turns so far. */
  get steps(): number {
    return this.machine.meter.steps;
  }

  /** Plugins whose `state` the run has used, with its present value. */
  touchedStates(): Iterable<{ plugin: string; state: ObjectValue }> {
    return this.machine.touchedStates();
  }

  /** The final configuration of a plugin, as its own code sees it. */
  config(unit: Unit): ObjectValue {
    return this.machine.instance(unit).config;
  }

  /**
   * Runs the top-level statements of a file; when they do not return, the `on_run` of `plugin`.
   * @param plugin the plugin to run, or null for none
   * @param args arguments of its `on_run`
   */
  runFile(module: Module, plugin: Unit | null, args: readonly Value[] = []): Activity {
    const { machine } = this;
    return this.activity(module, function* (fiber, site) {
      const top = yield* runCode(machine, machine.preparation.code(module.code), module, fiber, site);
      if (top !== NOTHING) return top;
      return plugin ? yield* callMember(plugin, "on_run", args, fiber, site) : null;
    });
  }

  /** Runs a file as a script: without a `return`, its last expression is the result. */
  runScript(module: Module): Activity {
    const { machine } = this;
    return this.activity(module, function* (fiber, site) {
      const result = yield* runCode(machine, machine.preparation.script(module), module, fiber, site);
      return result === NOTHING ? null : result;
    });
  }

  /** Calls a function of a plugin or file by name. Unknown names end in error AE2005. */
  callFunction(unit: Unit, name: string, args: readonly Value[]): Activity {
    return this.activity(unit.module, (fiber, site) => callMember(unit, name, args, fiber, site));
  }

  /** Calls a function value, for timers. */
  callValue(module: Module, callee: Value, args: readonly Value[]): Activity {
    return this.activity(module, function* (fiber, site) {
      yield* startFile(module.fileUnit, fiber, site);
      return yield* callValue(callee, null, args, fiber, site);
    });
  }

  private activity(module: Module, body: (fiber: Fiber, site: Site) => Steps): Activity {
    const { machine } = this;
    const site: Site = { source: module.source, span: { start: 0, end: 0 }, fn: module.code, root: true };
    return new Activity(machine, outcome(machine, body, site));
  }
}

function* runCode(machine: Machine, code: Code, module: Module, fiber: Fiber, site: Site): Steps {
  machine.file(module).started = true;
  const { base } = machine.instance(module.fileUnit);
  return code.wait ? yield* code.wait(base, null, [], fiber, site) : code.run(base, null, [], fiber, site);
}

/** Every end of script code as plain data; only faults of the host go on as exceptions. */
function* outcome(machine: Machine, body: (fiber: Fiber, site: Site) => Steps, site: Site): Steps<Outcome> {
  const fiber = new Fiber(machine);
  try {
    const value = yield* body(fiber, site);
    return { ok: true, value, steps: machine.meter.steps };
  } catch (thrown) {
    const failure = fiber.caught(thrown, 0);
    if (failure instanceof Thrown || failure instanceof Aborted) {
      const { error } = failure;
      return { ok: false, error, aborted: failure instanceof Aborted, steps: machine.meter.steps };
    }
    throw failure;
  }
}

/** The plugins of a file that `aether run` could start. */
export function runnablePlugins(module: Module): Unit[] {
  return [...module.plugins.values()].filter(
    (unit) => memberOf(unit, "on_run") !== null && unit.functions.has("on_run"),
  );
}
