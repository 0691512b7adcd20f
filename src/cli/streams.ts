import { fstatSync, writeSync } from "node:fs";
import { addAbortSignal } from "node:stream";
import { isatty } from "node:tty";
import { problemOf } from "../project/read.ts";
import { fail, Thrown } from "../values/thrown.ts";

/** An output stream that takes no more, for another reason than that nobody reads standard output any more. */
export interface OutputFailure {
  readonly stream: "out" | "err";
  /** In words people know: "no space left on the disk". */
  readonly problem: string;
}

/** The standard streams as the command line uses them; tests and embedders give their own. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /**
   * Pieces of standard input until its end, or until `signal` aborts.
   * @throws Thrown AE2606 when it cannot be read
   */
  input(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Is there no use in going on, because an output stream takes no more? What is still written to it is dropped. */
  readonly broken: boolean;
  /** What is wrong with an output stream; null also when only the reader of standard output went away, which is fine. */
  readonly failure: OutputFailure | null;
}

/**
 * The process's own streams, written at once and in order: output must not be lost when the process ends in the middle of
 * something, and an endless script must notice that nobody reads it any more.
 */
export class ProcessStreams implements Streams {
  readonly outIsTerminal = isatty(1);
  readonly errIsTerminal = isatty(2);
  failure: OutputFailure | null = null;
  private readonly closed = { out: false, err: false };

  get broken(): boolean {
    return this.closed.out || this.closed.err;
  }

  out(text: string): void {
    this.write("out", text);
  }

  err(text: string): void {
    this.write("err", text);
  }

  /** Waits without blocking the process, which could not hear a signal meanwhile. */
  async *input(signal?: AbortSignal): AsyncIterable<Uint8Array> {
    try {
      // Node takes whatever it does not know for empty.
      if (fstatSync(0).isDirectory()) unreadable("it is a folder");
      const { stdin } = process;
      yield* (signal ? addAbortSignal(signal, stdin) : stdin) as AsyncIterable<Buffer>;
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof Thrown) throw error;
      unreadable(problemOf(error));
    }
  }

  /** Never throws: whoever writes may be in the middle of something that has to be brought to its end. */
  private write(stream: "out" | "err", text: string): void {
    if (this.closed[stream]) return;
    const bytes = Buffer.from(text);
    try {
      for (let at = 0; at < bytes.length; ) at += retrying(() => writeSync(stream === "out" ? 1 : 2, bytes, at));
    } catch (error) {
      this.closed[stream] = true;
      const unread = errorCode(error) === "EPIPE";
      if (unread && stream === "out") return;
      this.failure ??= { stream, problem: unread ? "nobody reads it any more" : problemOf(error) };
    }
  }
}

function unreadable(problem: string): never {
  return fail("AE2606", { path: "standard input", problem, hint: "Check what it is connected to." });
}

/** A pipe may be full at the moment when it does not block; there is nothing to do but wait for it. */
function retrying(operation: () => number): number {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

/** The code of a host error such as `EPIPE`. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
