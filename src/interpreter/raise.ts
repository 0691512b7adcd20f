import { thrownError } from "../values/error.ts";
import { Thrown } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import { type Completion, FIBER, type Frame, Leave, type Site } from "./frame.ts";

/** Throws on what was caught. */
export function rethrow(failure: unknown): never {
  throw failure;
}

/** `throw value`: an error keeps the place and stack it has. */
export function raise(value: Value, frame: Frame, site: Site): never {
  const error = guard(frame, site, () => thrownError(value));
  throw new Thrown(frame[FIBER].locate(error, site));
}

/** Runs an operation that may fail; the error learns its place. */
export function guard<T>(frame: Frame, site: Site, operation: () => T): T {
  try {
    return operation();
  } catch (thrown) {
    throw frame[FIBER].located(thrown, site);
  }
}

const leaves = [new Leave(0), new Leave(1), new Leave(2), new Leave(3)];

/** Leaves the expression around a branch that did not end normally. */
export function leave(completion: Completion): never {
  throw leaves[completion];
}
