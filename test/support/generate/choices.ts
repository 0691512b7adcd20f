import type { Choices } from "../ebnf/random.ts";

export type { Choices };

/**
 * Choices from a list of numbers, as fast-check makes and shrinks them: a shorter list or smaller numbers mean a smaller
 * program. When the list has run out, the first possibility, by custom the simplest, is taken.
 */
export function recorded(numbers: ArrayLike<number>): Choices {
  let next = 0;
  return { below: (count) => (next < numbers.length ? numbers[next++]! % count : 0) };
}

export function pick<T>(choices: Choices, items: readonly T[]): T {
  return items[choices.below(items.length)]!;
}

/** True in `percent` of a hundred cases, false when choices have run out. */
export function chance(choices: Choices, percent: number): boolean {
  return choices.below(100) >= 100 - percent;
}
