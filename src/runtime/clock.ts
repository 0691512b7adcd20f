/** The one clock of a run; tests put a virtual one in its place. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Milliseconds that never run backwards, for measuring and for due times. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds, or at once when the signal aborts. */
  sleep(ms: number, wake: AbortSignal): Promise<void>;
}

/** Host timers take at most 2^31 - 1 milliseconds; longer waits are made of several. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, wake) {
    const end = performance.now() + ms;
    for (let left = ms; left > 0 && !wake.aborted; left = end - performance.now())
      await pause(Math.min(left, LONGEST_TIMER), wake);
  },
};

function pause(ms: number, wake: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      wake.removeEventListener("abort", done);
      resolve();
    };
    // Rounded up: a timer that fires early would only be waited for again.
    const timer = setTimeout(done, Math.ceil(ms));
    wake.addEventListener("abort", done, { once: true });
  });
}

/** A clock that stands still except while somebody sleeps on it: waiting takes no time, and nothing depends on the machine. */
export class VirtualClock implements Clock {
  private passed = 0;

  /** @param start milliseconds since 1970-01-01T00:00:00Z */
  constructor(private readonly start: number) {}

  now(): number {
    return this.start + Math.floor(this.passed);
  }

  monotonic(): number {
    return this.passed;
  }

  async sleep(ms: number, wake: AbortSignal): Promise<void> {
    if (!wake.aborted) this.advance(ms);
  }

  /** Lets milliseconds pass. */
  advance(ms: number): void {
    this.passed += ms;
  }
}
