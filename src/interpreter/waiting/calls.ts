/** Calls. See control.ts for how this folder is used. */

import { checkArguments } from "../../builtins/arguments.ts";
import type { Builtin, Task } from "../../builtins/declare.ts";
import type { FunctionInfo, Unit } from "../../semantics/model.ts";
import { memberOf } from "../../semantics/program.ts";
import { BoundFunction } from "../../values/bound.ts";
import { Thrown } from "../../values/thrown.ts";
import type { Value } from "../../values/types.ts";
import { methodOf, spreadInto, trimmed } from "../arguments.ts";
import { BuiltinFunction, Closure } from "../closure.ts";
import type { Code, ParameterBinder } from "../code.ts";
import { restOfList } from "../destructure.ts";
import type { Fiber } from "../fiber.ts";
import {
  CAPTURES,
  type Captures,
  type Exec,
  FIBER,
  FIRST_SLOT,
  type Frame,
  RESULT,
  RETURN,
  type Site,
  SKIP,
  SLICE,
} from "../frame.ts";
import type { Steps } from "../host.ts";
import type { UnitInstance } from "../instance.ts";
import { performNow } from "../intrinsics.ts";
import {
  defaultAnswer,
  failedResult,
  namedUnit,
  noMember,
  notCallable,
  passedResult,
  pluginEntry,
} from "../plugins.ts";
import { waitFor } from "../wait.ts";

/** The arguments of a call as one node. */
export interface Args {
  readonly run: (frame: Frame) => Value[];
  readonly wait: ((frame: Frame) => Steps<Value[]>) | null;
}

/** Evaluates arguments in order; `spread[i]` marks `...x`. */
export function argumentValues(parts: readonly Exec[], spread: readonly boolean[] | null) {
  return function* (frame: Frame): Steps<Value[]> {
    const values: Value[] = [];
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const value = part.wait ? yield* part.wait(frame) : part.run(frame);
      if (spread?.[i]) spreadInto(values, value, frame);
      else values.push(value);
    }
    return values;
  };
}

/** Runs the code of a function with its arguments. */
export function* invoke(
  code: Code,
  captures: Captures,
  self: Value,
  args: readonly Value[],
  fiber: Fiber,
  site: Site,
): Steps {
  fiber.enter(site);
  if (fiber.meter.sliceDue) yield SLICE;
  const { plain, bind, body, value } = code.compiled;
  const frame = code.frame(fiber, captures, self);
  if (bind === null) {
    const count = plain < args.length ? plain : args.length;
    for (let i = 0; i < count; i++) frame[FIRST_SLOT + i] = args[i];
  } else yield* bindParameters(bind, frame, args);
  let result: Value = null;
  if (value !== null) result = value.wait ? yield* value.wait(frame) : value.run(frame);
  else if (body !== null) {
    const done = body.wait ? yield* body.wait(frame) : body.run(frame);
    if (done === RETURN) result = frame[RESULT];
  }
  fiber.depth--;
  return result;
}

function* bindParameters(bind: ParameterBinder, frame: Frame, args: readonly Value[]): Steps<void> {
  const { params } = bind;
  for (let i = 0; i < params.length; i++) {
    const { taker, fallback, rest } = params[i]!;
    let value: Value = null;
    if (rest) value = restOfList(args, i, frame);
    else if (i < args.length) value = args[i]!;
    else if (fallback !== null) value = fallback.wait ? yield* fallback.wait(frame) : fallback.run(frame);
    taker.wait ? yield* taker.wait(frame, value) : taker.run(frame, value);
  }
}

/** Calls whatever a value is. @throws AE2003 when it is no function */
export function* callValue(
  callee: Value,
  self: Value,
  args: readonly Value[],
  fiber: Fiber,
  site: Site,
  text: (() => string) | null = null,
): Steps {
  if (callee instanceof Closure) {
    const { code, captures } = callee;
    const own = code.info.kind === "arrow" ? callee.self : self;
    return code.wait ? yield* code.wait(captures, own, args, fiber, site) : code.run(captures, own, args, fiber, site);
  }
  if (callee instanceof BuiltinFunction) {
    // The plugin in whose source the call stands decides, and the one that handed the built-in over cannot give more than it has.
    const caller = fiber.machine.instance(site.fn.unit);
    return yield* callBuiltin(callee.builtin, args, caller.within(callee.instance), fiber, site);
  }
  if (callee instanceof BoundFunction)
    return yield* callValue(callee.target, callee.receiver, [...callee.bound, ...args], fiber, site, text);
  return notCallable(callee, fiber, site, text);
}

export function* callBuiltin(
  builtin: Builtin,
  args: readonly Value[],
  instance: UnitInstance,
  fiber: Fiber,
  site: Site,
): Steps {
  fiber.tick(site);
  const { context } = instance;
  context.span = site.span;
  try {
    checkArguments(builtin, args);
    if (builtin.form === "plain") return builtin.run(context, args);
    if (builtin.form === "calling") return yield* runTask(builtin.start(context, args), fiber, site);
    if (builtin.effect === "call") return yield* callPlugin(args, fiber, site);
    return builtin.effect === "wait"
      ? yield* waitFor(builtin.name, args, instance, site)
      : performNow(builtin.name, args, instance, fiber, site);
  } catch (thrown) {
    throw fiber.located(thrown, site);
  }
}

function* runTask(task: Task, fiber: Fiber, site: Site): Steps {
  const { depth } = fiber;
  try {
    while (task.next()) {
      const { callee } = task;
      task.feed(yield* callValue(callee, task.receiver, trimmed(callee, task.args), fiber, site));
    }
  } catch (thrown) {
    const failure = fiber.caught(thrown, depth);
    task.failed?.();
    throw failure;
  }
  return task.result();
}

// -------------------------------------------------------------------------------------------------- call nodes

/** `callee(args)` where the callee is known only at run time. */
export function valueCall(callee: Exec, args: Args, site: Site, optional: boolean, text: () => string) {
  return function* (frame: Frame): Steps {
    const target = callee.wait ? yield* callee.wait(frame) : callee.run(frame);
    if (target === SKIP || (optional && target === null)) return SKIP;
    const values = args.wait ? yield* args.wait(frame) : args.run(frame);
    return yield* callValue(target, null, values, frame[FIBER], site, text);
  };
}

/** How a method call treats nulls on its way. */
export interface MethodOptions {
  /** `a?.m()` */
  readonly optional: boolean;
  /** `a.m?.()` */
  readonly optionalCall: boolean;
  /** Source text of the receiver, for messages. */
  readonly text: () => string;
}

/** `receiver.name(args)`: a function property of an object, else the built-in method of its kind. */
export function methodCall(receiver: Exec, name: string, args: Args, site: Site, options: MethodOptions) {
  const { optional, optionalCall, text } = options;
  return function* (frame: Frame): Steps {
    const self = receiver.wait ? yield* receiver.wait(frame) : receiver.run(frame);
    if (self === SKIP || (optional && self === null)) return SKIP;
    const method = methodOf(self, name, frame, site, text, optionalCall);
    if (method === null) return SKIP;
    const values = args.wait ? yield* args.wait(frame) : args.run(frame);
    if ("form" in method) {
      values.unshift(self);
      return yield* callBuiltin(method, values, frame[CAPTURES][0], frame[FIBER], site);
    }
    return yield* callValue(method.value, self, values, frame[FIBER], site, text);
  };
}

/** `object[index](args)` with `this` bound to the object. */
export function indexCall(
  object: Exec,
  callee: (frame: Frame, object: Value, index: Value) => Value,
  index: Exec,
  args: Args,
  site: Site,
  options: MethodOptions,
) {
  const { optional, optionalCall, text } = options;
  return function* (frame: Frame): Steps {
    const self = object.wait ? yield* object.wait(frame) : object.run(frame);
    if (self === SKIP || (optional && self === null)) return SKIP;
    const key = index.wait ? yield* index.wait(frame) : index.run(frame);
    const target = callee(frame, self, key);
    if (optionalCall && target === null) return SKIP;
    const values = args.wait ? yield* args.wait(frame) : args.run(frame);
    return yield* callValue(target, self, values, frame[FIBER], site, text);
  };
}

/** A function of the same file, known before running. */
export function codeCall(code: Code, captures: (frame: Frame) => Captures, args: Args, site: Site) {
  return function* (frame: Frame): Steps {
    const values = args.wait ? yield* args.wait(frame) : args.run(frame);
    return code.wait
      ? yield* code.wait(captures(frame), null, values, frame[FIBER], site)
      : code.run(captures(frame), null, values, frame[FIBER], site);
  };
}

/** The same without spread arguments: they go straight into the frame, where the parameters are plain names. */
export function plainCall(
  code: Code,
  captures: (frame: Frame) => Captures,
  parts: readonly Exec[],
  args: Args,
  site: Site,
) {
  const given = parts.length;
  const [first] = parts;
  return function* (frame: Frame): Steps {
    const { bind, plain, body, value } = code.compiled;
    const fiber = frame[FIBER];
    if (bind !== null || given > plain) {
      const values = args.wait ? yield* args.wait(frame) : args.run(frame);
      return code.wait
        ? yield* code.wait(captures(frame), null, values, fiber, site)
        : code.run(captures(frame), null, values, fiber, site);
    }
    const inner = code.frame(fiber, captures(frame), null);
    if (first) {
      inner[FIRST_SLOT] = first.wait ? yield* first.wait(frame) : first.run(frame);
      for (let i = 1; i < given; i++) {
        const part = parts[i]!;
        inner[FIRST_SLOT + i] = part.wait ? yield* part.wait(frame) : part.run(frame);
      }
    }
    fiber.enter(site);
    if (fiber.meter.sliceDue) yield SLICE;
    let result: Value = null;
    if (value !== null) result = value.wait ? yield* value.wait(inner) : value.run(inner);
    else if (body !== null) {
      const done = body.wait ? yield* body.wait(inner) : body.run(inner);
      if (done === RETURN) result = inner[RESULT];
    }
    fiber.depth--;
    return result;
  };
}

export function builtinCall(builtin: Builtin, args: Args, site: Site) {
  return function* (frame: Frame): Steps {
    const values = args.wait ? yield* args.wait(frame) : args.run(frame);
    return yield* callBuiltin(builtin, values, frame[CAPTURES][0], frame[FIBER], site);
  };
}

/** A function of another module, known before running. */
export function moduleCall(unit: Unit, name: string, args: Args, site: Site) {
  return function* (frame: Frame): Steps {
    const values = args.wait ? yield* args.wait(frame) : args.run(frame);
    return yield* callMember(unit, name, values, frame[FIBER], site);
  };
}

/** `call value.name(args)`: a plugin by name, an agent record, else an ordinary method call. */
export function namedCall(
  object: Exec,
  variable: string | null,
  name: string,
  args: Args,
  site: Site,
  options: MethodOptions,
) {
  return function* (frame: Frame): Steps {
    const fiber = frame[FIBER];
    const self = object.wait ? yield* object.wait(frame) : object.run(frame);
    const unit = namedUnit(self, name, variable, fiber, site);
    const method = unit === null ? methodOf(self, name, frame, site, options.text, false) : null;
    const values = args.wait ? yield* args.wait(frame) : args.run(frame);
    if (unit !== null) return yield* callMember(unit, name, values, fiber, site);
    if (method === null) return null;
    if ("form" in method) {
      values.unshift(self);
      return yield* callBuiltin(method, values, frame[CAPTURES][0], fiber, site);
    }
    return yield* callValue(method.value, self, values, fiber, site, options.text);
  };
}

/** Calls a member of a module by name. @throws AE2005 when it has none of that name */
export function* callMember(unit: Unit, name: string, args: readonly Value[], fiber: Fiber, site: Site): Steps {
  const info = memberOf(unit, name);
  if (info === null) return defaultAnswer(unit, name) ?? noMember(unit, name, fiber, site);
  yield* startFile(unit, fiber, site);
  return yield* callFunction(info, args, fiber, site);
}

export function* callFunction(info: FunctionInfo, args: readonly Value[], fiber: Fiber, site: Site): Steps {
  const { machine } = fiber;
  const code = machine.preparation.code(info);
  const captures = machine.instance(info.unit).base;
  return code.wait ? yield* code.wait(captures, null, args, fiber, site) : code.run(captures, null, args, fiber, site);
}

/** Runs the file-level `let`s of a module at its first use. */
export function* startFile(unit: Unit, fiber: Fiber, site: Site): Steps<void> {
  const { machine } = fiber;
  const file = machine.file(unit.module);
  if (file.started) return;
  file.started = true;
  const code = machine.preparation.init(unit.module);
  const { base } = machine.instance(unit.module.fileUnit);
  code.wait ? yield* code.wait(base, null, [], fiber, site) : code.run(base, null, [], fiber, site);
}

/** `call_plugin(name, payload)`: `execute(payload)`, else `on_run`; failures become part of the answer. */
function* callPlugin(args: readonly Value[], fiber: Fiber, site: Site): Steps {
  const { depth } = fiber;
  const entry = pluginEntry(args, fiber);
  if ("failure" in entry) return entry.failure;
  try {
    const { unit, name, values } = entry;
    return passedResult(yield* callMember(unit, name, values, fiber, site));
  } catch (thrown) {
    const failure = fiber.caught(thrown, depth);
    if (failure instanceof Thrown) return failedResult(failure.error.message);
    throw failure;
  }
}
