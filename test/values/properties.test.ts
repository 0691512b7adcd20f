import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copy } from "../../src/values/copy.ts";
import { equals, same } from "../../src/values/equal.ts";
import { hash } from "../../src/values/hash.ts";
import { fromJson, fromPlain, toJson, toPlain } from "../../src/values/json.ts";
import { readJson } from "../../src/values/json-reader.ts";
import { inOperator } from "../../src/values/member.ts";
import { order, orderDescending } from "../../src/values/order.ts";
import { print } from "../../src/values/print.ts";
import type { Value } from "../../src/values/types.ts";
import { anyValues, deepList, jsonValues, object } from "./support.ts";

describe("properties", () => {
  it("same is reflexive, symmetric and transitive, and equal values hash alike", () => {
    fc.assert(
      fc.property(anyValues, anyValues, anyValues, (a, b, c) => {
        expect(same(a, copy(a))).toBe(true);
        expect(same(a, b)).toBe(same(b, a));
        if (same(a, b) && same(b, c)) expect(same(a, c)).toBe(true);
        if (same(a, b)) expect(hash(a)).toBe(hash(b));
        if (equals(a, b)) expect(same(a, b)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("order is a total order in both directions", () => {
    fc.assert(
      fc.property(anyValues, anyValues, anyValues, (a, b, c) => {
        for (const compare of [order, orderDescending]) {
          expect(compare(a, a)).toBe(0);
          expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
          if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
        }
        if (equals(a, b)) expect(order(a, b)).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it("a copy is detached and equal", () => {
    fc.assert(
      fc.property(anyValues, (value) => {
        const twin = copy(value);
        expect(same(value, twin)).toBe(true);
        if (Array.isArray(twin)) {
          twin.push("more");
          expect(same(value, twin)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("JSON brings back what it wrote, keys in order", () => {
    fc.assert(
      fc.property(jsonValues, fc.constantFrom("", "  "), (value, indent) => {
        const text = toJson(value, { indent });
        for (const back of [fromJson(text), readJson(text, false)]) {
          expect(equals(back, value)).toBe(true);
          expect(print(back)).toBe(print(value));
        }
        expect(equals(fromPlain(toPlain(value)), value)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("both JSON readers accept and reject the same texts", () => {
    const pieces = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      '"a"',
      '"1"',
      "1",
      "-",
      ".5",
      "e3",
      "null",
      "true",
      " ",
      '"',
      "\\",
      "\\n",
    );
    const outcome = (run: () => unknown) => {
      try {
        return `ok ${JSON.stringify(run())}`;
      } catch {
        return "error";
      }
    };
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 7 }), (parts) => {
        const text = parts.join("");
        expect(outcome(() => toPlain(readJson(text, false)))).toBe(outcome(() => JSON.parse(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  it("membership by set and by scan agree", () => {
    fc.assert(
      fc.property(fc.array(anyValues, { maxLength: 6 }), fc.array(anyValues, { maxLength: 6 }), (wanted, list) => {
        const padding = Array.from({ length: 400 }, (_, index): Value => `padding ${index}`);
        expect(inOperator(wanted, [...list, ...padding])).toBe(
          wanted.every((value) => list.some((other) => same(value, other))),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("copies cycles and any depth", () => {
    const cycle = object({ id: 1 });
    cycle.set("self", cycle);
    const twin = copy(cycle);
    expect(twin).not.toBe(cycle);
    expect(twin.get("self")).toBe(twin);
    expect(equals(copy(deepList(100_000)), deepList(100_000))).toBe(true);
  });
});
