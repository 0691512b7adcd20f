import { uuidV7 } from "../../../memory/ids.ts";
import type { Actor, Store } from "../../../memory/store.ts";
import { openProject } from "../../../project/project.ts";
import type { MemoryHandle } from "../../../runtime/memory-handle.ts";
import { describe } from "../../../values/describe.ts";
import { fromJson } from "../../../values/json.ts";
import { fail, Thrown } from "../../../values/thrown.ts";
import { ObjectValue } from "../../../values/types.ts";
import type { Cli } from "../../cli.ts";
import { openMemory } from "../../execute.ts";
import type { ExitCode } from "../../exit.ts";
import { memoryPath } from "../../options.ts";

/** What the `memory` verbs have in common. */
export interface RawMemoryOptions {
  readonly memory?: string;
}

/** Opens the memory of the project, or the file named by `--memory`, and closes it after the work. */
export async function withMemory(
  cli: Cli,
  raw: RawMemoryOptions,
  work: (memory: MemoryHandle) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const path = memoryPath(raw.memory);
  const project = await openProject(cli.cwd, cli.packageFolder);
  const memory = openMemory(cli, project, path);
  try {
    return await work(memory);
  } finally {
    await memory.close();
  }
}

/** Changes made by hand: no plugin, an id of their own. */
export function byHand(): Actor {
  return { plugin: null, run: uuidV7()() };
}

/** A store to read; null where none exists yet, which holds nothing. */
export function readable(memory: MemoryHandle): Store | null {
  return memory.peek();
}

/**
 * An object given as JSON.
 * @throws Thrown AE2603 when it is no JSON object
 */
export function objectFrom(text: string, what: string, example: string): ObjectValue {
  const hint = `Example: ${example}`;
  try {
    const value = fromJson(text, { timestamps: true });
    if (value instanceof ObjectValue) return value;
    return fail("AE2603", { option: what, expected: "a JSON object", value: describe(value), hint });
  } catch (error) {
    if (!(error instanceof Thrown) || error.error.code !== "AE2120") throw error;
    return fail("AE2603", { option: what, expected: "a JSON object", value: `"${text}"`, hint });
  }
}
