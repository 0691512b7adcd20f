/** A run of bytes that is no UTF-8, at its place in the decoded text (where it became one U+FFFD). */
export interface BadBytes {
  /** UTF-16 offset in the decoded text. */
  readonly offset: number;
  readonly bytes: readonly number[];
}

export interface Decoded {
  /** Without a byte order mark; every bad run is one U+FFFD. */
  readonly text: string;
  /** The first bad runs, at most `MAX_REPORTED`. */
  readonly bad: readonly BadBytes[];
}

const MAX_REPORTED = 10;

/** Decodes UTF-8 and tells where the bytes are none. A leading byte order mark is dropped. Never throws. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), bad: [] };
  } catch {
    return { text: new TextDecoder("utf-8").decode(bytes), bad: findBad(bytes) };
  }
}

/** Walks the bytes as the WHATWG decoder does: one replacement for each maximal subpart of a broken sequence. */
function findBad(bytes: Uint8Array): BadBytes[] {
  const bad: BadBytes[] = [];
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let offset = 0;
  for (let at = hasMark ? 3 : 0; at < bytes.length && bad.length < MAX_REPORTED; ) {
    const { length, units, ok } = sequence(bytes, at);
    if (!ok) bad.push({ offset, bytes: [...bytes.subarray(at, at + length)] });
    offset += units;
    at += length;
  }
  return bad;
}

/** Length in bytes and UTF-16 units of the sequence at `at`; ranges of the second byte from Unicode 15, table 3-7. */
function sequence(bytes: Uint8Array, at: number): { length: number; units: number; ok: boolean } {
  const first = bytes[at]!;
  if (first < 0x80) return { length: 1, units: 1, ok: true };
  const needed =
    first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
  let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  for (let i = 1; i <= needed; i++) {
    const next = bytes[at + i];
    if (next === undefined || next < low || next > high) return { length: i, units: 1, ok: false };
    low = 0x80;
    high = 0xbf;
  }
  if (needed === 0) return { length: 1, units: 1, ok: false };
  return { length: needed + 1, units: needed === 3 ? 2 : 1, ok: true };
}
