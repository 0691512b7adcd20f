import type { Cli } from "../../cli.ts";

/** Cells of the bar. */
const width = 30;
/** Milliseconds between two drawings. */
const interval = 100;

/**
 * A line on standard error that shows how far a long job is; nothing where that is no terminal.
 * `  [###########…]  38 %  380,000 records`, or without the bar where the whole is not known.
 */
export class Progress {
  private readonly shown: boolean;
  private drawn = Number.NEGATIVE_INFINITY;

  /** @param total what `done` will be at the end; null when nobody knows */
  constructor(
    private readonly cli: Cli,
    private readonly total: number | null,
    private readonly what = "records",
  ) {
    this.shown = cli.streams.errIsTerminal;
  }

  /** @param done in the measure of the total @param count of what is counted */
  update(done: number, count: number): void {
    const now = performance.now();
    if (!this.shown || now - this.drawn < interval) return;
    this.drawn = now;
    this.cli.streams.err(`\r${this.bar(done)}${count.toLocaleString("en-US")} ${this.what}\x1b[K`);
  }

  /** Takes the line away, for what is said next. */
  end(): void {
    if (this.shown && this.drawn > Number.NEGATIVE_INFINITY) this.cli.streams.err("\r\x1b[K");
  }

  private bar(done: number): string {
    if (this.total === null || this.total === 0) return "";
    const part = Math.min(done / this.total, 1);
    const cells = Math.floor(part * width);
    return `[${"#".repeat(cells)}${".".repeat(width - cells)}] ${String(Math.floor(part * 100)).padStart(3)} %  `;
  }
}
