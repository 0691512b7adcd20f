/** A source of choices: the seeded generator of tests, or choices that fast-check made. */
export interface Choices {
  /** An integer from 0 to `count` - 1. */
  below(count: number): number;
}

/** The generator mulberry32: small, fast, and the same numbers for the same seed everywhere. */
export function seeded(seed: number): Choices {
  let state = seed >>> 0;
  return {
    below(count) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * count);
    },
  };
}
