import { randomBytes } from "node:crypto";

/** Where ids get their time and chance from; tests give fixed ones. */
export interface IdSources {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** That many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
}

export const systemSources: IdSources = { now: Date.now, random: randomBytes };

const counterBits = 12;

/**
 * A generator of UUIDs version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, a 12-bit counter (section 6.2,
 * method 1), 62 random bits. Ids of one generator rise strictly in text order, also when the clock stands still or is set
 * back: then the last time is kept and the counter goes on, borrowing the next millisecond when it is used up.
 */
export function uuidV7(sources: IdSources = systemSources): () => string {
  let time = -1;
  let counter = 0;
  return () => {
    const now = Math.floor(sources.now());
    const bytes = sources.random(10);
    if (now > time) {
      time = now;
      // The top bit starts as zero, so that at least 2,048 ids fit into the millisecond.
      counter = ((bytes[0]! << 8) | bytes[1]!) & ((1 << (counterBits - 1)) - 1);
    } else {
      counter += 1;
      if (counter >= 1 << counterBits) {
        time += 1;
        counter = 0;
      }
    }
    const stamp = time.toString(16).padStart(12, "0");
    const middle = (0x7000 | counter).toString(16);
    const tail = Array.from(bytes.subarray(2, 10), (byte, i) => (i === 0 ? (byte & 0x3f) | 0x80 : byte))
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
