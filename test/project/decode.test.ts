import { describe, expect, it } from "vitest";
import { decodeUtf8 } from "../../src/project/decode.ts";
import { decodeSource } from "../../src/project/read.ts";

describe("reading bytes as UTF-8", () => {
  it("reads text and drops a byte order mark", () => {
    expect(decodeUtf8(Buffer.from("\ufefflet ä = 1 # 😀"))).toEqual({ text: "let ä = 1 # 😀", bad: [] });
  });

  const cases: [string, number[], { offset: number; bytes: number[] }[]][] = [
    ["a lone continuation byte", [0x61, 0x80, 0x62], [{ offset: 1, bytes: [0x80] }]],
    ["Latin-1", [0x61, 0xe9, 0x62], [{ offset: 1, bytes: [0xe9] }]],
    ["a sequence cut off at the end", [0x61, 0xf0, 0x9f, 0x98], [{ offset: 1, bytes: [0xf0, 0x9f, 0x98] }]],
    [
      "an overlong slash",
      [0xc0, 0xaf],
      [
        { offset: 0, bytes: [0xc0] },
        { offset: 1, bytes: [0xaf] },
      ],
    ],
    [
      "an encoded surrogate",
      [0xed, 0xa0, 0x80],
      [0, 1, 2].map((i) => ({ offset: i, bytes: [[0xed, 0xa0, 0x80][i]!] })),
    ],
    [
      "bad bytes after a mark and an emoji",
      [0xef, 0xbb, 0xbf, 0xf0, 0x9f, 0x98, 0x80, 0xff],
      [{ offset: 2, bytes: [0xff] }],
    ],
  ];
  for (const [name, bytes, bad] of cases) {
    it(`tells where ${name} stands`, () => {
      const decoded = decodeUtf8(Uint8Array.from(bytes));
      expect(decoded.bad).toEqual(bad);
      for (const run of decoded.bad) expect(decoded.text[run.offset]).toBe("\ufffd");
    });
  }

  it("agrees with the platform's decoder on random bytes", () => {
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    for (let round = 0; round < 2000; round++) {
      const pool = [0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xff];
      const bytes = Uint8Array.from({ length: 6 }, () => pool[Math.floor(random() * pool.length)]!);
      const { text, bad } = decodeUtf8(bytes);
      const expected = [...text.matchAll(/\ufffd/g)].map((match) => match.index);
      expect(bad.map((run) => run.offset)).toEqual(expected);
    }
  });

  it("makes a finding of each bad run", () => {
    const { diagnostics } = decodeSource(Uint8Array.from([0x61, 0xc3, 0x28]), "x.aether");
    expect(diagnostics).toEqual([
      {
        code: "AE1900",
        severity: "error",
        message: "The bytes C3 here are not UTF-8 text.",
        span: { start: 1, end: 2 },
        help: "Save the file as UTF-8.",
      },
    ]);
  });
});
