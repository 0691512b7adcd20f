/** Expressions whose parts may wait. See control.ts for how this folder is used. */
import { truthy } from "../../values/kind.ts";
import type { Value } from "../../values/types.ts";
import { type Exec, type Frame, NORMAL, SKIP, type Step, type Taker } from "../frame.ts";
import type { Steps } from "../host.ts";
import { leave } from "../raise.ts";

/** Every part in order, then `apply`: what any node without control flow of its own does. */
export function operands(parts: readonly Exec[], apply: (frame: Frame, values: Value[]) => Value) {
  const count = parts.length;
  return function* (frame: Frame): Steps {
    const values: Value[] = [];
    for (let i = 0; i < count; i++) {
      const part = parts[i]!;
      values.push(part.wait ? yield* part.wait(frame) : part.run(frame));
    }
    return apply(frame, values);
  };
}

/** The same for two parts, without a list in between. */
export function pair(left: Exec, right: Exec, apply: (frame: Frame, a: Value, b: Value) => Value) {
  return function* (frame: Frame): Steps {
    const a = left.wait ? yield* left.wait(frame) : left.run(frame);
    const b = right.wait ? yield* right.wait(frame) : right.run(frame);
    return apply(frame, a, b);
  };
}

export function and(left: Exec, right: Exec) {
  return function* (frame: Frame): Steps {
    const first = left.wait ? yield* left.wait(frame) : left.run(frame);
    if (!truthy(first)) return first;
    return right.wait ? yield* right.wait(frame) : right.run(frame);
  };
}

export function or(left: Exec, right: Exec) {
  return function* (frame: Frame): Steps {
    const first = left.wait ? yield* left.wait(frame) : left.run(frame);
    if (truthy(first)) return first;
    return right.wait ? yield* right.wait(frame) : right.run(frame);
  };
}

export function coalesce(left: Exec, right: Exec) {
  return function* (frame: Frame): Steps {
    const first = left.wait ? yield* left.wait(frame) : left.run(frame);
    if (first !== null) return first;
    return right.wait ? yield* right.wait(frame) : right.run(frame);
  };
}

export function ternary(test: Exec, then: Exec, otherwise: Exec) {
  return function* (frame: Frame): Steps {
    const met = test.wait ? yield* test.wait(frame) : test.run(frame);
    if (truthy(met)) return then.wait ? yield* then.wait(frame) : then.run(frame);
    return otherwise.wait ? yield* otherwise.wait(frame) : otherwise.run(frame);
  };
}

/** `target ??= value`: the value is computed only when the target is null. */
export function assignIfNull(target: Exec, value: Exec, taker: Taker<void>) {
  return function* (frame: Frame): Steps {
    const old = target.wait ? yield* target.wait(frame) : target.run(frame);
    if (old !== null) return null;
    const given = value.wait ? yield* value.wait(frame) : value.run(frame);
    taker.wait ? yield* taker.wait(frame, given) : taker.run(frame, given);
    return null;
  };
}

/** The branches of an `if` used as a value; without `else` an untaken one is null. */
export function choice(branches: readonly { test: Exec; body: Exec }[], otherwise: Exec | null) {
  const count = branches.length;
  return function* (frame: Frame): Steps {
    for (let i = 0; i < count; i++) {
      const { test, body } = branches[i]!;
      const met = test.wait ? yield* test.wait(frame) : test.run(frame);
      if (truthy(met)) return body.wait ? yield* body.wait(frame) : body.run(frame);
    }
    if (otherwise === null) return null;
    return otherwise.wait ? yield* otherwise.wait(frame) : otherwise.run(frame);
  };
}

/** A block used as a value: the value of its last expression. Anything but a normal end leaves the expression around it. */
export function blockValue(steps: readonly Step[], last: Exec | null, enter: ((frame: Frame) => void) | null) {
  const count = steps.length;
  return function* (frame: Frame): Steps {
    if (enter) enter(frame);
    for (let i = 0; i < count; i++) {
      const step = steps[i]!;
      const done = step.wait ? yield* step.wait(frame) : step.run(frame);
      if (done !== NORMAL) leave(done);
    }
    if (last === null) return null;
    return last.wait ? yield* last.wait(frame) : last.run(frame);
  };
}

/** The value a statement-like part has in an expression: none. */
export function performing(step: Step) {
  return function* (frame: Frame): Steps {
    const done = step.wait ? yield* step.wait(frame) : step.run(frame);
    if (done !== NORMAL) leave(done);
    return null;
  };
}

/** `a?.[i]`, and `[i]` behind a `?.`: the index is computed only when there is something to look into. */
export function linkedIndex(
  object: Exec,
  index: Exec,
  read: (frame: Frame, object: Value, index: Value) => Value,
  optional: boolean,
) {
  return function* (frame: Frame): Steps {
    const container = object.wait ? yield* object.wait(frame) : object.run(frame);
    if (container === SKIP || (optional && container === null)) return SKIP;
    const key = index.wait ? yield* index.wait(frame) : index.run(frame);
    return read(frame, container, key);
  };
}
