import { describe, expect, it } from "vitest";
import { boundedMatch } from "../../src/runtime/regex.ts";
import { Aborted, errorValue } from "../../src/values/thrown.ts";

const hostile = `${"a".repeat(60)}!`;

function timed(regex: RegExp, subject: string, limit: number) {
  const start = performance.now();
  try {
    return { result: boundedMatch(regex, subject, limit, () => regex.test(subject)), ms: performance.now() - start };
  } catch (error) {
    if (error instanceof Aborted)
      return { code: error.error.code, message: error.error.message, ms: performance.now() - start };
    throw error;
  }
}

describe("regular expressions", () => {
  it("a pattern the linear engine accepts ends quickly however it backtracks", () => {
    const { result, ms } = timed(/^(a+)+$/, hostile, 1000);
    expect(result).toBe(false);
    expect(ms).toBeLessThan(500);
  });

  it("another is stopped at the time limit", () => {
    const stopped = timed(/^(?=(a+)+$)/, hostile, 100);
    expect(stopped.code).toBe("AE4204");
    expect(stopped.message).toBe("Matching /^(?=(a+)+$)/ against a text of 61 characters took longer than 100 ms.");
    expect(stopped.ms).toBeGreaterThan(90);
    expect(stopped.ms).toBeLessThan(1500);
  });

  it("the limit also holds with flags the linear engine does not know", () => {
    expect(timed(/^(a+)+$/iu, hostile, 100).code).toBe("AE4204");
  });

  it("matches as usual within the limit, with its position kept", () => {
    const regex = /(?<=x)a/g;
    const subject = `${"-".repeat(30)}xa xa`;
    const indexes: number[] = [];
    for (;;) {
      const found = boundedMatch(regex, subject, 1000, () => regex.exec(subject));
      if (!found) break;
      indexes.push(found.index);
    }
    expect(indexes).toEqual([31, 34]);
  });

  it("passes on what the match throws", () => {
    const thrown = new Aborted(errorValue("AE4203", { reason: "test" }));
    const run = () =>
      boundedMatch(/(?=x)/, "-".repeat(30), 1000, () => {
        throw thrown;
      });
    expect(run).toThrow(thrown as unknown as Error);
  });
});
