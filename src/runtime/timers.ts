import type { Callable, Value } from "../values/types.ts";

/** A function waiting for its time. */
export interface Timer {
  readonly id: number;
  /** On the run's monotonic clock, in milliseconds. */
  readonly due: number;
  readonly callback: Callable;
  readonly args: readonly Value[];
}

/** The timers of one run. Setting one does not wait; they fire while the run waits or after its last statement. */
export class Timers {
  private readonly pending = new Map<number, Timer>();
  private lastId = 0;

  set(due: number, callback: Callable, args: readonly Value[]): number {
    const id = ++this.lastId;
    this.pending.set(id, { id, due, callback, args });
    return id;
  }

  clear(id: number): void {
    this.pending.delete(id);
  }

  clearAll(): void {
    this.pending.clear();
  }

  /** The timer that is due first; of several due at once the one set first. */
  next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.pending.values()) {
      if (first === null || timer.due < first.due) first = timer;
    }
    return first;
  }
}
