import type { Builtin, BuiltinContext } from "../builtins/declare.ts";
import { type MemoryAccess, memoryAccessOf, narrower, ownerOf } from "../semantics/memory-access.ts";
import type { FunctionInfo, Module, Unit } from "../semantics/model.ts";
import type { Span } from "../text/span.ts";
import { ObjectValue, ReadOnlyObject, type Value } from "../values/types.ts";
import { BuiltinFunction, Closure } from "./closure.ts";
import type { Captures } from "./frame.ts";
import type { Origin } from "./host.ts";
import type { Machine } from "./machine.ts";

/** The file-level variables of one module in one run. */
export class FileInstance {
  /** `undefined` until the `let` has run. */
  readonly variables: (Value | undefined)[];
  /** The file-level `let`s run once, at first use. */
  started = false;

  constructor(readonly module: Module) {
    this.variables = new Array(module.variables.count).fill(undefined);
  }
}

/** A plugin, or a file's own level, in one run: what its code shares. */
export class UnitInstance {
  /** The captures of its functions. */
  readonly base: Captures = [this];
  readonly origin: Origin;
  readonly context: Context;
  private readonly closures = new Map<FunctionInfo, Closure>();
  private readonly builtins = new Map<Builtin, BuiltinFunction>();
  private readonly restricted = new Map<MemoryAccess, UnitInstance>();
  private configValue: ObjectValue | null = null;
  private stateValue: ObjectValue | null = null;

  constructor(
    readonly machine: Machine,
    readonly unit: Unit,
    readonly file: FileInstance,
    memoryAccess: MemoryAccess = memoryAccessOf(unit),
  ) {
    const { path } = unit.module.source;
    this.origin = { plugin: ownerOf(unit)?.name ?? null, memoryAccess, path };
    this.context = new Context(this);
  }

  /** The function as a value; always the same one within a run. */
  closure(info: FunctionInfo): Closure {
    let found = this.closures.get(info);
    if (!found) {
      found = new Closure(this.machine.preparation.code(info), this.base, null);
      this.closures.set(info, found);
    }
    return found;
  }

  builtin(builtin: Builtin): BuiltinFunction {
    let found = this.builtins.get(builtin);
    if (!found) {
      found = new BuiltinFunction(builtin, this);
      this.builtins.set(builtin, found);
    }
    return found;
  }

  /** This unit with no more access to memory than the other one has: for built-ins that one plugin hands to another. */
  within(other: UnitInstance): UnitInstance {
    const access = narrower(this.origin.memoryAccess, other.origin.memoryAccess);
    if (access === this.origin.memoryAccess) return this;
    let found = this.restricted.get(access);
    if (!found) {
      found = new UnitInstance(this.machine, this.unit, this.file, access);
      this.restricted.set(access, found);
    }
    return found;
  }

  get config(): ObjectValue {
    if (!this.configValue) {
      const declared = this.machine.declared(this, "config");
      this.configValue = readOnly(this.machine.host.config(this.unit.name, declared)) as ObjectValue;
    }
    return this.configValue;
  }

  get state(): ObjectValue {
    this.stateValue ??= this.machine.host.loadState(this.unit.name, this.machine.declared(this, "state"));
    return this.stateValue;
  }

  /** The state, if this run has touched it. */
  get touchedState(): ObjectValue | null {
    return this.stateValue;
  }
}

/** What built-ins of one unit may use. */
export class Context implements BuiltinContext {
  readonly limits: BuiltinContext["limits"];
  /** Where the running built-in was called. */
  span: Span = { start: 0, end: 0 };

  constructor(private readonly instance: UnitInstance) {
    this.limits = instance.machine.limits;
  }

  charge(steps: number): void {
    this.instance.machine.meter.charge(steps);
  }

  perform(operation: string, args: readonly Value[]): Value {
    return this.instance.machine.perform(operation, args, this.instance.origin, this.span);
  }

  bounded<T>(regex: RegExp, subject: string, match: () => T): T {
    const { host } = this.instance.machine;
    return host.bounded ? host.bounded(regex, subject, match) : match();
  }
}

/** The same value with every object and list in it unchangeable for scripts. */
function readOnly(value: Value): Value {
  if (Array.isArray(value)) return Object.freeze(value.map(readOnly)) as Value[];
  if (!(value instanceof ObjectValue)) return value;
  return new ReadOnlyObject([...value].map(([key, item]) => [key, readOnly(item)]));
}
