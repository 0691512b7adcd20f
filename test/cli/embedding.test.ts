import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { ensureBuilt, environment, repository } from "./command.ts";

beforeAll(ensureBuilt);

/** Runs a module of a host program beside the package. */
function host(program: string, words: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program, ...words], {
    cwd: repository,
    encoding: "utf8",
    env: environment(),
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

describe("the package in another program", () => {
  it("`aether-lang/node` runs modules with a memory, an output and a way to stop of its own", () => {
    const folder = folderWith({
      "work.aether":
        'log "working"\nstore_memory({id: "a"})\ntry { wait 1h } finally { print("stopped with {count_memory({})}") }',
    });
    const program = `
import { MemoryHandle, openProject, openStore, Run, signalSource } from "aether-lang/node";
const project = await openProject(process.argv[1], null);
const store = openStore(":memory:");
const stop = new AbortController();
const words = [];
const run = new Run({
  resolver: project.resolver,
  memory: MemoryHandle.of(store),
  output: { print: (text) => words.push(text), log: ({ level, message }) => { words.push(level + " " + message); stop.abort(); } },
  cancel: [signalSource(stop.signal)],
});
const result = await run.runFile(run.load(project.resolver.resolve("work.aether", null)), null);
console.log(JSON.stringify([result.ok, result.error.code, result.cancelled, words, store.get("a").get("id")]));
`;
    expect(JSON.parse(host(program, [folder]))).toEqual([
      false,
      "AE4203",
      "request",
      ["info working", "stopped with 1"],
      "a",
    ]);
  });

  it("`aether-lang` parses and checks without touching anything", () => {
    const program = `
import { checkModule, defaultLimits, Program, TextModules } from "aether-lang";
const modules = new TextModules({ "a.aether": "print(nothing)" });
const program = new Program(modules, { limits: defaultLimits, storeWaits: false, everythingWaits: false });
console.log(checkModule(program, program.load(modules.resolve("a", null))).map((found) => found.code).join());
`;
    expect(host(program)).toBe("AE3001\n");
  });
});
