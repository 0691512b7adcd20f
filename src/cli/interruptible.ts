import type { CancelReason } from "../runtime/cancellation.ts";
import { Interrupts } from "../runtime/interrupts.ts";

/** Items taken before the host may breathe and deliver the signals it has received. */
const BREATH = 1000;

/** Thrown out of an interrupted iteration. */
export class Stopped {
  constructor(readonly reason: CancelReason) {}
}

/**
 * Does work a signal may stop between two items, so that it can be brought to a good end.
 * @param work gets a function that passes items on until a signal comes, and what tells a source that waits about it
 * @throws Stopped out of the iteration
 */
export async function interruptible<R>(
  work: (until: <T>(items: AsyncIterable<T>) => AsyncIterable<T>, signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const interrupts = new Interrupts();
  const waking = new AbortController();
  interrupts.start();
  const stopListening = interrupts.listen(() => waking.abort());
  const look = () => {
    const reason = interrupts.poll();
    if (reason !== null) throw new Stopped(reason);
  };
  async function* until<T>(items: AsyncIterable<T>): AsyncIterable<T> {
    let count = 0;
    for await (const item of items) {
      if (++count % BREATH === 0) await new Promise<void>((resolve) => setImmediate(resolve));
      look();
      yield item;
    }
    // A source that was told may end as if there were no more.
    look();
  }
  try {
    return await work(until, waking.signal);
  } finally {
    stopListening();
    interrupts.close();
  }
}
