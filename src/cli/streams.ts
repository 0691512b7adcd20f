import { readSync, writeSync } from "node:fs";
import { isatty } from "node:tty";

/** The standard streams as the command line uses them; tests and embedders give their own. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Pieces of standard input until its end. */
  input(): Iterable<Uint8Array>;
  /** Has the reader of our output gone away? */
  readonly broken: boolean;
}

/**
 * The process's own streams, written at once and in order: output must not be lost when the process ends in the middle of
 * something, and an endless script must notice that nobody reads it any more.
 */
export class ProcessStreams implements Streams {
  readonly outIsTerminal = isatty(1);
  readonly errIsTerminal = isatty(2);
  broken = false;

  out(text: string): void {
    this.write(1, text);
  }

  err(text: string): void {
    this.write(2, text);
  }

  *input(): Iterable<Uint8Array> {
    const buffer = Buffer.alloc(64 * 1024);
    for (;;) {
      const count = retrying(() => readSync(0, buffer));
      if (count === 0) return;
      yield Buffer.from(buffer.subarray(0, count));
    }
  }

  private write(fd: number, text: string): void {
    if (this.broken && fd === 1) return;
    const bytes = Buffer.from(text);
    try {
      for (let at = 0; at < bytes.length; ) at += retrying(() => writeSync(fd, bytes, at));
    } catch (error) {
      if (errorCode(error) !== "EPIPE") throw error;
      this.broken = true;
    }
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
