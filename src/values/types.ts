import type { Span } from "../text/span.ts";

/**
 * Everything a script can hold. Host values stand for null, booleans, numbers, strings and lists; `undefined` is never a
 * script value: inside the interpreter it means "absent" (a missing argument, key or element).
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Value[]
  | Timestamp
  | ObjectValue
  | SetValue
  | RegexValue
  | Callable
  | ErrorValue;

/** The words `typeof` answers. */
export type Kind =
  | "null"
  | "boolean"
  | "number"
  | "string"
  | "timestamp"
  | "list"
  | "object"
  | "set"
  | "regex"
  | "function"
  | "error";

/** An instant; computes in seconds, resolves to milliseconds. */
export class Timestamp {
  /** @param ms milliseconds since 1970-01-01T00:00:00Z, an integer within ±8.64e15 */
  constructor(readonly ms: number) {}
}

/** A script object: own keys only, in insertion order (integer-like keys too), nothing of the host behind it. */
export class ObjectValue extends Map<string, Value> {
  /** True for `config` and other objects that scripts may read but not change; lists in them are frozen host arrays. */
  get readOnly(): boolean {
    return false;
  }
}

/** An object that scripts cannot change. Build it from entries; assigning to it is a catchable error of the interpreter. */
export class ReadOnlyObject extends ObjectValue {
  override get readOnly(): boolean {
    return true;
  }
}

/** A regular expression; `compiled` always carries the flags as written and is never shared with host code. */
export class RegexValue {
  constructor(
    readonly source: string,
    readonly flags: string,
    readonly compiled: RegExp,
  ) {}
}

/** Anything a script can call: closures of the interpreter, built-ins, bound functions. */
export abstract class Callable {
  /** Name for messages and stacks; empty for an anonymous function. */
  abstract readonly name: string;
  /** How many arguments a callback of this function receives: its declared parameters, Infinity with a rest parameter. */
  abstract readonly arity: number;
}

/** One line of a script stack, innermost first. */
export interface StackFrame {
  /** `plugin.function`, `function`, or the file for top-level code. */
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** What `catch` binds. Mutable only in the interpreter, which adds span and stack once. */
export class ErrorValue {
  /** Where it was thrown: source path and span; null until the interpreter has located it. */
  place: { readonly path: string; readonly span: Span } | null = null;
  stack: readonly StackFrame[] = [];

  constructor(
    readonly message: string,
    /** A type name such as `PermissionDenied`; `Error` by default. */
    readonly type = "Error",
    /** Catalogue code such as `AE2001`; null if thrown by a script. */
    readonly code: string | null = null,
    /** The thrown value, when a script threw something that is not an error. */
    readonly data: Value = null,
    /** What to do about it, for people; scripts see it in `hint`. */
    readonly help: string | null = null,
  ) {}
}

/** A set by value; see `set.ts` for its operations. Elements keep insertion order. */
export class SetValue {
  /** Elements by key: primitives stand for themselves, other values for the first equal value added. */
  readonly elements: Map<unknown, Value> = new Map();
}
