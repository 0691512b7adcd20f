import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { dump, parse } from "../src/syntax/index.ts";
import { kinds, walk } from "../src/syntax/walk.ts";
import { Source } from "../src/text/source.ts";
import { expectGolden } from "./support/golden.ts";
import { runSource } from "./support/run.ts";
import { samples } from "./support/samples.ts";
import { diagnosticsText, transcript } from "./support/transcript.ts";

const all = samples();

describe.each(all)("sample $name", ({ folder, source, options }) => {
  it("parses to its tree", () => {
    expectGolden(join(folder, "ast.txt"), `${dump(parse(new Source("source.aether", source)).file)}\n`);
  });

  it("runs the same in both modes", async () => {
    const fast = await runSource(source, { ...options, mode: "fast" });
    expectGolden(join(folder, "diagnostics.txt"), diagnosticsText(fast));
    expectGolden(join(folder, "output.txt"), transcript(fast, options.files));
    const sliced = await runSource(source, { ...options, mode: "sliced" });
    const { module: _, findings: __, ...expected } = fast;
    expect(sliced).toMatchObject(expected);
    expect(sliced.output).toBe(fast.output);
  });
});

describe("the samples together", () => {
  it("are at least sixty", () => expect(all.length).toBeGreaterThanOrEqual(60));

  it("hold every kind of node", () => {
    const seen = new Set<string>();
    for (const { source } of all)
      walk(parse(new Source("source.aether", source)).file, (node) => void seen.add(node.kind));
    expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
  });
});
