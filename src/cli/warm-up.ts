import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readSource } from "../project/read.ts";
import { MemoryHandle } from "../runtime/memory-handle.ts";
import { Run } from "../runtime/run.ts";
import { TextModules } from "../semantics/text-modules.ts";
import { keepTree } from "../syntax/index.ts";
import { fail } from "../values/thrown.ts";
import { main } from "./main.ts";
import type { Streams } from "./streams.ts";

/** Uses most of the language once, so that what the first run of a script needs is there. */
const modules = {
  "main.aether": `plugin main {
  config: { limit: 3, names: ["b", "a"] }
  on_run {
    let {id, tags = []} = {id: "x", ...config}
    let [first, ...rest] = config.names.sort()
    for i, n in range(config.limit) {
      if n > 1 and not (n in tags) { continue } else { tags.push(n * 2) }
    }
    try { call other.greet(null.name) } catch (error) { log warn "caught {error.message}" } finally { first += "!" }
    match first {
      case "a", "b": print("a letter")
      case {id}: print(id)
      default: log "{call other.greet(first)}: {JSON.stringify({id, tags})}, {now()}"
    }
    wait 1ms
    let lengths = rest.map(name => name.length).filter(n => n > 0).sort_by(n => -n)
    return all(lengths in [1]) ? "{lengths.length} {"a-b".replace(/-/, "+")}" : null
  }
}`,
  "other.aether": 'plugin other { fn greet(name = "you", ...more) { return "Hello {name}" } }',
};

const silent: Streams = {
  out() {},
  err() {},
  outIsTerminal: false,
  errIsTerminal: false,
  async *input() {},
  broken: false,
  failure: null,
};

/**
 * Brings the program into the state a start-up snapshot keeps: the parser built, functions compiled, the trees of the
 * bundled modules made. Nothing that belongs to one process may be touched: no memory, no signals, no threads, and no
 * log lines, because the library that writes them loads threads.
 * @param packageFolder the folder with the bundled modules, or null
 */
export async function warmUp(packageFolder: string | null): Promise<void> {
  if (packageFolder !== null) {
    const folders = ["system", "stdlib"].map((name) => join(packageFolder, name)).filter((path) => existsSync(path));
    for (const path of folders.flatMap(sources)) keepTree(readSource(path, path).source);
    const cli = { streams: silent, cwd: packageFolder, environment: {}, packageFolder };
    await main(["check", ...folders], cli);
  }
  const resolver = new TextModules(modules);
  const run = new Run({
    resolver,
    memory: new MemoryHandle(
      () => fail("AE6048", { reason: "a snapshot cannot hold it" }),
      () => false,
    ),
    output: { print() {}, log() {} },
  });
  const module = run.load(resolver.resolve("main.aether", null)!);
  const result = await run.runFile(module, module.main);
  if (!result.ok) throw new Error(`the warm-up failed: ${result.error.message}`);
}

function sources(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".aether")).map((name) => join(folder, name));
}
