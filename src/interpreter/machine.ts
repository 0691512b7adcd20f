import { headerOf } from "../semantics/memory-access.ts";
import type { FunctionInfo, Module, Unit } from "../semantics/model.ts";
import type { Span } from "../text/span.ts";
import { fail } from "../values/thrown.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import { compileHeader } from "./compile/function.ts";
import { Fiber } from "./fiber.ts";
import type { Host, Limits, Mode, Origin } from "./host.ts";
import { FileInstance, UnitInstance } from "./instance.ts";
import { Meter } from "./meter.ts";
import type { Preparation } from "./preparation.ts";

/** One run of a program: its instances, its meter, its door to the world. */
export class Machine {
  readonly meter: Meter;
  private readonly files = new Map<Module, FileInstance>();
  private readonly units = new Map<Unit, UnitInstance>();

  constructor(
    readonly preparation: Preparation,
    readonly host: Host,
    readonly limits: Limits,
    mode: Mode,
  ) {
    this.meter = new Meter(host, limits, mode === "sliced");
  }

  get program() {
    return this.preparation.program;
  }

  instance(unit: Unit): UnitInstance {
    let found = this.units.get(unit);
    if (!found) {
      found = new UnitInstance(this, unit, this.file(unit.module));
      this.units.set(unit, found);
    }
    return found;
  }

  file(module: Module): FileInstance {
    let found = this.files.get(module);
    if (!found) {
      found = new FileInstance(module);
      this.files.set(module, found);
    }
    return found;
  }

  /** Plugins whose `state` this run has touched. */
  *touchedStates(): Iterable<{ plugin: string; state: ObjectValue }> {
    for (const instance of this.units.values()) {
      const state = instance.touchedState;
      if (state) yield { plugin: instance.unit.name, state };
    }
  }

  /** Performs an effect that does not wait. */
  perform(operation: string, args: readonly Value[], origin: Origin, span: Span): Value {
    // The transaction is over also when its commit fails.
    if (operation === "memory.commit" || operation === "memory.rollback") this.meter.transactions--;
    const result = this.host.perform({ operation, args, origin, span });
    if (operation === "memory.begin") this.meter.openTransaction();
    return result;
  }

  /** The object a plugin declares as `config` or `state`. */
  declared(instance: UnitInstance, key: "config" | "state"): ObjectValue {
    const value = headerOf(instance.unit, key)?.value;
    if (value?.kind !== "ObjectLiteral") return new ObjectValue();
    const code = compileHeader(this.preparation, instance.unit, value);
    const { value: exec } = code.compiled;
    if (!exec || exec.wait) fail("AE2019", { key });
    return exec.run(code.frame(new Fiber(this), instance.base, null)) as ObjectValue;
  }

  /** A function of a plugin or a file as a value. */
  closure(info: FunctionInfo) {
    return this.instance(info.unit).closure(info);
  }
}
