import { once } from "node:events";
import { createWriteStream, statSync } from "node:fs";
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
import { Progress } from "./progress.ts";

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
    )
      .option("--resume", "go on where an earlier import of this file stopped")
      .action((file: string, raw: RawImportOptions) => action(() => importFile(cli, file, raw)));
  },
  examples: [
    "aether memory import backup.jsonl",
    "aether memory import backup.jsonl --resume",
    "gunzip -c backup.jsonl.gz | aether memory import",
  ],
};

interface RawImportOptions extends RawMemoryOptions {
  readonly resume?: boolean;
}

function importFile(cli: Cli, file: string, raw: RawImportOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const path = file === "-" ? null : resolve(cli.cwd, file);
    const shown = path === null ? "standard input" : file;
    const size = path === null ? null : (statSync(path, { throwIfNoEntry: false })?.size ?? null);
    const progress = new Progress(cli, size);
    let bytes = 0;
    let kept: ImportProgress = { lines: 0, records: 0 };
    try {
      const { records } = await interruptible((until, signal) => {
        const chunks = path === null ? cli.streams.input(signal) : chunksOf(path, file);
        const counted = counting(chunks, (more) => {
          bytes += more;
        });
        return importLines(memory.get(), until(linesOf(counted, shown)), {
          by: byHand(),
          job: path ?? shown,
          resume: raw.resume === true,
          onResume: (lines) => cli.streams.err(`Going on after line ${lines}.\n`),
          onProgress: (more) => {
            kept = more;
            progress.update(bytes, more.records);
          },
        });
      });
      progress.end();
      cli.streams.err(`${count(records)} imported.\n`);
      return exitCodes.fine;
    } catch (error) {
      progress.end();
      if (!(error instanceof Stopped)) throw error;
      const first = kept.lines === 1 ? "line 1" : `lines 1 to ${kept.lines}`;
      const told = kept.lines === 0 ? "nothing was kept." : `${count(kept.records)} (${first}) were kept.`;
      reportError(cli, errorValue("AE2613", { kept: told }));
      return exitCodeOfReason(error.reason) ?? exitCodes.failed;
    }
  });
}

async function* counting(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  add: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    add(chunk.length);
    yield chunk;
  }
}

function count(records: number): string {
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
    if (file === "-") {
      for await (const line of allLines(memory)) {
        cli.streams.out(`${line}\n`);
        if (cli.streams.broken) break;
      }
      return exitCodes.fine;
    }
    const total = cli.streams.errIsTerminal ? ((await readable(memory)?.stats())?.records ?? 0) : null;
    const progress = new Progress(cli, total);
    const lines = telling(allLines(memory), (done) => progress.update(done, done));
    try {
      const written = await writeFile(lines, resolve(cli.cwd, file), file);
      progress.end();
      cli.streams.err(`${written} records exported.\n`);
    } catch (error) {
      progress.end();
      throw error;
    }
    return exitCodes.fine;
  });
}

async function* telling(lines: AsyncIterable<string>, tell: (count: number) => void): AsyncIterable<string> {
  let count = 0;
  for await (const line of lines) {
    tell(++count);
    yield line;
  }
}

async function* allLines(memory: MemoryHandle): AsyncIterable<string> {
  const store = readable(memory);
  if (store) yield* exportLines(store);
}

/** Writes as fast as the disk takes it, without holding it all. Answers how many lines. */
async function writeFile(lines: AsyncIterable<string>, path: string, shown: string): Promise<number> {
  const stream = createWriteStream(path);
  let count = 0;
  try {
    await once(stream, "open");
    for await (const line of lines) {
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
