import type { Command } from "commander";
import { parseDuration } from "../project/limits.ts";
import type { Override } from "../project/settings.ts";
import { fail } from "../values/thrown.ts";
import type { ExecuteOptions } from "./execute.ts";
import { wordValue } from "./words.ts";

/** Raw values as commander hands them over. */
export interface RawExecuteOptions {
  readonly config?: readonly string[];
  readonly memory?: string;
  readonly permissions?: string;
  readonly timeout?: string;
  readonly steps?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly logFormat?: string;
}

/** Adds the options that `run` and `call` share. */
export function addExecuteOptions(command: Command): Command {
  return command
    .option(
      "--config <key=value...>",
      "override configuration: key=value of the plugin run, plugin.key=value of another",
    )
    .option("--memory <path>", "memory file, or :memory: (default: .aether/memory.db in the project root)")
    .option("--permissions <mode>", "enforce (default) or warn: what a breach of memory_access does")
    .option("--timeout <duration>", "stop after this time, waiting included: 30s, 5m")
    .option("--steps <count>", "stop after this many calls and loop turns")
    .option("--json", "print {ok, result, error, logs} as one JSON object")
    .option("--quiet", "print no log lines")
    .option("--log-format <format>", "log lines as pretty (default) or json");
}

/** @throws Thrown AE2603 for a value that cannot be used */
export function executeOptions(raw: RawExecuteOptions): ExecuteOptions {
  return {
    config: (raw.config ?? []).map(override),
    memory: memoryPath(raw.memory),
    permissions: choice("--permissions", raw.permissions, ["enforce", "warn"]),
    timeout: raw.timeout === undefined ? null : duration("--timeout", raw.timeout),
    steps: raw.steps === undefined ? null : count("--steps", raw.steps, 1),
    json: raw.json === true,
    quiet: raw.quiet === true,
    logFormat: choice("--log-format", raw.logFormat, ["pretty", "json"]) ?? "pretty",
  };
}

/**
 * The path given by `--memory`, or null. One that looks like an option is a path left out.
 * @throws Thrown AE2603
 */
export function memoryPath(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (given === "" || given.startsWith("--")) {
    unusable("--memory", "a path or :memory:", given, "Example: --memory data/agents.db");
  }
  return given;
}

/** `key=value` or `plugin.key=value`; the value is JSON where valid, else text. */
function override(text: string): Override {
  const match = /^(?:([\p{L}_$][\p{L}\p{N}_$]*)\.)?([\p{L}_$][\p{L}\p{N}_$-]*)=(.*)$/su.exec(text);
  if (!match) unusable("--config", "key=value or plugin.key=value", text, "Example: --config log_all_actions=false");
  return { plugin: match[1] ?? null, key: match[2]!, value: wordValue(match[3]!) };
}

/** One of several words, or null when the option is absent. @throws Thrown AE2603 */
export function choice<T extends string>(option: string, given: string | undefined, allowed: readonly T[]): T | null {
  if (given === undefined) return null;
  const found = allowed.find((word) => word === given);
  if (found === undefined) unusable(option, allowed.join(" or "), given, `Example: ${option} ${allowed[0]}`);
  return found;
}

/** A whole number of at least `least`. @throws Thrown AE2603 */
export function count(option: string, given: string, least: number): number {
  const number = Number(given.replaceAll("_", ""));
  if (given.trim() === "" || !Number.isSafeInteger(number) || number < least) {
    unusable(option, `a whole number of at least ${least}`, given, `Example: ${option} 1000`);
  }
  return number;
}

/** Seconds of a duration above zero. @throws Thrown AE2603 */
function duration(option: string, given: string): number {
  const seconds = parseDuration(given);
  if (seconds === null || seconds === 0)
    unusable(option, "a duration such as 30s or 5m", given, `Example: ${option} 30s`);
  return seconds;
}

export function unusable(option: string, expected: string, given: string, hint: string): never {
  return fail("AE2603", { option, expected, value: `"${given}"`, hint });
}
