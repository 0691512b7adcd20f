import type { Value } from "../../values/types.ts";
import * as direct from "../direct/values.ts";
import { cannotWait, type Exec, type Frame, type Node, type Taker } from "../frame.ts";
import type { Steps } from "../host.ts";
import * as waiting from "../waiting/values.ts";

/** Builds a node in the form it needs; only that form is made. */
export function node<A extends unknown[], T>(
  waits: boolean,
  direct: (...args: A) => (frame: Frame) => T,
  waiting: (...args: A) => (frame: Frame) => Steps<T>,
  ...args: A
): Node<T> {
  return waits ? { run: cannotWait, wait: waiting(...args) } : { run: direct(...args), wait: null };
}

/** The same for code that takes a value. */
export function taker<A extends unknown[], T>(
  waits: boolean,
  direct: (...args: A) => (frame: Frame, value: Value) => T,
  waiting: (...args: A) => (frame: Frame, value: Value) => Steps<T>,
  ...args: A
): Taker<T> {
  return waits ? { run: cannotWait, wait: waiting(...args) } : { run: direct(...args), wait: null };
}

/** A node that cannot wait. */
export function plain<T>(run: (frame: Frame) => T): Node<T> {
  return { run, wait: null };
}

/** Does one of them wait? */
export function anyWaits(parts: readonly ({ readonly wait: unknown } | null)[]): boolean {
  return parts.some((part) => part !== null && part.wait !== null);
}

/**
 * A node that evaluates its parts in order and then applies an operation. `run`, when given, is a faster direct form of
 * exactly the same.
 */
export function strict(
  parts: readonly Exec[],
  apply: (frame: Frame, values: Value[]) => Value,
  run: ((frame: Frame) => Value) | null = null,
): Exec {
  if (anyWaits(parts)) return { run: cannotWait, wait: waiting.operands(parts, apply) };
  return { run: run ?? direct.operands(parts, apply), wait: null };
}
