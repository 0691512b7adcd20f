import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Store } from "../../../memory/store.ts";
import type { MemoryHandle } from "../../../runtime/memory-handle.ts";
import { fail } from "../../../values/thrown.ts";
import type { Cli } from "../../cli.ts";
import { type ExitCode, exitCodes } from "../../exit.ts";
import type { Verb } from "../../verb.ts";
import { type RawMemoryOptions, readable, withMemory } from "./access.ts";
import { memoryOption } from "./options.ts";

export const backupVerb: Verb = {
  name: "backup",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("copy the memory into a new file, while it is in use")
        .description(
          "Writes a complete copy (records, history, states) as the memory is at this moment. Others may go on reading and writing. An existing file is never replaced.",
        )
        .argument("<file>", "file to write"),
    ).action((file: string, raw: RawMemoryOptions) => action(() => backup(cli, file, raw)));
  },
  examples: ["aether memory backup backup.db", 'aether memory backup "backups/$(date +%F).db"'],
};

function backup(cli: Cli, file: string, raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const path = resolve(cli.cwd, file);
    await existing(memory).backup(path);
    cli.streams.err(`${file}: ${(statSync(path).size / 1024 / 1024).toFixed(1)} MB\n`);
    return exitCodes.fine;
  });
}

export const verifyVerb: Verb = {
  name: "verify",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("read everything and report damage")
        .description("Checks the file and every document in it. Exit code 1 when something is wrong."),
    ).action((raw: RawMemoryOptions) => action(() => verify(cli, raw)));
  },
  examples: ["aether memory verify", "aether memory verify --memory backup.db"],
};

function verify(cli: Cli, raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const store = existing(memory);
    const problems = await store.verify();
    for (const problem of problems) cli.streams.out(`${problem}\n`);
    if (problems.length > 0) return exitCodes.failed;
    const { records, states } = await store.stats();
    cli.streams.err(`${records} records and states of ${states} plugins: nothing is wrong.\n`);
    return exitCodes.fine;
  });
}

/** A memory that must be there. @throws Thrown AE2606 */
function existing(memory: MemoryHandle): Store {
  const store = readable(memory);
  if (store !== null) return store;
  return fail("AE2606", { path: "The memory", problem: "there is none yet", hint: "Name one with --memory PATH." });
}
