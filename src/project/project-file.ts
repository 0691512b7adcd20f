import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suggest } from "../diagnostics/suggest.ts";
import type { Limits } from "../interpreter/host.ts";
import { fail } from "../values/thrown.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import { maxDepth } from "../values/write.ts";
import { limitNames, parseDuration, parseLimit } from "./limits.ts";
import { problemOf } from "./read.ts";
import { PROJECT_FILE } from "./root.ts";

export type PermissionMode = "enforce" | "warn";

/** What `aether.yaml` says; every part may be absent. */
export interface ProjectFile {
  /** Plugin folders as written. */
  readonly plugins: readonly string[] | null;
  /** Path of the memory file as written. */
  readonly memory: string | null;
  /** Milliseconds for which changes and earlier versions of records are kept. */
  readonly history: number | null;
  readonly permissions: PermissionMode | null;
  /** Overridden configuration by plugin. */
  readonly config: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  readonly limits: Partial<Limits>;
}

export const noProjectFile: ProjectFile = {
  plugins: null,
  memory: null,
  history: null,
  permissions: null,
  config: new Map(),
  limits: {},
};

const KEYS = ["plugins", "memory", "history", "permissions", "config", "limits"];

/**
 * Reads and checks `aether.yaml` in the project root; an absent file says nothing.
 * @throws Thrown AE2503 naming file and line when it is not YAML or not what is expected
 */
export async function readProjectFile(root: string): Promise<ProjectFile> {
  const path = join(root, PROJECT_FILE);
  if (!existsSync(path)) return noProjectFile;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return fail("AE2606", { path: PROJECT_FILE, problem: problemOf(error), hint: "Check its permissions." });
  }
  // Loaded only where there is a file: reading YAML costs more than starting a small script.
  const { parseDocument } = await import("yaml");
  const document = readable(() => parseDocument(text));
  const broken = document.errors[0];
  if (broken?.code === "RESOURCE_EXHAUSTION") wrong("it is nested too deeply", "Use fewer levels.");
  if (broken) {
    const line = broken.linePos?.[0].line;
    wrong(
      `${line === undefined ? "" : `line ${line}: `}${firstLine(broken.message)}`,
      "Write it as YAML: `key: value` lines, lists with `-`.",
    );
  }
  return checkProject(readable(() => document.toJS({ mapAsMap: true }) as unknown));
}

/** What the YAML library does with the text; it complains about aliases and about depth in errors of the host. */
function readable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReferenceError)
      return wrong(firstLine(error.message), "Write the value out instead of the alias.");
    if (error instanceof RangeError) return wrong("it is nested too deeply", "Use fewer levels.");
    throw error;
  }
}

/** Checks the content of a project file, given with maps as `Map`. @throws Thrown AE2503 */
export function checkProject(content: unknown): ProjectFile {
  if (content === null || content === undefined) return noProjectFile;
  const top = mapping(content, "the file");
  for (const key of top.keys()) {
    if (!KEYS.includes(key)) wrong(`there is no setting "${key}"`, hintFor(key, KEYS));
  }
  return {
    plugins: top.has("plugins") ? folders(top.get("plugins")) : null,
    memory: top.has("memory") ? text(top.get("memory"), "memory") : null,
    history: top.has("history") ? history(top.get("history")) : null,
    permissions: top.has("permissions") ? permissions(top.get("permissions")) : null,
    config: new Map([...section(top, "config")].map(([plugin, values]) => [plugin, configuration(values, plugin)])),
    limits: Object.fromEntries([...section(top, "limits")].map(([name, value]) => limit(name, value))),
  };
}

function folders(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((one) => text(one, "plugins"));
}

function history(value: unknown): number {
  const seconds = parseDuration(value);
  if (seconds === null)
    wrong(`history must be a duration, not ${shown(value)}`, "Example: history: 90d, or 0 to keep nothing.");
  return Math.round(seconds * 1000);
}

function permissions(value: unknown): PermissionMode {
  if (value === "enforce" || value === "warn") return value;
  return wrong(`permissions must be enforce or warn, not ${shown(value)}`, "enforce refuses, warn only logs.");
}

function configuration(value: unknown, plugin: string): Map<string, Value> {
  const entries = mapping(value, `config.${plugin}`);
  return new Map([...entries].map(([key, one]) => [key, toValue(one, `config.${plugin}.${key}`)]));
}

function limit(name: string, value: unknown): [keyof Limits, number] {
  const parsed = parseLimit(name, value);
  if (parsed === null) wrong(`there is no limit "${name}"`, hintFor(name, limitNames));
  if (typeof parsed === "string")
    wrong(`limits.${name} must be ${parsed}, not ${shown(value)}`, `Example: ${name}: ${example(parsed)}`);
  return parsed;
}

function example(expected: string): string {
  return expected.includes("duration") ? "30s" : expected.includes("size") ? "10 MB" : "1000";
}

function section(top: ReadonlyMap<string, unknown>, key: string): ReadonlyMap<string, unknown> {
  const value = top.get(key);
  return value === undefined || value === null ? new Map() : mapping(value, key);
}

function mapping(value: unknown, what: string): ReadonlyMap<string, unknown> {
  if (!(value instanceof Map))
    return wrong(`${what} must hold "key: value" lines, not ${shown(value)}`, "See docs/cli.md for all settings.");
  return new Map([...value].map(([key, one]) => [String(key), one]));
}

function text(value: unknown, what: string): string {
  return typeof value === "string" && value !== ""
    ? value
    : wrong(`${what} must be text, not ${shown(value)}`, "Put it in quotes.");
}

function toValue(value: unknown, where: string, around: readonly unknown[] = []): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  if (around.includes(value)) return wrong(`${where} holds itself`, "Write the value out instead of the alias.");
  if (around.length > maxDepth) return wrong(`${where} is nested too deeply`, "Use fewer levels.");
  const inner = [...around, value];
  if (Array.isArray(value)) return value.map((one, index) => toValue(one, `${where}[${index}]`, inner));
  if (value instanceof Map) {
    return new ObjectValue(
      [...value].map(([key, one]) => [String(key), toValue(one, `${where}.${String(key)}`, inner)]),
    );
  }
  return wrong(`${where} holds ${shown(value)}`, "Use text, numbers, true, false, null, lists and mappings.");
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Map) return "a mapping";
  return typeof value === "string" ? `"${value}"` : String(value);
}

function hintFor(name: string, candidates: readonly string[]): string {
  const near = suggest(name, candidates);
  return near === null ? `Possible are: ${candidates.join(", ")}.` : `Did you mean "${near}"?`;
}

function firstLine(message: string): string {
  return message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, "");
}

function wrong(problem: string, hint: string): never {
  return fail("AE2503", { path: PROJECT_FILE, problem, hint });
}
