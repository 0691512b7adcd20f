import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { exportLines, type ImportProgress, importLines } from "../../../memory/transfer.ts";
import { problemOf } from "../../../project/read.ts";
import type { MemoryHandle } from "../../../runtime/memory-handle.ts";
import { errorValue, fail, Thrown } from "../../../values/thrown.ts";
import type { Cli } from "../../cli.ts";
import { reportError } from "../../errors.ts";
import { type ExitCode, exitCodeOfReason, exitCodes } from "../../exit.ts";
import { interruptible, Stopped } from "../../interruptible.ts";
import { chunksOf, linesOf } from "../../lines.ts";
import type { Verb } from "../../verb.ts";
import { byHand, objectFrom, type RawMemoryOptions, readable, withMemory } from "./access.ts";
import { memoryOption } from "./options.ts";

const RECORD = `'{"type": "note", "text": "hello"}'`;

export const setVerb: Verb = {
  name: "set",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("store a record, or replace the one with the same id")
        .description(
          "Stores a record given as a JSON object and prints its id. Without an argument, one record per line of standard input.",
        )
        .argument("[record]", "the record as a JSON object"),
    ).action((record: string | undefined, raw: RawMemoryOptions) => action(() => set(cli, record, raw)));
  },
  examples: [
    `aether memory set '{"type": "agent", "id": "scribe", "role": "core"}'`,
    "jq -c .[] notes.json | aether memory set",
  ],
};

function set(cli: Cli, text: string | undefined, raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const by = byHand();
    let records = 0;
    const texts = text === undefined ? linesOf(cli.streams.input(), "standard input") : [text];
    for await (const one of texts) {
      if (one.trim() === "") continue;
      const record = objectFrom(one, "The record", RECORD);
      cli.streams.out(`${await memory.get().put(record, by)}\n`);
      records++;
    }
    if (records === 0) cli.streams.err("There was no record to store.\n");
    return exitCodes.fine;
  });
}

export const deleteVerb: Verb = {
  name: "delete",
  define(command, cli, action) {
    memoryOption(command.summary("delete records").argument("<id...>", "ids of the records")).action(
      (ids: string[], raw: RawMemoryOptions) => action(() => remove(cli, ids, raw)),
    );
  },
  examples: ["aether memory delete core_agent"],
};

function remove(cli: Cli, ids: readonly string[], raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const store = readable(memory);
    const by = byHand();
    let missing = 0;
    for (const id of ids) {
      if (await store?.delete(id, by)) cli.streams.out(`deleted ${id}\n`);
      else {
        missing++;
        cli.streams.err(`There is no record "${id}".\n`);
      }
    }
    return missing === 0 ? exitCodes.fine : exitCodes.failed;
  });
}

export const importVerb: Verb = {
  name: "import",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("store records from JSON lines")
        .description("Reads one JSON object per line. Records with the same id are replaced; a mistake names its line.")
        .argument("[file]", "file to read, - for standard input", "-"),
    ).action((file: string, raw: RawMemoryOptions) => action(() => importFile(cli, file, raw)));
  },
  examples: ["aether memory import backup.jsonl", "gunzip -c backup.jsonl.gz | aether memory import"],
};

function importFile(cli: Cli, file: string, raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const shown = file === "-" ? "standard input" : file;
    let kept: ImportProgress = { lines: 0, records: 0 };
    const onProgress = (progress: ImportProgress) => {
      kept = progress;
    };
    try {
      await interruptible((until, signal) => {
        const chunks = file === "-" ? cli.streams.input(signal) : chunksOf(resolve(cli.cwd, file), file);
        return importLines(memory.get(), until(linesOf(chunks, shown)), { by: byHand(), onProgress });
      });
      cli.streams.err(`${counted(kept.records)} imported.\n`);
      return exitCodes.fine;
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      const first = kept.lines === 1 ? "line 1" : `lines 1 to ${kept.lines}`;
      const told = kept.lines === 0 ? "nothing was kept." : `${counted(kept.records)} (${first}) were kept.`;
      reportError(cli, errorValue("AE2613", { kept: told }));
      return exitCodeOfReason(error.reason) ?? exitCodes.failed;
    }
  });
}

function counted(records: number): string {
  return `${records} ${records === 1 ? "record" : "records"}`;
}

export const exportVerb: Verb = {
  name: "export",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("write all records as JSON lines")
        .argument("[file]", "file to write, - for standard output", "-"),
    ).action((file: string, raw: RawMemoryOptions) => action(() => exportFile(cli, file, raw)));
  },
  examples: ["aether memory export backup.jsonl", "aether memory export | gzip > backup.jsonl.gz"],
};

function exportFile(cli: Cli, file: string, raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    if (file !== "-") cli.streams.err(`${await writeFile(memory, resolve(cli.cwd, file), file)} records exported.\n`);
    else {
      for await (const line of allLines(memory)) {
        cli.streams.out(`${line}\n`);
        if (cli.streams.broken) break;
      }
    }
    return exitCodes.fine;
  });
}

async function* allLines(memory: MemoryHandle): AsyncIterable<string> {
  const store = readable(memory);
  if (store) yield* exportLines(store);
}

/** Writes as fast as the disk takes it, without holding it all. Answers how many lines. */
async function writeFile(memory: MemoryHandle, path: string, shown: string): Promise<number> {
  const stream = createWriteStream(path);
  let count = 0;
  try {
    await once(stream, "open");
    for await (const line of allLines(memory)) {
      count++;
      if (!stream.write(`${line}\n`)) await once(stream, "drain");
    }
    stream.end();
    await once(stream, "finish");
  } catch (error) {
    stream.destroy();
    if (error instanceof Thrown) throw error;
    return fail("AE2614", { path: shown, problem: problemOf(error), hint: "Choose another place." });
  }
  return count;
}
