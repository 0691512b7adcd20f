import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDuration, parseSize } from "../../src/project/limits.ts";
import { openProject } from "../../src/project/project.ts";
import { readProjectFile } from "../../src/project/project-file.ts";
import { Thrown } from "../../src/values/thrown.ts";
import { ObjectValue } from "../../src/values/types.ts";
import { folderWith } from "./files.ts";

const read = (text: string) => readProjectFile(folderWith({ "aether.yaml": text }));

async function problem(text: string): Promise<string> {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof Thrown) return `${error.error.code}: ${error.error.message} | ${error.error.help}`;
    throw error;
  }
  return "none";
}

describe("aether.yaml", () => {
  it("is read with every setting", async () => {
    const file = await read(`
plugins: [plugins, ../shared]
memory: data/agents.db
history: 90d
permissions: warn
config:
  agent_sync: { log_all_actions: false, names: [a, b], nested: { __proto__: 1 } }
limits: { steps: 1_000, wall_time: 2m, output_size: 1 MB, heap_growth: 1048576 }
`);
    expect(file.plugins).toEqual(["plugins", "../shared"]);
    expect(file.memory).toBe("data/agents.db");
    expect(file.history).toBe(90 * 24 * 60 * 60 * 1000);
    expect(file.permissions).toBe("warn");
    expect(file.limits).toEqual({ steps: 1000, wallTime: 120_000, outputBytes: 1_048_576, heapGrowth: 1_048_576 });
    const values = file.config.get("agent_sync")!;
    expect(values.get("log_all_actions")).toBe(false);
    expect(values.get("names")).toEqual(["a", "b"]);
    expect(values.get("nested")).toEqual(new ObjectValue([["__proto__", 1]]));
  });

  it("may be empty or absent", async () => {
    const nothing = { plugins: null, memory: null, history: null, permissions: null, config: new Map(), limits: {} };
    expect(await read("# nothing yet\n")).toEqual(nothing);
    expect(await readProjectFile(folderWith({}))).toEqual(nothing);
  });

  const wrong: [string, string][] = [
    ["permision: warn", 'AE2503: aether.yaml: there is no setting "permision" | Did you mean "permissions"?'],
    [
      "permissions: maybe",
      'AE2503: aether.yaml: permissions must be enforce or warn, not "maybe" | enforce refuses, warn only logs.',
    ],
    [
      "history: forever",
      'AE2503: aether.yaml: history must be a duration, not "forever" | Example: history: 90d, or 0 to keep nothing.',
    ],
    [
      "- a",
      'AE2503: aether.yaml: the file must hold "key: value" lines, not a list | See docs/cli.md for all settings.',
    ],
    ["limits: { step: 5 }", 'AE2503: aether.yaml: there is no limit "step" | Did you mean "steps"?'],
    [
      "limits: { wall_time: soon }",
      'AE2503: aether.yaml: limits.wall_time must be a duration such as 30s or a number of seconds, not "soon" | Example: wall_time: 30s',
    ],
    [
      "limits: { steps: 0 }",
      "AE2503: aether.yaml: limits.steps must be a whole number of at least 1, not 0 | Example: steps: 1000",
    ],
    ["memory: 5", "AE2503: aether.yaml: memory must be text, not 5 | Put it in quotes."],
  ];
  for (const [text, expected] of wrong) {
    it(`refuses ${text}`, async () => expect(await problem(text)).toBe(expected));
  }

  it("refuses aliases that never end, and depth nobody needs", async () => {
    expect(await problem("config: &x {p1: *x}")).toBe(
      "AE2503: aether.yaml: config.p1.p1.p1 holds itself | Write the value out instead of the alias.",
    );
    expect(await problem("config: {p: {a: *nope}}")).toMatch(/^AE2503: aether.yaml: .*nope/);
    const laughs = Array.from({ length: 12 }, (_, i) => `  k${i + 1}: &k${i + 1} [${`*k${i},`.repeat(9)}]`);
    expect(await problem(`config:\n p:\n  k0: &k0 [x]\n${laughs.join("\n")}`)).toMatch(/^AE2503: aether.yaml: .*alias/);
    expect(await problem(`config: {p: {a: ${"[".repeat(20_000)}${"]".repeat(20_000)}}}`)).toMatch(
      /^AE2503: aether.yaml: .*nested too deeply/,
    );
  });

  it("names the line of broken YAML", async () => {
    expect(await problem("memory: x\nplugins: [a\nconfig: 1\n")).toMatch(/^AE2503: aether\.yaml: line [34]: /);
  });
});

describe("a project", () => {
  it("keeps its memory in .aether/ of the root unless told otherwise", async () => {
    const root = folderWith({ "aether.yaml": "", "deep/er/": "", "other/aether.yaml": "memory: m.db" });
    expect((await openProject(join(root, "deep/er"), null)).memoryPath).toBe(join(root, ".aether/memory.db"));
    expect((await openProject(join(root, "other"), null)).memoryPath).toBe(join(root, "other/m.db"));
  });
});

describe("sizes and durations", () => {
  it("are read with and without units", () => {
    expect(["500ms", "30s", "1.5h", "2 d", 3, "7"].map(parseDuration)).toEqual([0.5, 30, 5400, 172_800, 3, 7]);
    expect(["x", "-1s", "", "1 year", -2, null].map(parseDuration)).toEqual([null, null, null, null, null, null]);
    expect([10, "10", "2kb", "1.5 MB", "1G"].map(parseSize)).toEqual([10, 10, 2048, 1_572_864, 1_073_741_824]);
    expect(["MB", "1 TB", -1, 0.5].map(parseSize)).toEqual([null, null, null, null]);
  });
});
