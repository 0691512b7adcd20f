/**
 * Statements in the waiting form. This folder is written once, here; `scripts/derive-direct.mjs` derives `../direct` from it by
 * taking out everything that yields. Write `node.wait ? yield* node.wait(frame) : node.run(frame)` to run a child.
 */
import { truthy } from "../../values/kind.ts";
import { Aborted, Thrown } from "../../values/thrown.ts";
import {
  BREAK,
  type Completion,
  type Exec,
  FIBER,
  type Frame,
  Leave,
  NORMAL,
  RESULT,
  RETURN,
  type Site,
  SLICE,
  type Step,
  type Taker,
} from "../frame.ts";
import type { Steps } from "../host.ts";
import { itemsOf } from "../iterate.ts";
import { rethrow } from "../raise.ts";

/** Statements in order; `enter` prepares boxes and nested functions of the block. */
export function block(steps: readonly Step[], enter: ((frame: Frame) => void) | null) {
  const count = steps.length;
  return function* (frame: Frame): Steps<Completion> {
    if (enter) enter(frame);
    for (let i = 0; i < count; i++) {
      const step = steps[i]!;
      const done = step.wait ? yield* step.wait(frame) : step.run(frame);
      if (done !== NORMAL) return done;
    }
    return NORMAL;
  };
}

/** The commonest blocks without a loop over their statements. */
export function blockOfTwo(first: Step, second: Step) {
  return function* (frame: Frame): Steps<Completion> {
    const done = first.wait ? yield* first.wait(frame) : first.run(frame);
    if (done !== NORMAL) return done;
    return second.wait ? yield* second.wait(frame) : second.run(frame);
  };
}

export function blockOfThree(first: Step, second: Step, third: Step) {
  return function* (frame: Frame): Steps<Completion> {
    let done = first.wait ? yield* first.wait(frame) : first.run(frame);
    if (done !== NORMAL) return done;
    done = second.wait ? yield* second.wait(frame) : second.run(frame);
    if (done !== NORMAL) return done;
    return third.wait ? yield* third.wait(frame) : third.run(frame);
  };
}

export function expression(value: Exec) {
  return function* (frame: Frame): Steps<Completion> {
    value.wait ? yield* value.wait(frame) : value.run(frame);
    return NORMAL;
  };
}

export function returning(value: Exec) {
  return function* (frame: Frame): Steps<Completion> {
    frame[RESULT] = value.wait ? yield* value.wait(frame) : value.run(frame);
    return RETURN;
  };
}

/** `let x = e` and everything else that takes the value of an expression. */
export function giving(value: Exec, taker: Taker<void>) {
  return function* (frame: Frame): Steps<Completion> {
    const given = value.wait ? yield* value.wait(frame) : value.run(frame);
    taker.wait ? yield* taker.wait(frame, given) : taker.run(frame, given);
    return NORMAL;
  };
}

/** `if` with one branch. */
export function ifThen(test: Exec, body: Step) {
  return function* (frame: Frame): Steps<Completion> {
    const met = test.wait ? yield* test.wait(frame) : test.run(frame);
    if (!truthy(met)) return NORMAL;
    return body.wait ? yield* body.wait(frame) : body.run(frame);
  };
}

/** `if` and `else`. */
export function ifElse(test: Exec, body: Step, otherwise: Step) {
  return function* (frame: Frame): Steps<Completion> {
    const met = test.wait ? yield* test.wait(frame) : test.run(frame);
    if (truthy(met)) return body.wait ? yield* body.wait(frame) : body.run(frame);
    return otherwise.wait ? yield* otherwise.wait(frame) : otherwise.run(frame);
  };
}

/** `if` with any number of branches. */
export function branching(branches: readonly { test: Exec; body: Step }[], otherwise: Step | null) {
  const count = branches.length;
  return function* (frame: Frame): Steps<Completion> {
    for (let i = 0; i < count; i++) {
      const { test, body } = branches[i]!;
      const met = test.wait ? yield* test.wait(frame) : test.run(frame);
      if (truthy(met)) return body.wait ? yield* body.wait(frame) : body.run(frame);
    }
    if (otherwise === null) return NORMAL;
    return otherwise.wait ? yield* otherwise.wait(frame) : otherwise.run(frame);
  };
}

export function whileLoop(test: Exec, body: Step, site: Site) {
  return function* (frame: Frame): Steps<Completion> {
    const fiber = frame[FIBER];
    for (;;) {
      const met = test.wait ? yield* test.wait(frame) : test.run(frame);
      if (!truthy(met)) return NORMAL;
      fiber.tick(site);
      if (fiber.meter.sliceDue) yield SLICE;
      const done = body.wait ? yield* body.wait(frame) : body.run(frame);
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
  return function* (frame: Frame): Steps<Completion> {
    const fiber = frame[FIBER];
    const over = iterable.wait ? yield* iterable.wait(frame) : iterable.run(frame);
    const { keys, values } = itemsOf(over, frame, site, text);
    const singles = second === null ? (keys ?? values) : values;
    const count = values.length;
    for (let i = 0; i < count; i++) {
      fiber.tick(site);
      if (fiber.meter.sliceDue) yield SLICE;
      const item = singles[i]!;
      if (second === null) first.wait ? yield* first.wait(frame, item) : first.run(frame, item);
      else {
        const key = keys === null ? i : keys[i]!;
        first.wait ? yield* first.wait(frame, key) : first.run(frame, key);
        second.wait ? yield* second.wait(frame, item) : second.run(frame, item);
      }
      const done = body.wait ? yield* body.wait(frame) : body.run(frame);
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
  return function* (frame: Frame): Steps<Completion> {
    const fiber = frame[FIBER];
    const { depth } = fiber;
    let done: Completion = NORMAL;
    let failure: unknown = null;
    try {
      done = body.wait ? yield* body.wait(frame) : body.run(frame);
    } catch (thrown) {
      failure = fiber.caught(thrown, depth);
    }
    if (failure instanceof Thrown && handler !== null) {
      const { error } = failure;
      failure = null;
      try {
        if (param !== null) param.wait ? yield* param.wait(frame, error) : param.run(frame, error);
        done = handler.wait ? yield* handler.wait(frame) : handler.run(frame);
      } catch (thrown) {
        failure = fiber.caught(thrown, depth);
      }
    }
    if (finalizer !== null && !(failure instanceof Aborted && !fiber.meter.beginGrace(failure))) {
      const result = frame[RESULT];
      let last: Completion = NORMAL;
      try {
        last = finalizer.wait ? yield* finalizer.wait(frame) : finalizer.run(frame);
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
  return function* (frame: Frame): Steps<Completion> {
    try {
      return step.wait ? yield* step.wait(frame) : step.run(frame);
    } catch (thrown) {
      if (thrown instanceof Leave) return thrown.completion;
      throw thrown;
    }
  };
}
