import type { ModuleFile } from "../semantics/modules.ts";
import type { Program } from "../semantics/program.ts";
import type { Plugin } from "../syntax/ast.ts";
import { parse } from "../syntax/index.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import type { MemoryHandle } from "./memory-handle.ts";

/** Where registered plugins are found. */
export interface PluginSource {
  /** Names of the plugins in the project's plugin folders and of the bundled ones. */
  registered(): readonly string[];
  plugin(name: string): ModuleFile | null;
}

/** The registry of plugins as scripts see it: what the loader finds, with status and health from memory. */
export class Registered {
  constructor(
    private readonly source: PluginSource,
    private readonly program: Program,
    private readonly memory: MemoryHandle,
    private readonly session: string,
  ) {}

  /**
   * The records of all registered plugins, and of those used in this run, by name. They are kept in memory as
   * `plugin:NAME`; what scripts wrote there as `status` and `health` stays.
   */
  records(): ObjectValue[] {
    return [...this.declarations()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, plugin]) => this.record(name, plugin));
  }

  private record(name: string, plugin: Plugin): ObjectValue {
    const id = `plugin:${name}`;
    const store = this.memory.synchronous ? this.memory.get() : null;
    const stored = (store?.get(id) ?? null) as ObjectValue | null;
    const record = new ObjectValue(stored ?? []);
    const known: readonly (readonly [string, Value])[] = [
      ["id", id],
      ["type", "plugin"],
      ["name", name],
      ["status", stored?.get("status") ?? "active"],
      ["version", headerText(plugin, "version")],
      ["description", headerText(plugin, "description")],
      ["health", stored?.get("health") ?? "unknown"],
    ];
    const changed = known.some(([key, value]) => !record.has(key) || record.get(key) !== value);
    for (const [key, value] of known) record.set(key, value);
    if (changed) void store?.put(record, { plugin: null, run: this.session });
    return record;
  }

  /** Each plugin once: the loaded ones, then those of the registry. */
  private declarations(): Map<string, Plugin> {
    const found = new Map<string, Plugin>();
    for (const module of this.program.loaded) {
      for (const [name, unit] of module.plugins) if (unit.plugin && !found.has(name)) found.set(name, unit.plugin);
    }
    for (const name of this.source.registered()) {
      if (found.has(name)) continue;
      const file = this.source.plugin(name);
      for (const statement of file ? parse(file.source).file.body : []) {
        if (statement.kind === "Plugin" && statement.name.name === name) found.set(name, statement);
      }
    }
    return found;
  }
}

/** The text of a header; null when the plugin does not have it. */
export function headerText(plugin: Plugin, key: string): string | null {
  for (const member of plugin.members) {
    if (member.kind === "Header" && member.key.name === key && member.value.kind === "Text") return member.value.value;
  }
  return null;
}
