// Derived from ../waiting/calls.ts by scripts/derive-direct.mjs. Do not edit.

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
import { CAPTURES, type Captures, type Exec, FIBER, FIRST_SLOT, type Frame, RESULT, RETURN, type Site, SKIP } from "../frame.ts";
import type { Steps } from "../host.ts";
import type { UnitInstance } from "../instance.ts";
import { performNow } from "../intrinsics.ts";
import { defaultAnswer, failedResult, namedUnit, noMember, notCallable, passedResult, pluginEntry } from "../plugins.ts";


/** The arguments of a call as one node. */
export interface Args {
  readonly run: (frame: Frame) => Value[];
  readonly wait: ((frame: Frame) => Steps<Value[]>) | null;
}

/** Evaluates arguments in order; `spread[i]` marks `...x`. */
export function argumentValues(parts: readonly Exec[], spread: readonly boolean[] | null) {
  return function (frame: Frame): Value[] {
    const values: Value[] = [];
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const value = part.run(frame);
      if (spread?.[i]) spreadInto(values, value, frame);
      else values.push(value);
    }
    return values;
  };
}

/** Runs the code of a function with its arguments. */
export function invoke(
  code: Code,
  captures: Captures,
  self: Value,
  args: readonly Value[],
  fiber: Fiber,
  site: Site,
): Value {
  fiber.enter(site);
  const { plain, bind, body, value } = code.compiled;
  const frame = code.frame(fiber, captures, self);
  if (bind === null) {
    const count = plain < args.length ? plain : args.length;
    for (let i = 0; i < count; i++) frame[FIRST_SLOT + i] = args[i];
  } else bindParameters(bind, frame, args);
  let result: Value = null;
  if (value !== null) result = value.run(frame);
  else if (body !== null) {
    const done = body.run(frame);
    if (done === RETURN) result = frame[RESULT];
  }
  fiber.depth--;
  return result;
}

function bindParameters(bind: ParameterBinder, frame: Frame, args: readonly Value[]): void {
  const { params } = bind;
  for (let i = 0; i < params.length; i++) {
    const { taker, fallback, rest } = params[i]!;
    let value: Value = null;
    if (rest) value = restOfList(args, i, frame);
    else if (i < args.length) value = args[i]!;
    else if (fallback !== null) value = fallback.run(frame);
    taker.run(frame, value);
  }
}

/** Calls whatever a value is. @throws AE2003 when it is no function */
export function callValue(
  callee: Value,
  self: Value,
  args: readonly Value[],
  fiber: Fiber,
  site: Site,
  text: (() => string) | null = null,
): Value {
  if (callee instanceof Closure) {
    const { code, captures } = callee;
    const own = code.info.kind === "arrow" ? callee.self : self;
    return code.run(captures, own, args, fiber, site);
  }
  if (callee instanceof BuiltinFunction) {
    // The plugin in whose source the call stands decides, and the one that handed the built-in over cannot give more than it has.
    const caller = fiber.machine.instance(site.fn.unit);
    return callBuiltin(callee.builtin, args, caller.within(callee.instance), fiber, site);
  }
  if (callee instanceof BoundFunction)
    return callValue(callee.target, callee.receiver, [...callee.bound, ...args], fiber, site, text);
  return notCallable(callee, fiber, site, text);
}

export function callBuiltin(
  builtin: Builtin,
  args: readonly Value[],
  instance: UnitInstance,
  fiber: Fiber,
  site: Site,
): Value {
  fiber.tick(site);
  const { context } = instance;
  context.span = site.span;
  try {
    checkArguments(builtin, args);
    if (builtin.form === "plain") return builtin.run(context, args);
    if (builtin.form === "calling") return runTask(builtin.start(context, args), fiber, site);
    if (builtin.effect === "call") return callPlugin(args, fiber, site);
    return performNow(builtin.name, args, instance, fiber, site);
  } catch (thrown) {
    throw fiber.located(thrown, site);
  }
}

function runTask(task: Task, fiber: Fiber, site: Site): Value {
  const { depth } = fiber;
  try {
    while (task.next()) {
      const { callee } = task;
      task.feed(callValue(callee, task.receiver, trimmed(callee, task.args), fiber, site));
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
  return function (frame: Frame): Value {
    const target = callee.run(frame);
    if (target === SKIP || (optional && target === null)) return SKIP;
    const values = args.run(frame);
    return callValue(target, null, values, frame[FIBER], site, text);
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
  return function (frame: Frame): Value {
    const self = receiver.run(frame);
    if (self === SKIP || (optional && self === null)) return SKIP;
    const method = methodOf(self, name, frame, site, text, optionalCall);
    if (method === null) return SKIP;
    const values = args.run(frame);
    if ("form" in method) {
      values.unshift(self);
      return callBuiltin(method, values, frame[CAPTURES][0], frame[FIBER], site);
    }
    return callValue(method.value, self, values, frame[FIBER], site, text);
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
  return function (frame: Frame): Value {
    const self = object.run(frame);
    if (self === SKIP || (optional && self === null)) return SKIP;
    const key = index.run(frame);
    const target = callee(frame, self, key);
    if (optionalCall && target === null) return SKIP;
    const values = args.run(frame);
    return callValue(target, self, values, frame[FIBER], site, text);
  };
}

/** A function of the same file, known before running. */
export function codeCall(code: Code, captures: (frame: Frame) => Captures, args: Args, site: Site) {
  return function (frame: Frame): Value {
    const values = args.run(frame);
    return code.run(captures(frame), null, values, frame[FIBER], site);
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
  return function (frame: Frame): Value {
    const { bind, plain, body, value } = code.compiled;
    const fiber = frame[FIBER];
    if (bind !== null || given > plain) {
      const values = args.run(frame);
      return code.run(captures(frame), null, values, fiber, site);
    }
    const inner = code.frame(fiber, captures(frame), null);
    if (first) {
      inner[FIRST_SLOT] = first.run(frame);
      for (let i = 1; i < given; i++) {
        const part = parts[i]!;
        inner[FIRST_SLOT + i] = part.run(frame);
      }
    }
    fiber.enter(site);
    let result: Value = null;
    if (value !== null) result = value.run(inner);
    else if (body !== null) {
      const done = body.run(inner);
      if (done === RETURN) result = inner[RESULT];
    }
    fiber.depth--;
    return result;
  };
}

export function builtinCall(builtin: Builtin, args: Args, site: Site) {
  return function (frame: Frame): Value {
    const values = args.run(frame);
    return callBuiltin(builtin, values, frame[CAPTURES][0], frame[FIBER], site);
  };
}

/** A function of another module, known before running. */
export function moduleCall(unit: Unit, name: string, args: Args, site: Site) {
  return function (frame: Frame): Value {
    const values = args.run(frame);
    return callMember(unit, name, values, frame[FIBER], site);
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
  return function (frame: Frame): Value {
    const fiber = frame[FIBER];
    const self = object.run(frame);
    const unit = namedUnit(self, name, variable, fiber, site);
    const method = unit === null ? methodOf(self, name, frame, site, options.text, false) : null;
    const values = args.run(frame);
    if (unit !== null) return callMember(unit, name, values, fiber, site);
    if (method === null) return null;
    if ("form" in method) {
      values.unshift(self);
      return callBuiltin(method, values, frame[CAPTURES][0], fiber, site);
    }
    return callValue(method.value, self, values, fiber, site, options.text);
  };
}

/** Calls a member of a module by name. @throws AE2005 when it has none of that name */
export function callMember(unit: Unit, name: string, args: readonly Value[], fiber: Fiber, site: Site): Value {
  const info = memberOf(unit, name);
  if (info === null) return defaultAnswer(unit, name) ?? noMember(unit, name, fiber, site);
  startFile(unit, fiber, site);
  return callFunction(info, args, fiber, site);
}

export function callFunction(info: FunctionInfo, args: readonly Value[], fiber: Fiber, site: Site): Value {
  const { machine } = fiber;
  const code = machine.preparation.code(info);
  const captures = machine.instance(info.unit).base;
  return code.run(captures, null, args, fiber, site);
}

/** Runs the file-level `let`s of a module at its first use. */
export function startFile(unit: Unit, fiber: Fiber, site: Site): void {
  const { machine } = fiber;
  const file = machine.file(unit.module);
  if (file.started) return;
  file.started = true;
  const code = machine.preparation.init(unit.module);
  const { base } = machine.instance(unit.module.fileUnit);
  code.run(base, null, [], fiber, site);
}

/** `call_plugin(name, payload)`: `execute(payload)`, else `on_run`; failures become part of the answer. */
function callPlugin(args: readonly Value[], fiber: Fiber, site: Site): Value {
  const { depth } = fiber;
  const entry = pluginEntry(args, fiber);
  if ("failure" in entry) return entry.failure;
  try {
    const { unit, name, values } = entry;
    return passedResult(callMember(unit, name, values, fiber, site));
  } catch (thrown) {
    const failure = fiber.caught(thrown, depth);
    if (failure instanceof Thrown) return failedResult(failure.error.message);
    throw failure;
  }
}
