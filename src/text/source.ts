import type { Position, Span } from "./span.ts";

/** One source text with its display path and an index of its lines, built on first use. */
export class Source {
  private starts: number[] | undefined;

  constructor(
    /** Path as shown to people, for example `system/agents.aether` or `<text>`. */
    readonly path: string,
    readonly text: string,
  ) {}

  /** Number of lines; a final line break opens a last, empty line. */
  get lineCount(): number {
    return this.lineStarts().length;
  }

  /** Line and column (from 1) of an offset; offsets outside the text are clamped to it. */
  position(offset: number): Position {
    const starts = this.lineStarts();
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - starts[low]! + 1 };
  }

  /** Offset of a line and column (from 1), clamped to the line. */
  offset(position: Position): number {
    const line = Math.max(1, Math.min(position.line, this.lineCount));
    const { start, end } = this.line(line);
    return Math.max(start, Math.min(start + position.column - 1, end));
  }

  /** Span of a line (from 1) without its line break. */
  line(number: number): Span {
    const starts = this.lineStarts();
    const start = starts[number - 1] ?? this.text.length;
    let end = starts[number] ?? this.text.length;
    if (number < starts.length) {
      end -= 1;
      if (end > start && this.text.charCodeAt(end - 1) === 13) end -= 1;
    }
    return { start, end };
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  private lineStarts(): number[] {
    if (this.starts) return this.starts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.starts = starts;
    return starts;
  }
}
