import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
// @ts-expect-error a build script without types
import { derive } from "../../scripts/derive-direct.mjs";

const folder = join(import.meta.dirname, "../../src/interpreter");

describe("the direct form", () => {
  const names = readdirSync(join(folder, "waiting"));
  it.each(names)("%s is derived from the waiting form (run: node scripts/derive-direct.mjs)", (name) => {
    const waiting = readFileSync(join(folder, "waiting", name), "utf8");
    expect(readFileSync(join(folder, "direct", name), "utf8")).toBe(derive(name, waiting));
  });
  it.each(names)("%s yields nowhere", (name) => {
    expect(readFileSync(join(folder, "direct", name), "utf8")).not.toMatch(/\byield\b|function\*|\.wait\b/);
  });
});
