import type { FunctionInfo } from "../semantics/model.ts";
import type { Value } from "../values/types.ts";
import * as direct from "./direct/calls.ts";
import type { Fiber } from "./fiber.ts";
import { type Captures, cannotWait, type Exec, type Frame, type Site, type Step, type Taker } from "./frame.ts";
import type { Steps } from "./host.ts";
import * as waiting from "./waiting/calls.ts";

/** The executable parts of one function. */
export interface Compiled {
  /** Frame slots, temporaries included. */
  readonly slots: number;
  /** Parameters that are plain names in the first slots and need no binding; -1 when binding is needed. */
  readonly plain: number;
  /** Binds all arguments; used unless `plain` says otherwise. */
  readonly bind: ParameterBinder | null;
  /** A block body; the value is in the frame's RESULT place when it completes with RETURN. */
  readonly body: Step | null;
  /** An expression body. */
  readonly value: Exec | null;
}

export interface ParameterBinder {
  readonly params: readonly { readonly taker: Taker<void>; readonly fallback: Exec | null; readonly rest: boolean }[];
}

/** One function, compiled when it is first called. */
export class Code {
  readonly arity: number;
  /** Calls it, in the form its effects allow. */
  readonly run: (captures: Captures, self: Value, args: readonly Value[], fiber: Fiber, site: Site) => Value;
  readonly wait: ((captures: Captures, self: Value, args: readonly Value[], fiber: Fiber, site: Site) => Steps) | null;
  private parts: Compiled | null = null;
  private slots = 0;

  constructor(
    readonly info: FunctionInfo,
    private readonly compile: () => Compiled,
  ) {
    const { waits } = info;
    this.run = waits
      ? cannotWait
      : (captures, self, args, fiber, site) => direct.invoke(this, captures, self, args, fiber, site);
    this.wait = waits
      ? (captures, self, args, fiber, site) => waiting.invoke(this, captures, self, args, fiber, site)
      : null;
    this.arity = info.params.some((param) => param.rest) ? Number.POSITIVE_INFINITY : info.params.length;
  }

  get compiled(): Compiled {
    if (this.parts) return this.parts;
    const parts = this.compile();
    this.slots = parts.slots;
    this.parts = parts;
    return parts;
  }

  /** A fresh frame. Call `compiled` once before. */
  frame(fiber: Fiber, captures: Captures, self: Value): Frame {
    // Literals are the fastest arrays of the host to make; most functions have few variables.
    switch (this.slots) {
      case 0:
        return [fiber, captures, self, null];
      case 1:
        return [fiber, captures, self, null, null];
      case 2:
        return [fiber, captures, self, null, null, null];
      case 3:
        return [fiber, captures, self, null, null, null, null];
      case 4:
        return [fiber, captures, self, null, null, null, null, null];
      default: {
        const frame: Frame = [fiber, captures, self, null, null, null, null, null, null];
        for (let i = 5; i < this.slots; i++) frame.push(null);
        return frame;
      }
    }
  }
}
