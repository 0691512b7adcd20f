import { randomBytes } from "node:crypto";

/** Where chance comes from; tests put a seeded source in its place. */
export interface Random {
  /** A number of [0, 1). */
  number(): number;
  /** That many random bytes. */
  bytes(count: number): Uint8Array;
}

export const systemRandom: Random = { number: Math.random, bytes: (count) => randomBytes(count) };

/** Repeatable chance: mulberry32 (Tommy Ettinger, public domain), 32 bits of state. */
export class SeededRandom implements Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  number(): number {
    return this.next() / 2 ** 32;
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.next() >>> 24);
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
