import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { expect } from "vitest";

/** Compares a text with the file that holds what is expected; `UPDATE_GOLDENS=1` writes the file instead. */
export function expectGolden(path: string, text: string): void {
  if (process.env.UPDATE_GOLDENS) {
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
    return;
  }
  const expected = existsSync(path) ? readFileSync(path, "utf8") : null;
  const shown = relative(process.cwd(), path);
  expect(
    text,
    `${shown} differs; if that is right, write it anew with UPDATE_GOLDENS=1 and review the difference`,
  ).toBe(expected);
}
