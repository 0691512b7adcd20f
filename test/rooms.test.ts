import { spawnSync } from "node:child_process";
import { copyFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "./project/files.ts";

const repository = join(import.meta.dirname, "..");

/** Which rules each file of a project breaks, by the project's own configuration. */
function violations(files: Record<string, string>): Record<string, string[]> {
  const folder = folderWith(files);
  for (const name of ["tsconfig.json", "package.json", ".dependency-cruiser.cjs"]) {
    copyFileSync(join(repository, name), join(folder, name));
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  const program = join(repository, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const words = [program, "--config", ".dependency-cruiser.cjs", "--output-type", "json", "src"];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  const found: Record<string, string[]> = {};
  for (const { from, rule } of summary.violations) {
    if (!found[from]?.includes(rule.name)) (found[from] ??= []).push(rule.name);
  }
  for (const rules of Object.values(found)) rules.sort();
  return found;
}

describe("the order of the rooms", () => {
  it("is enforced, rule by rule", () => {
    const value = "export const value = 1;";
    expect(
      violations({
        "src/text/value.ts": value,
        "src/values/value.ts": 'import "../text/value.ts"; export const value = 1; export type Value = 1;',
        "src/cli/value.ts": value,
        "src/runtime/value.ts": value,
        "src/cellar/value.ts": value,

        "src/text/looks-down.ts": 'import "../values/value.ts";',
        "src/text/looks-down-for-types.ts": 'import type { Value } from "../values/value.ts"; export type A = Value;',
        "src/lsp/uses-a-face.ts": 'import "../cli/value.ts";',
        "src/interpreter/reads-files.ts": 'import "node:fs";',
        "src/values/takes-a-package.ts": 'import "yaml";',
        "src/project/takes-a-package.ts": 'import "yaml"; import "node:fs";',
        "src/core.ts": 'import "./runtime/value.ts"; import "./values/value.ts";',
        "src/semantics/parses.ts": 'import "chevrotain";',
        "src/syntax/parses.ts": 'import "chevrotain";',
        "src/runtime/stores.ts": 'import "better-sqlite3";',
        "src/memory/stores.ts": 'import "better-sqlite3";',
        "src/text/cycle-a.ts": 'import "./cycle-b.ts"; export const a = 1;',
        "src/text/cycle-b.ts": 'import "./cycle-a.ts"; export const b = 1;',
        "src/values/types-a.ts": 'import type { B } from "./types-b.ts"; export type A = B;',
        "src/values/types-b.ts": 'import type { A } from "./types-a.ts"; export type B = A;',
        "src/text/goes-to-the-cellar.ts": 'import "../cellar/value.ts";',
        "src/memory/needs-a-tool.ts": 'import "vitest";',
        "src/memory/needs-nothing.ts": 'import "./not-there.ts";',
      }),
    ).toEqual({
      "src/text/looks-down.ts": ["text-looks-up-only"],
      "src/text/looks-down-for-types.ts": ["text-looks-up-only"],
      "src/lsp/uses-a-face.ts": ["faces-are-last", "lsp-looks-up-only"],
      "src/interpreter/reads-files.ts": ["pure-rooms-do-no-io"],
      "src/values/takes-a-package.ts": ["pure-rooms-take-no-packages"],
      "src/core.ts": ["core-is-pure"],
      "src/semantics/parses.ts": ["chevrotain-in-syntax-only"],
      "src/runtime/stores.ts": ["sqlite-in-memory-only"],
      "src/text/cycle-a.ts": ["no-cycles"],
      "src/text/goes-to-the-cellar.ts": ["known-rooms-only"],
      "src/memory/needs-a-tool.ts": ["declared-packages-only"],
      "src/memory/needs-nothing.ts": ["resolvable"],
    });
  });
});
