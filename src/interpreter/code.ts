import type { FunctionInfo } from "../semantics/model.ts";
import type { Value } from "../values/types.ts";
import * as direct from "./direct/calls.ts";
import type { Fiber } from "./fiber.ts";
import {
  type Captures,
  cannotWait,
  type Exec,
  FIRST_SLOT,
  type Frame,
  type Site,
  type Step,
  type Taker,
} from "./frame.ts";
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
  private template: unknown[] = [];

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
    this.template = new Array(FIRST_SLOT + parts.slots).fill(null);
    this.parts = parts;
    return parts;
  }

  /** A fresh frame. Call `compiled` once before. */
  frame(fiber: Fiber, captures: Captures, self: Value): Frame {
    const frame = this.template.slice() as Frame;
    frame[0] = fiber;
    frame[1] = captures;
    frame[2] = self;
    return frame;
  }
}
