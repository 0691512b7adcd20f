import { Callable, type Value } from "./types.ts";

/** A function with its `this` and first arguments fixed; whoever calls functions unwraps it. */
export class BoundFunction extends Callable {
  readonly name: string;
  readonly arity: number;

  constructor(
    readonly target: Callable,
    /** The `this` of the call. */
    readonly receiver: Value,
    /** Arguments that come before those of the call. */
    readonly bound: readonly Value[],
  ) {
    super();
    this.name = target.name;
    this.arity = Math.max(0, target.arity - bound.length);
  }
}
