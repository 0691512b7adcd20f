import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../src/runtime/clock.ts";
import { SeededRandom } from "../../src/runtime/random.ts";

describe("seeded chance", () => {
  it("repeats itself, spreads over [0, 1), and differs by seed", () => {
    const draw = (seed: number) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 1000 }, () => random.number());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)[0]).not.toBe(draw(2)[0]);
    const numbers = draw(7);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((a, b) => a + b) / 1000).toBeCloseTo(0.5, 1);
    expect(new Set(new SeededRandom(1).bytes(64)).size).toBeGreaterThan(30);
  });
});

describe("the virtual clock", () => {
  it("moves only while somebody sleeps", async () => {
    const clock = new VirtualClock(1000);
    const wake = new AbortController();
    await clock.sleep(86_400_000, wake.signal);
    expect([clock.now(), clock.monotonic()]).toEqual([86_401_000, 86_400_000]);
    wake.abort();
    await clock.sleep(5, wake.signal);
    expect(clock.monotonic()).toBe(86_400_000);
  });
});
