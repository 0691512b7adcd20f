import type { Callable, Kind, Value } from "../values/types.ts";

/**
 * What performing a built-in needs from the world. `pure` built-ins compute their result themselves; every other effect
 * is performed by the Run, the one door to the outside.
 */
export type Effect =
  | "pure"
  /** reads the clock */
  | "clock"
  /** random numbers and ids */
  | "random"
  | "memory.read"
  | "memory.write"
  /** begins, commits and rolls back transactions */
  | "memory.transaction"
  /** environment, configuration, session, registry */
  | "environment"
  /** standard output and the log */
  | "output"
  /** run-wide variables and the call context */
  | "run"
  /** starts or clears a timer; does not wait */
  | "timer"
  /** suspends the script until something happens */
  | "wait"
  /** calls another plugin by a name known only at run time (loads it if needed) */
  | "call";

/** A type note for parameters and results, in the language's own spelling: `list<string>`, `number | null`, `any`, `T`. */
export type TypeText = string;

export interface BuiltinParam {
  readonly name: string;
  readonly type: TypeText;
  /** Kinds accepted at run time; absent means anything. Anything else fails with AE2150. */
  readonly kinds?: readonly Kind[];
  readonly optional?: boolean;
  readonly rest?: boolean;
  readonly doc?: string;
}

/** A runnable example: `code` is a script whose last expression prints as `result` (or fails with the code in `error`). */
export interface Example {
  readonly code: string;
  readonly result?: string;
  readonly error?: string;
}

/** What an implementation may use; the interpreter provides it. */
export interface BuiltinContext {
  /** Counts `steps` against the run's budget. @throws Aborted when it is used up */
  charge(steps: number): void;
  /** Performs a non-waiting effect through the Run: `operation` is the built-in's name. */
  perform(operation: string, args: readonly Value[]): Value;
  /** Runs a regex match under a time bound where the host has one. @throws Aborted when it takes too long */
  bounded<T>(regex: RegExp, subject: string, match: () => T): T;
  readonly limits: { readonly stringLength: number; readonly listLength: number };
}

/**
 * A built-in that calls script functions, as a small state machine: the interpreter makes the calls, directly or in the
 * waiting form, so that one text serves both.
 */
export interface Task {
  /** Sets `callee`, `receiver` and `args` for the next call and answers true, or answers false when finished. */
  next(): boolean;
  readonly callee: Value;
  readonly receiver: Value;
  readonly args: readonly Value[];
  /** Takes the result of the call. */
  feed(result: Value): void;
  /** Told when the call threw, before the error goes on (a transaction rolls back here). */
  failed?(): void;
  result(): Value;
}

interface BuiltinBase {
  /** `len`, `Math.floor`, `list.map`: namespace members and methods carry a dot; a method's receiver is `args[0]`. */
  readonly name: string;
  readonly params: readonly BuiltinParam[];
  readonly returns: TypeText;
  /** One or two sentences for hover and reference. */
  readonly doc: string;
  readonly examples: readonly Example[];
  readonly effect: Effect;
}

/** Computes its result at once. */
export interface PlainBuiltin extends BuiltinBase {
  readonly form: "plain";
  run(context: BuiltinContext, args: readonly Value[]): Value;
}

/** Calls script functions on the way. */
export interface CallingBuiltin extends BuiltinBase {
  readonly form: "calling";
  start(context: BuiltinContext, args: readonly Value[]): Task;
}

/** Performed by the Run alone; the declaration is all there is here. With effect `wait` or `call` the script may wait. */
export interface PerformedBuiltin extends BuiltinBase {
  readonly form: "performed";
}

/** A constant such as `Math.PI`. */
export interface ConstantBuiltin extends Omit<BuiltinBase, "params" | "effect"> {
  readonly form: "constant";
  readonly value: Value;
}

export type Builtin = PlainBuiltin | CallingBuiltin | PerformedBuiltin;

/** Kinds that have methods. */
export type MethodKind = Exclude<Kind, "null">;

/** The registry the interpreter, the checker, the editors and the documentation read. */
export interface Registry {
  /** Globals by name: functions and, for namespaces, `Math`, `JSON`, … */
  readonly globals: ReadonlyMap<string, Builtin>;
  readonly namespaces: ReadonlyMap<string, ReadonlyMap<string, Builtin | ConstantBuiltin>>;
  /** Methods by kind of the receiver; camelCase spellings are entries of their own pointing at the same declaration. */
  readonly methods: ReadonlyMap<MethodKind, ReadonlyMap<string, Builtin>>;
  /** `new X(…)` by class name. */
  readonly classes: ReadonlyMap<string, PlainBuiltin>;
}

export type { Callable };
