import type { Command } from "commander";
import { toJson } from "../../../values/json.ts";
import type { SizeLimits } from "../../../values/limits.ts";
import { ObjectValue } from "../../../values/types.ts";
import type { Cli } from "../../cli.ts";
import { type ExitCode, exitCodes } from "../../exit.ts";
import { count, unusable } from "../../options.ts";
import { recordTable, table } from "../../table.ts";
import type { Verb } from "../../verb.ts";
import { objectFrom, type RawMemoryOptions, readable, withMemory } from "./access.ts";
import { memoryOption } from "./options.ts";

/** Whatever could be stored can be shown; the limits of scripts are not those of the memory. */
const unlimited: SizeLimits = { stringLength: Number.POSITIVE_INFINITY, listLength: Number.POSITIVE_INFINITY };

export const getVerb: Verb = {
  name: "get",
  define(command, cli, action) {
    memoryOption(command.summary("print one record").argument("<id>", "id of the record")).action(
      (id: string, raw: RawMemoryOptions) => action(() => get(cli, id, raw)),
    );
  },
  examples: ["aether memory get core_agent", "aether memory get core_agent | jq .role"],
};

function get(cli: Cli, id: string, raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const record = (await readable(memory)?.get(id)) ?? null;
    if (record === null) {
      cli.streams.err(`There is no record "${id}".\n`);
      return exitCodes.failed;
    }
    cli.streams.out(`${toJson(record, { indent: cli.streams.outIsTerminal ? "  " : "", limits: unlimited })}\n`);
    return exitCodes.fine;
  });
}

interface RawQueryOptions extends RawMemoryOptions {
  readonly type?: string;
}

interface RawSearchOptions extends RawQueryOptions {
  readonly limit?: string;
  readonly offset?: string;
  readonly sortBy?: string[];
  readonly desc?: boolean;
}

function queryOptions(command: Command): Command {
  return memoryOption(command.argument("[query]", "query as a JSON object (default: everything)")).option(
    "--type <type>",
    "only records of this type",
  );
}

function queryOf(text: string | undefined, raw: RawQueryOptions): ObjectValue {
  const query =
    text === undefined ? new ObjectValue() : objectFrom(text, "The query", `'{"type": "agent", "role_ne": "core"}'`);
  if (raw.type !== undefined) {
    if (query.has("type")) unusable("--type", "a query without a type of its own", raw.type, "Give one of the two.");
    query.set("type", raw.type);
  }
  return query;
}

export const searchVerb: Verb = {
  name: "search",
  define(command, cli, action) {
    queryOptions(command.summary("print the records that match a query"))
      .option("--limit <count>", "at most so many")
      .option("--offset <count>", "leave out the first ones")
      .option(
        "--sort-by <field>",
        "sort by a field (default: order of insertion); repeated, by the next one among equals",
        (field: string, before: string[] = []) => [...before, field],
      )
      .option("--desc", "the greatest first")
      .action((query: string | undefined, raw: RawSearchOptions) => action(() => search(cli, query, raw)));
  },
  examples: [
    "aether memory search --type agent",
    `aether memory search '{"type": "system_log", "level_in": ["error", "critical"]}' --sort-by timestamp --desc --limit 20`,
  ],
};

function search(cli: Cli, text: string | undefined, raw: RawSearchOptions): Promise<ExitCode> {
  const query = queryOf(text, raw);
  const options = new ObjectValue();
  if (raw.limit !== undefined) options.set("limit", count("--limit", raw.limit, 0));
  if (raw.offset !== undefined) options.set("offset", count("--offset", raw.offset, 0));
  if (raw.sortBy !== undefined) options.set("sort_by", raw.sortBy);
  if (raw.desc === true) options.set("sort_order", "desc");
  return withMemory(cli, raw, async (memory) => {
    const found = (await readable(memory)?.find(query, options)) ?? [];
    const { streams } = cli;
    if (!streams.outIsTerminal) for (const record of found) streams.out(`${toJson(record, { limits: unlimited })}\n`);
    else streams.out(found.length === 0 ? "No records.\n" : recordTable(found));
    return exitCodes.fine;
  });
}

export const countVerb: Verb = {
  name: "count",
  define(command, cli, action) {
    queryOptions(command.summary("count the records that match a query")).action(
      (text: string | undefined, raw: RawQueryOptions) => action(() => countRecords(cli, text, raw)),
    );
  },
  examples: ["aether memory count", "aether memory count --type agent"],
};

function countRecords(cli: Cli, text: string | undefined, raw: RawQueryOptions): Promise<ExitCode> {
  const query = queryOf(text, raw);
  return withMemory(cli, raw, async (memory) => {
    cli.streams.out(`${(await readable(memory)?.count(query)) ?? 0}\n`);
    return exitCodes.fine;
  });
}

export const statsVerb: Verb = {
  name: "stats",
  define(command, cli, action) {
    memoryOption(command.summary("what the memory holds: records by type, size")).action((raw: RawMemoryOptions) =>
      action(() => stats(cli, raw)),
    );
  },
  examples: ["aether memory stats", "aether memory stats | jq .bytes"],
};

function stats(cli: Cli, raw: RawMemoryOptions): Promise<ExitCode> {
  return withMemory(cli, raw, async (memory) => {
    const found = await readable(memory)?.stats();
    const { streams } = cli;
    if (!streams.outIsTerminal)
      streams.out(`${JSON.stringify(found ?? { path: null, records: 0, types: [], states: 0, bytes: 0 })}\n`);
    else if (!found) streams.out("There is no memory yet.\n");
    else {
      const rows = found.types.map(({ type, records }) => [type ?? "(no type)", String(records)]);
      const size = `${(found.bytes / 1024 / 1024).toFixed(1)} MB`;
      streams.out(
        `${table(["type", "records"], [...rows, ["all", String(found.records)]])}\n${found.path}: ${size}, states of ${found.states} plugins\n`,
      );
    }
    return exitCodes.fine;
  });
}
