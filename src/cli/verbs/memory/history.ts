import type { Change, RecordVersion } from "../../../memory/store.ts";
import { equals } from "../../../values/equal.ts";
import { toJson } from "../../../values/json.ts";
import { fail } from "../../../values/thrown.ts";
import { iso, parseIso } from "../../../values/timestamp.ts";
import { ObjectValue } from "../../../values/types.ts";
import type { Cli } from "../../cli.ts";
import { type ExitCode, exitCodes } from "../../exit.ts";
import { count, unusable } from "../../options.ts";
import { table } from "../../table.ts";
import type { Verb } from "../../verb.ts";
import { byHand, type RawMemoryOptions, readable, withMemory } from "./access.ts";
import { memoryOption } from "./options.ts";

interface RawHistoryOptions extends RawMemoryOptions {
  readonly limit?: string;
}

export const historyVerb: Verb = {
  name: "history",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("show the versions of a record: what changed, when, by whom")
        .description("Prints the versions of a record that are still kept, the newest first, also of a deleted one.")
        .argument("<id>", "id of the record"),
    )
      .option("--limit <count>", "at most so many (default: 100)")
      .action((id: string, raw: RawHistoryOptions) => action(() => history(cli, id, raw)));
  },
  examples: ["aether memory history core_agent", "aether memory history core_agent --limit 1 | jq .record"],
};

function history(cli: Cli, id: string, raw: RawHistoryOptions): Promise<ExitCode> {
  const limit = raw.limit === undefined ? 100 : count("--limit", raw.limit, 1);
  return withMemory(cli, raw, async (memory) => {
    // One more than is shown: the last one shown is compared with it.
    const found = (await readable(memory)?.history(id, limit + 1)) ?? [];
    const shown = found.slice(0, limit);
    if (shown.length === 0) {
      cli.streams.err(`Nothing is known of a record "${id}".\n`);
      return exitCodes.failed;
    }
    if (!cli.streams.outIsTerminal) for (const version of shown) cli.streams.out(`${versionLine(version)}\n`);
    else {
      const rows = shown.map((version, i) => versionRow(version, found[i + 1]));
      cli.streams.out(table(["version", "at", "change", "plugin", "run", "fields"], rows));
    }
    return exitCodes.fine;
  });
}

function versionLine({ version, at, operation, plugin, run, record }: RecordVersion): string {
  return toJson(
    new ObjectValue([
      ["version", version],
      ["at", at],
      ["operation", operation],
      ["plugin", plugin],
      ["run", run],
      ["record", record],
    ]),
  );
}

function versionRow(version: RecordVersion, before: RecordVersion | undefined): string[] {
  const { at, operation, plugin, run, record } = version;
  const fields = record === null ? "" : changedFields(record, before?.record ?? null);
  return [String(version.version), iso(at), operation ?? "", plugin ?? "", run, fields];
}

/** The top-level fields that differ: `role +tags -note`. */
function changedFields(record: ObjectValue, before: ObjectValue | null): string {
  if (before === null) return [...record.keys()].join(" ");
  const changed = [...record].flatMap(([key, value]) => {
    const old = before.get(key);
    return old === undefined ? [`+${key}`] : equals(old, value) ? [] : [key];
  });
  return [...changed, ...[...before.keys()].filter((key) => !record.has(key)).map((key) => `-${key}`)].join(" ");
}

interface RawRestoreOptions extends RawMemoryOptions {
  readonly at: string;
}

export const restoreVerb: Verb = {
  name: "restore",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("give a record the content it had at a moment")
        .description("Restores what a record was at a moment, as a new version; deleted records come back.")
        .argument("<id>", "id of the record")
        .requiredOption("--at <time>", "a moment as ISO-8601 text, UTC where it names no zone"),
    ).action((id: string, raw: RawRestoreOptions) => action(() => restore(cli, id, raw)));
  },
  examples: ["aether memory restore core_agent --at 2025-07-07T15:00:00Z"],
};

function restore(cli: Cli, id: string, raw: RawRestoreOptions): Promise<ExitCode> {
  const at = parseIso(raw.at);
  if (at === null) unusable("--at", "a moment as ISO-8601 text", raw.at, "Example: --at 2025-07-07T15:00:00Z");
  return withMemory(cli, raw, async (memory) => {
    const store = readable(memory);
    if (store === null) return fail("AE6009", { id, at: iso(at), hint: "There is no memory yet." });
    const restored = await store.restore(id, at.ms, byHand());
    cli.streams.out(restored ? `restored ${id}\n` : `${id} is as it was then\n`);
    return exitCodes.fine;
  });
}

interface RawChangesOptions extends RawMemoryOptions {
  readonly since?: string;
  readonly limit?: string;
  readonly last?: boolean;
}

export const changesVerb: Verb = {
  name: "changes",
  define(command, cli, action) {
    memoryOption(
      command
        .summary("print what was changed, from a position on")
        .description("Prints changes in their order. Every change has a number; ask again with the last one you got."),
    )
      .option("--since <number>", "only changes after this one (default: 0, all that are kept)")
      .option("--limit <count>", "at most so many (default: 1000)")
      .option("--last", "print only the number of the last change")
      .action((raw: RawChangesOptions) => action(() => changes(cli, raw)));
  },
  examples: ["aether memory changes --last", "aether memory changes --since 1500 | jq -r .id"],
};

function changes(cli: Cli, raw: RawChangesOptions): Promise<ExitCode> {
  const since = raw.since === undefined ? 0 : count("--since", raw.since, 0);
  const limit = raw.limit === undefined ? 1000 : count("--limit", raw.limit, 1);
  const { streams } = cli;
  return withMemory(cli, raw, async (memory) => {
    const store = readable(memory);
    if (raw.last === true) {
      streams.out(`${(await store?.lastChange()) ?? 0}\n`);
      return exitCodes.fine;
    }
    const found = (await store?.changesSince(since, limit)) ?? [];
    if (!streams.outIsTerminal) for (const change of found) streams.out(`${changeLine(change)}\n`);
    else if (found.length === 0) streams.out("No changes.\n");
    else streams.out(table(["number", "at", "change", "id", "type", "version", "plugin"], found.map(changeRow)));
    return exitCodes.fine;
  });
}

function changeLine({ seq, operation, id, type, at, version, plugin, run }: Change): string {
  return JSON.stringify({ seq, operation, id, type, at: iso(at), version, plugin, run });
}

function changeRow({ seq, operation, id, type, at, version, plugin }: Change): string[] {
  return [String(seq), iso(at), operation, id, type ?? "", version === null ? "" : String(version), plugin ?? ""];
}
