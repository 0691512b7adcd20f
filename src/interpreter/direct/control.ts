// Derived from ../waiting/control.ts by scripts/derive-direct.mjs. Do not edit.
import { truthy } from "../../values/kind.ts";
import { Aborted, Thrown } from "../../values/thrown.ts";
import { BREAK, type Completion, type Exec, FIBER, type Frame, Leave, NORMAL, RESULT, RETURN, type Site, type Step, type Taker } from "../frame.ts";

import { itemsOf } from "../iterate.ts";
import { rethrow } from "../raise.ts";

/** Statements in order; `enter` prepares boxes and nested functions of the block. */
export function block(steps: readonly Step[], enter: ((frame: Frame) => void) | null) {
  const count = steps.length;
  return function (frame: Frame): Completion {
    if (enter) enter(frame);
    for (let i = 0; i < count; i++) {
      const step = steps[i]!;
      const done = step.run(frame);
      if (done !== NORMAL) return done;
    }
    return NORMAL;
  };
}

/** The commonest blocks without a loop over their statements. */
export function blockOfTwo(first: Step, second: Step) {
  return function (frame: Frame): Completion {
    const done = first.run(frame);
    if (done !== NORMAL) return done;
    return second.run(frame);
  };
}

export function blockOfThree(first: Step, second: Step, third: Step) {
  return function (frame: Frame): Completion {
    let done = first.run(frame);
    if (done !== NORMAL) return done;
    done = second.run(frame);
    if (done !== NORMAL) return done;
    return third.run(frame);
  };
}

export function expression(value: Exec) {
  return function (frame: Frame): Completion {
    value.run(frame);
    return NORMAL;
  };
}

export function returning(value: Exec) {
  return function (frame: Frame): Completion {
    frame[RESULT] = value.run(frame);
    return RETURN;
  };
}

/** `let x = e` and everything else that takes the value of an expression. */
export function giving(value: Exec, taker: Taker<void>) {
  return function (frame: Frame): Completion {
    const given = value.run(frame);
    taker.run(frame, given);
    return NORMAL;
  };
}

/** `if` with one branch. */
export function ifThen(test: Exec, body: Step) {
  return function (frame: Frame): Completion {
    const met = test.run(frame);
    if (!truthy(met)) return NORMAL;
    return body.run(frame);
  };
}

/** `if` and `else`. */
export function ifElse(test: Exec, body: Step, otherwise: Step) {
  return function (frame: Frame): Completion {
    const met = test.run(frame);
    if (truthy(met)) return body.run(frame);
    return otherwise.run(frame);
  };
}

/** `if` with any number of branches. */
export function branching(branches: readonly { test: Exec; body: Step }[], otherwise: Step | null) {
  const count = branches.length;
  return function (frame: Frame): Completion {
    for (let i = 0; i < count; i++) {
      const { test, body } = branches[i]!;
      const met = test.run(frame);
      if (truthy(met)) return body.run(frame);
    }
    if (otherwise === null) return NORMAL;
    return otherwise.run(frame);
  };
}

export function whileLoop(test: Exec, body: Step, site: Site) {
  return function (frame: Frame): Completion {
    const fiber = frame[FIBER];
    for (;;) {
      const met = test.run(frame);
      if (!truthy(met)) return NORMAL;
      fiber.tick(site);
      const done = body.run(frame);
      if (done === BREAK) return NORMAL;
      if (done === RETURN) return RETURN;
    }
  };
}

/** `for`: `first` takes the index or key when there is a `second`, else the element (or the key of an object). */
export function forLoop(
  iterable: Exec,
  first: Taker<void>,
  second: Taker<void> | null,
  body: Step,
  site: Site,
  text: () => string,
) {
  return function (frame: Frame): Completion {
    const fiber = frame[FIBER];
    const over = iterable.run(frame);
    const { keys, values } = itemsOf(over, frame, site, text);
    const singles = second === null ? (keys ?? values) : values;
    const count = values.length;
    for (let i = 0; i < count; i++) {
      fiber.tick(site);
      const item = singles[i]!;
      if (second === null) first.run(frame, item);
      else {
        const key = keys === null ? i : keys[i]!;
        first.run(frame, key);
        second.run(frame, item);
      }
      const done = body.run(frame);
      if (done === BREAK) return NORMAL;
      if (done === RETURN) return RETURN;
    }
    return NORMAL;
  };
}

/**
 * `try`: only script errors reach `catch`; `finally` runs for limits and cancellation too, with fresh steps and time, but
 * its own `return` or error cannot undo those.
 */
export function trying(body: Step, param: Taker<void> | null, handler: Step | null, finalizer: Step | null) {
  return function (frame: Frame): Completion {
    const fiber = frame[FIBER];
    const { depth } = fiber;
    let done: Completion = NORMAL;
    let failure: unknown = null;
    try {
      done = body.run(frame);
    } catch (thrown) {
      failure = fiber.caught(thrown, depth);
    }
    if (failure instanceof Thrown && handler !== null) {
      const { error } = failure;
      failure = null;
      try {
        if (param !== null) param.run(frame, error);
        done = handler.run(frame);
      } catch (thrown) {
        failure = fiber.caught(thrown, depth);
      }
    }
    if (finalizer !== null && !(failure instanceof Aborted && !fiber.meter.beginGrace(failure))) {
      const result = frame[RESULT];
      let last: Completion = NORMAL;
      try {
        last = finalizer.run(frame);
      } catch (thrown) {
        const again = fiber.caught(thrown, depth);
        if (!(failure instanceof Aborted)) failure = again;
      }
      if (last !== NORMAL && !(failure instanceof Aborted)) return last;
      frame[RESULT] = result;
    }
    if (failure !== null) rethrow(failure);
    return done;
  };
}

/** A statement whose expressions hold an `if` or `match` that returns, breaks or continues. */
export function leaving(step: Step) {
  return function (frame: Frame): Completion {
    try {
      return step.run(frame);
    } catch (thrown) {
      if (thrown instanceof Leave) return thrown.completion;
      throw thrown;
    }
  };
}
