import { readSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import { problemOf } from "../project/read.ts";
import { fail } from "../values/thrown.ts";

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
  /** Pieces of standard input until its end. @throws Thrown AE2606 when it cannot be read */
  input(): Iterable<Uint8Array>;
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

  *input(): Iterable<Uint8Array> {
    const buffer = Buffer.alloc(64 * 1024);
    for (;;) {
      const count = readInput(buffer);
      if (count === 0) return;
      yield Buffer.from(buffer.subarray(0, count));
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

function readInput(buffer: Uint8Array): number {
  try {
    return retrying(() => readSync(0, buffer));
  } catch (error) {
    return fail("AE2606", {
      path: "standard input",
      problem: problemOf(error),
      hint: "Check what it is connected to.",
    });
  }
}

/** A pipe may be full or empty at the moment when it does not block; there is nothing to do but wait for it. */
function retrying(operation: () => number): number {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      if (errorCode(error) === "EOF") return 0;
      if (errorCode(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

/** The code of a host error such as `EPIPE`. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
