import type { LogLevel } from "../syntax/ast.ts";
import { abort } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";

/** One line a script logged. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  /** What was logged, when it was not text. */
  readonly data?: Value;
  /** Plugin in whose source the statement stands; null for a file without one. */
  readonly plugin: string | null;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  readonly session: string;
}

/** Where a run's words go. */
export interface Output {
  /** A printed line, without its line break. */
  print(text: string): void;
  log(entry: LogEntry): void;
}

/** Passes output on and counts its bytes. */
export class MeteredOutput implements Output {
  private written = 0;

  constructor(
    private readonly target: Output,
    private readonly limit: number,
  ) {}

  /** @throws Aborted AE4201 when the run has written too much */
  print(text: string): void {
    this.count(text);
    this.target.print(text);
  }

  /** @throws Aborted AE4201 when the run has written too much */
  log(entry: LogEntry): void {
    this.count(entry.message);
    this.target.log(entry);
  }

  private count(text: string): void {
    this.written += utf8Length(text) + 1;
    if (this.written > this.limit) abort("AE4201", { limit: this.limit });
  }
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}
