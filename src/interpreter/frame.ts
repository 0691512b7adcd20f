import type { FunctionInfo } from "../semantics/model.ts";
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";
import type { Value } from "../values/types.ts";
import type { Fiber } from "./fiber.ts";
import type { Request, Steps } from "./host.ts";
import type { UnitInstance } from "./instance.ts";

/**
 * The working memory of one function call: four fixed places, then one slot per variable. A host array, because that is
 * what the host makes fastest.
 */
export type Frame = [fiber: Fiber, captures: Captures, self: Value, result: Value, ...slots: unknown[]];

/** What a closure carries along: the owner of its code, then the boxes of the outer variables it uses. */
export type Captures = [instance: UnitInstance, ...boxes: Box[]];

export const FIBER = 0;
export const CAPTURES = 1;
export const SELF = 2;
export const RESULT = 3;
export const FIRST_SLOT = 4;

/** Holds a variable that inner functions share; `undefined` means that its `let` has not run yet. */
export class Box {
  value: Value | undefined = undefined;
}

/** How a statement ended. A returned value waits in the frame's RESULT place. */
export type Completion = 0 | 1 | 2 | 3;
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;

/** Leaves an expression that holds an `if` or `match` whose branch returns, breaks or continues. Caught by the statement around it. */
export class Leave {
  constructor(readonly completion: Completion) {}
}

/** One executable node: the direct form, and the waiting form where it may wait (then `run` must not be used). */
export interface Node<T> {
  readonly run: (frame: Frame) => T;
  readonly wait: ((frame: Frame) => Steps<T>) | null;
}
/** An executable expression. Operators look at `slot` and `constant` to read such operands without a call. */
export interface Exec extends Node<Value> {
  /** The frame place of a variable that is not shared. */
  readonly slot?: number;
  /** The value of a number literal. */
  readonly constant?: number;
}
/** An executable statement. */
export type Step = Node<Completion>;

/** Executable code that takes a value: bindings, patterns, assignments. */
export interface Taker<T> {
  readonly run: (frame: Frame, value: Value) => T;
  readonly wait: ((frame: Frame, value: Value) => Steps<T>) | null;
}

/** A place in the source for errors and stacks. */
export interface Site {
  readonly source: Source;
  readonly span: Span;
  /** The function in whose text it stands. */
  readonly fn: FunctionInfo;
  /** Where the run itself entered the script: not shown in stacks. */
  readonly root?: boolean;
}

/** Result of an optional link that found null: the rest of the chain is skipped. Never reaches a script. */
export const SKIP = Symbol("skip") as unknown as Value;

/** Answer of top-level code that did not return. Never reaches a script. */
export const NOTHING = Symbol("nothing") as unknown as Value;

/** What waiting code yields to give others a turn. */
export const SLICE: Request = { kind: "slice" };

/** The direct form of a node that waits: reaching it means that the effects analysis missed something. */
export function cannotWait(): never {
  throw new Error("internal: waiting code was entered directly; the effects analysis is wrong");
}
