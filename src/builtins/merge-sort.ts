import type { BuiltinContext } from "./declare.ts";

/**
 * A stable bottom-up merge sort that asks for its comparisons, so that a script's comparator can be called in between.
 * While `next()` answers true, `left` and `right` are to be compared and `feed` wants the order (negative, 0 or positive).
 */
export class MergeSort<T> {
  left: T | undefined;
  right: T | undefined;
  private from: T[];
  private to: T[];
  private width = 1;
  private i = 0;
  private j = 0;
  private k = 0;
  private middle = 0;
  private end = 0;

  constructor(items: readonly T[]) {
    this.from = items.slice();
    this.to = items.slice();
    this.startMerge(0);
  }

  next(): boolean {
    while (this.width < this.from.length) {
      if (this.i < this.middle && this.j < this.end) {
        this.left = this.from[this.i];
        this.right = this.from[this.j];
        return true;
      }
      while (this.i < this.middle) this.to[this.k++] = this.from[this.i++]!;
      while (this.j < this.end) this.to[this.k++] = this.from[this.j++]!;
      if (this.end < this.from.length) this.startMerge(this.end);
      else {
        [this.from, this.to] = [this.to, this.from];
        this.width *= 2;
        this.startMerge(0);
      }
    }
    return false;
  }

  feed(order: number): void {
    this.to[this.k++] = order <= 0 ? this.from[this.i++]! : this.from[this.j++]!;
  }

  result(): T[] {
    return this.from;
  }

  private startMerge(start: number): void {
    const length = this.from.length;
    this.i = this.k = start;
    this.j = this.middle = Math.min(start + this.width, length);
    this.end = Math.min(this.middle + this.width, length);
  }
}

/** Sorts at once by a comparison that calls no script, in a new list; charges for its work. */
export function sorted<T>(items: readonly T[], compare: (a: T, b: T) => number, context: BuiltinContext): T[] {
  context.charge((items.length * Math.ceil(Math.log2(items.length + 2))) >> 4);
  const sort = new MergeSort(items);
  while (sort.next()) sort.feed(compare(sort.left as T, sort.right as T));
  return sort.result();
}
