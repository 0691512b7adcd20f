import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";
import { repository, runSource } from "../support/run.ts";

/**
 * Every example of the language reference is run. A fenced block `aether` is followed by a block `output` (what is printed,
 * then the result) or `error` (the code it ends with); `aether fragment` has to parse, and is not run.
 */
const fence = /^```aether( fragment)?\n([\s\S]*?)^```\n(?:```(output|error)\n([\s\S]*?)^```\n)?/gm;

interface Example {
  readonly name: string;
  readonly fragment: boolean;
  readonly code: string;
  readonly kind: string | undefined;
  readonly expected: string;
}

function examples(path: string): Example[] {
  const text = readFileSync(join(repository, path), "utf8");
  return [...text.matchAll(fence)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length;
    const [, fragment, code = "", kind, expected = ""] = match;
    return { name: `line ${line}`, fragment: fragment !== undefined, code, kind, expected };
  });
}

describe("docs/language.md", () => {
  const all = examples("docs/language.md");

  it("has examples, each with what it does", () => {
    expect(all.length).toBeGreaterThan(50);
    const silent = all.filter((example) => !example.fragment && example.kind === undefined);
    expect(silent.map((example) => example.name)).toEqual([]);
  });

  it.each(all.filter((example) => example.fragment))("$name parses", ({ code }) => {
    expect(parse(new Source("example.aether", code)).diagnostics).toEqual([]);
  });

  it.each(all.filter((example) => !example.fragment))("$name runs", async ({ code, kind, expected }) => {
    const ran = await runSource(code, { path: "example.aether" });
    if (kind === "error") {
      expect(ran.error?.code ?? ran.error?.type ?? ran.result).toBe(expected.trim());
      return;
    }
    expect(ran.error).toBeUndefined();
    const result = ran.value === null ? "" : `${ran.result}\n`;
    expect(ran.output + result).toBe(expected);
  });
});
