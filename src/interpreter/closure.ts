import type { Builtin } from "../builtins/declare.ts";
import { Callable, type Value } from "../values/types.ts";
import type { Code } from "./code.ts";
import type { Captures } from "./frame.ts";
import type { UnitInstance } from "./instance.ts";

/** A script function as a value. */
export class Closure extends Callable {
  constructor(
    readonly code: Code,
    readonly captures: Captures,
    /** `this` of an arrow: that of the function around it. */
    readonly self: Value,
  ) {
    super();
  }

  override get name(): string {
    return this.code.info.shortName;
  }

  override get arity(): number {
    return this.code.arity;
  }
}

/** A built-in as a value; its effects are judged by the plugin in whose source the name stood. */
export class BuiltinFunction extends Callable {
  readonly arity: number;

  constructor(
    readonly builtin: Builtin,
    readonly instance: UnitInstance,
  ) {
    super();
    const { params } = builtin;
    this.arity = params.some((param) => param.rest) ? Number.POSITIVE_INFINITY : params.length;
  }

  override get name(): string {
    return this.builtin.name;
  }
}
