import type { Comment } from "./ast.ts";

/** Finds the documentation of declarations: the `#` comments on the lines directly above them. */
export class DocFinder {
  constructor(
    private readonly text: string,
    /** In source order. */
    private readonly comments: readonly Comment[],
  ) {}

  /** Text of the `#` run directly above the line of `start`, without its marks; null when there is none. */
  above(start: number): string | null {
    const lines: string[] = [];
    let below = start;
    for (let index = this.lastBefore(start); index >= 0; index -= 1) {
      const comment = this.comments[index]!;
      if (comment.style !== "hash" || !comment.ownLine || !this.touches(comment.span.end, below)) break;
      if (comment.span.start === 0 && comment.text.startsWith("#!")) break;
      lines.push(comment.text.replace(/^#+ ?/, "").trimEnd());
      below = comment.span.start;
    }
    return lines.length === 0 ? null : lines.reverse().join("\n");
  }

  private lastBefore(offset: number): number {
    let low = 0;
    let high = this.comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.comments[middle]!.span.start < offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** True when only one line break and spaces lie between two offsets. */
  private touches(from: number, to: number): boolean {
    if (to - from > 1000) return false;
    return /^[ \t\r]*\n[ \t]*$/.test(this.text.slice(from, to));
  }
}
