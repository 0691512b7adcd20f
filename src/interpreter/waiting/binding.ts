/** Bindings and patterns. See control.ts for how this folder is used. */
import { equals } from "../../values/equal.ts";
import { truthy } from "../../values/kind.ts";
import { ObjectValue, type Value } from "../../values/types.ts";
import { destructuredList, destructuredObject, restOfList, restOfObject } from "../destructure.ts";
import { type Completion, type Exec, type Frame, NORMAL, type Site, type Step, type Taker } from "../frame.ts";
import type { Steps } from "../host.ts";

export interface ObjectEntry {
  readonly key: string;
  readonly target: Taker<void>;
  readonly fallback: Exec | null;
}

/** `{a, b: c = 1, ...rest}`: a fallback applies only when the key is absent. */
export function objectBinding(entries: readonly ObjectEntry[], rest: Taker<void> | null, site: Site) {
  const keys = entries.map((entry) => entry.key);
  return function* (frame: Frame, value: Value): Steps<void> {
    const object = destructuredObject(value, keys, frame, site);
    for (const { key, target, fallback } of entries) {
      let item = object.get(key);
      if (item === undefined) {
        item = null;
        if (fallback !== null) item = fallback.wait ? yield* fallback.wait(frame) : fallback.run(frame);
      }
      target.wait ? yield* target.wait(frame, item) : target.run(frame, item);
    }
    if (rest !== null) {
      const remaining = restOfObject(object, keys);
      rest.wait ? yield* rest.wait(frame, remaining) : rest.run(frame, remaining);
    }
  };
}

export interface ListEntry {
  readonly target: Taker<void>;
  readonly fallback: Exec | null;
}

/** `[a, , b = 1, ...rest]`; null skips an element. */
export function listBinding(entries: readonly (ListEntry | null)[], rest: Taker<void> | null, site: Site) {
  return function* (frame: Frame, value: Value): Steps<void> {
    const list = destructuredList(value, frame, site);
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i];
      if (!entry) continue;
      const { target, fallback } = entry;
      let item = list[i];
      if (item === undefined) {
        item = null;
        if (fallback !== null) item = fallback.wait ? yield* fallback.wait(frame) : fallback.run(frame);
      }
      target.wait ? yield* target.wait(frame, item) : target.run(frame, item);
    }
    if (rest !== null) {
      const remaining = restOfList(list, entries.length, frame);
      rest.wait ? yield* rest.wait(frame, remaining) : rest.run(frame, remaining);
    }
  };
}

// ------------------------------------------------------------------------------------------------------ patterns

export function valuePattern(expected: Exec) {
  return function* (frame: Frame, value: Value): Steps<boolean> {
    const wanted = expected.wait ? yield* expected.wait(frame) : expected.run(frame);
    return equals(wanted, value);
  };
}

export function bindPattern(target: Taker<void>) {
  return function* (frame: Frame, value: Value): Steps<boolean> {
    target.wait ? yield* target.wait(frame, value) : target.run(frame, value);
    return true;
  };
}

/** The keys must be there, and their values must match. */
export function objectPattern(entries: readonly { key: string; pattern: Taker<boolean> }[], rest: Taker<void> | null) {
  const keys = entries.map((entry) => entry.key);
  return function* (frame: Frame, value: Value): Steps<boolean> {
    if (!(value instanceof ObjectValue)) return false;
    for (const { key, pattern } of entries) {
      const item = value.get(key);
      if (item === undefined) return false;
      const fits = pattern.wait ? yield* pattern.wait(frame, item) : pattern.run(frame, item);
      if (!fits) return false;
    }
    if (rest !== null) {
      const remaining = restOfObject(value, keys);
      rest.wait ? yield* rest.wait(frame, remaining) : rest.run(frame, remaining);
    }
    return true;
  };
}

/** Without a rest the length must fit. */
export function listPattern(items: readonly Taker<boolean>[], rest: Taker<void> | null) {
  return function* (frame: Frame, value: Value): Steps<boolean> {
    if (!Array.isArray(value)) return false;
    if (rest === null ? value.length !== items.length : value.length < items.length) return false;
    for (let i = 0; i < items.length; i++) {
      const pattern = items[i]!;
      const item = value[i]!;
      const fits = pattern.wait ? yield* pattern.wait(frame, item) : pattern.run(frame, item);
      if (!fits) return false;
    }
    if (rest !== null) {
      const remaining = restOfList(value, items.length, frame);
      rest.wait ? yield* rest.wait(frame, remaining) : rest.run(frame, remaining);
    }
    return true;
  };
}

export interface Case<Body> {
  /** Empty for `default`. */
  readonly patterns: readonly Taker<boolean>[];
  readonly guard: Exec | null;
  readonly enter: ((frame: Frame) => void) | null;
  readonly body: Body;
}

/** Index of the first case that fits, or -1. `default` stands last in `cases`, wherever it was written. */
export function selecting(subject: Exec, cases: readonly Case<unknown>[]) {
  return function* (frame: Frame): Steps<number> {
    const value = subject.wait ? yield* subject.wait(frame) : subject.run(frame);
    for (let i = 0; i < cases.length; i++) {
      const { patterns, guard, enter } = cases[i]!;
      if (enter) enter(frame);
      let fits = patterns.length === 0;
      for (let j = 0; j < patterns.length && !fits; j++) {
        const pattern = patterns[j]!;
        fits = pattern.wait ? yield* pattern.wait(frame, value) : pattern.run(frame, value);
      }
      if (!fits) continue;
      if (guard === null) return i;
      const met = guard.wait ? yield* guard.wait(frame) : guard.run(frame);
      if (truthy(met)) return i;
    }
    return -1;
  };
}

/** `match` as a statement. */
export function matching(
  selected: { run: (f: Frame) => number; wait: ((f: Frame) => Steps<number>) | null },
  bodies: readonly Step[],
) {
  return function* (frame: Frame): Steps<Completion> {
    const index = selected.wait ? yield* selected.wait(frame) : selected.run(frame);
    if (index < 0) return NORMAL;
    const body = bodies[index]!;
    return body.wait ? yield* body.wait(frame) : body.run(frame);
  };
}

/** `match` as a value. */
export function matchValue(
  selected: { run: (f: Frame) => number; wait: ((f: Frame) => Steps<number>) | null },
  bodies: readonly Exec[],
) {
  return function* (frame: Frame): Steps {
    const index = selected.wait ? yield* selected.wait(frame) : selected.run(frame);
    if (index < 0) return null;
    const body = bodies[index]!;
    return body.wait ? yield* body.wait(frame) : body.run(frame);
  };
}
