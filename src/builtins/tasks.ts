import { Callable, type Value } from "../values/types.ts";
import type { Task } from "./declare.ts";
import { elementAt } from "./path.ts";

/** A task that calls nothing. */
export function finished(value: Value): Task {
  return { callee: null, receiver: null, args: [], next: () => false, feed: () => undefined, result: () => value };
}

/** A task of exactly one call, whose result `done` may turn into another. */
export function once(
  callee: Value,
  receiver: Value,
  args: readonly Value[],
  done = (result: Value): Value => result,
): Task {
  let called = false;
  let value: Value = null;
  return {
    callee,
    receiver,
    args,
    next: () => !called && (called = true),
    feed: (result) => {
      value = done(result);
    },
    result: () => value,
  };
}

/** Takes the result of a callback for an item; answering true ends the loop. */
export type Take = (result: Value, item: Value, index: number) => unknown;

/**
 * Calls `callee(item, index, source)` for every item.
 * @param items the items as they were at the start; the caller copies a list that the callback could change
 */
export function each(items: readonly Value[], callee: Value, source: Value, take: Take, done: () => Value): Task {
  return new Each(items, callee, source, take, done);
}

class Each implements Task {
  readonly receiver = null;
  args: readonly Value[] = [];
  private at = -1;
  private stopped = false;

  constructor(
    private readonly items: readonly Value[],
    readonly callee: Value,
    private readonly source: Value,
    private readonly take: Take,
    private readonly done: () => Value,
  ) {}

  next(): boolean {
    if (this.stopped || ++this.at >= this.items.length) return false;
    this.args = [this.items[this.at]!, this.at, this.source];
    return true;
  }

  feed(result: Value): void {
    if (this.take(result, this.items[this.at]!, this.at) === true) this.stopped = true;
  }

  result(): Value {
    return this.done();
  }
}

/**
 * Computes a key for every item, in order and once each: by a function, by the name or path of a property, or the item
 * itself when `selector` is null. `done` gets the keys.
 */
export function keyed(
  list: readonly Value[],
  selector: Value,
  done: (items: readonly Value[], keys: readonly Value[]) => Value,
): Task {
  const items = list.slice();
  if (!(selector instanceof Callable)) {
    return finished(done(items, selector === null ? items : items.map((item) => elementAt(item, selector))));
  }
  const keys: Value[] = [];
  return each(
    items,
    selector,
    list as Value[],
    (key) => {
      keys.push(key);
    },
    () => done(items, keys),
  );
}
