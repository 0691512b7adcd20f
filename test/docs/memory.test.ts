import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository, runSource } from "../support/run.ts";

interface Example {
  readonly line: number;
  readonly source: string;
  readonly kind: "output" | "error";
  readonly expected: string;
}

/** The fenced `aether` blocks of a page, each with the `output` or `error` block that follows it. */
function examples(markdown: string): Example[] {
  const blocks = [...markdown.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split("\n").length,
    end: match.index + match[0].length,
    start: match.index,
    language: match[1]!,
    text: match[3]!,
  }));
  return blocks.flatMap(({ language, line, end, text }, i) => {
    if (language !== "aether") return [];
    const answer = blocks[i + 1];
    const kind = answer?.language;
    if (answer?.start !== end + 1 || (kind !== "output" && kind !== "error"))
      throw new Error(`the example in line ${line} has no output or error block directly below it`);
    return [{ line, source: text, kind, expected: answer.text }];
  });
}

const page = examples(readFileSync(join(repository, "docs/memory.md"), "utf8"));

describe("docs/memory.md", () => {
  it("has examples", () => {
    expect(page.length).toBeGreaterThan(15);
    expect(page.filter(({ kind }) => kind === "error").length).toBeGreaterThan(5);
  });

  it.each(page)("line $line gives what it says", async ({ source, kind, expected }) => {
    for (const mode of ["fast", "sliced"] as const) {
      const { error, output, value, result } = await runSource(source, { mode });
      if (kind === "error") {
        expect(error?.code).toBe(expected.trim());
      } else {
        expect(error).toBeUndefined();
        expect(value === null ? output : `${output}${result}\n`).toBe(expected);
      }
    }
  });
});
