import { describe, expect, it } from "vitest";
import { uuidV7 } from "../../src/memory/ids.ts";

const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);
const ones = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(255);

describe("UUIDs version 7", () => {
  it("hold time, version, counter and variant (the example of RFC 9562, appendix A.6)", () => {
    const random = (): Uint8Array => Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    // The counter starts below 0x800, so the top bit of the example's 0xcc3 is cleared.
    expect(uuidV7({ now: () => 0x017f22e279b0, random })()).toBe("017f22e2-79b0-74c3-98c4-dc0c0c07398f");
  });

  it("rise while the clock stands still, is set back, and when the counter is used up", () => {
    let now = 1_000;
    const next = uuidV7({ now: () => now, random: ones });
    const made: string[] = [];
    for (let i = 0; i < 5_000; i++) made.push(next());
    now = 500;
    for (let i = 0; i < 5_000; i++) made.push(next());
    now = 2_000;
    made.push(next());
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
    expect(made[0]).toBe("00000000-03e8-77ff-bfff-ffffffffffff");
    expect(made.at(-1)).toBe("00000000-07d0-77ff-bfff-ffffffffffff");
  });

  it("have the form of a UUID and use the system's clock and chance", () => {
    const before = Date.now();
    const id = uuidV7()();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const time = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
    expect(uuidV7({ now: () => 0, random: zeros })()).toBe("00000000-0000-7000-8000-000000000000");
  });
});
