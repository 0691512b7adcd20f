import { Aborted, errorValue } from "../values/thrown.ts";

/** Why a run should stop. */
export type CancelReason =
  /** Ctrl-C */
  | "interrupt"
  /** The process was asked to end (SIGTERM). */
  | "terminate"
  /** The terminal or the connection the process was started from is gone (SIGHUP). */
  | "hangup"
  /** Whoever embeds the run asked for it. */
  | "request"
  /** Its time is up. */
  | "timeout";

/** Something that can stop a run from outside. */
export interface CancelSource {
  /** Looked at about every millisecond of work. */
  poll(): CancelReason | null;
  /** While the run waits: calls back once something asks it to stop. Answers how to stop listening. */
  listen(callback: () => void): () => void;
  /** Called before work that cannot poll and may take seconds. */
  blocking?(): void;
  /** Called when Ctrl-C broke such work off. A source without this leaves Ctrl-C to whoever embeds the run. */
  interrupted?(): void;
}

/** Cancellation through an `AbortSignal`. */
export function signalSource(signal: AbortSignal): CancelSource {
  return {
    poll: () => (signal.aborted ? "request" : null),
    listen(callback) {
      signal.addEventListener("abort", callback, { once: true });
      return () => signal.removeEventListener("abort", callback);
    },
  };
}

const words: Record<Exclude<CancelReason, "timeout">, string> = {
  interrupt: "interrupted",
  terminate: "the process was asked to end",
  hangup: "the terminal it was started from was closed",
  request: "on request",
};

/** Decides when a run has to stop: the sources it was given, and a deadline. */
export class Cancellation {
  private found: CancelReason | null = null;

  /**
   * @param sources whatever may stop the run
   * @param deadline time of `clock` in milliseconds; null for none
   * @param timeout seconds the deadline stands for, for the message
   */
  constructor(
    private readonly sources: readonly CancelSource[],
    private readonly clock: () => number,
    readonly deadline: number | null,
    private readonly timeout: number,
  ) {}

  /** Why the run was stopped, once it was. */
  get reason(): CancelReason | null {
    return this.found;
  }

  /** The error to stop the run with, or null to go on. */
  poll(): Aborted | null {
    if (this.found === null) this.found = this.look();
    if (this.found === null) return null;
    return new Aborted(
      this.found === "timeout"
        ? errorValue("AE4202", { seconds: this.timeout })
        : errorValue("AE4203", { reason: words[this.found] }),
    );
  }

  /** Calls back when a source asks to stop; answers how to stop listening. */
  listen(callback: () => void): () => void {
    const ends = this.sources.map((source) => source.listen(callback));
    return () => {
      for (const end of ends) end();
    };
  }

  /** Called before work that cannot poll and may take seconds. Answers whether Ctrl-C may break it off. */
  blocking(): boolean {
    for (const source of this.sources) source.blocking?.();
    return this.sources.some((source) => source.interrupted !== undefined);
  }

  /** Ctrl-C broke off work that could not poll. */
  interrupted(): void {
    for (const source of this.sources) source.interrupted?.();
  }

  private look(): CancelReason | null {
    for (const source of this.sources) {
      const reason = source.poll();
      if (reason !== null) return reason;
    }
    return this.deadline !== null && this.clock() >= this.deadline ? "timeout" : null;
  }
}
