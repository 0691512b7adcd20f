import { suggest } from "../diagnostics/suggest.ts";
import { fail } from "../values/thrown.ts";
import { ObjectValue, ReadOnlyObject, type Value } from "../values/types.ts";

/** One `--config` of the command line. */
export interface Override {
  /** Null: the plugin that is run. */
  readonly plugin: string | null;
  readonly key: string;
  readonly value: Value;
}

export interface SettingsOptions {
  /** From `aether.yaml`, by plugin. */
  readonly file: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly commandLine: readonly Override[];
  /** Reads the value of an environment variable: JSON where valid, else text. */
  readonly read: (text: string) => Value;
  /** Names of the registered plugins: an environment variable may belong to a plugin with a longer name. */
  readonly plugins: () => readonly string[];
}

const PREFIX = "AETHER_CONFIG_";

/** Final configuration of plugins: the declaration, then the project file, the environment, the command line. */
export class Settings {
  constructor(private readonly options: SettingsOptions) {}

  /**
   * The declared configuration with all overrides, deeply read-only.
   * @param main true for the plugin that is run, to which command line keys without a plugin name belong
   * @throws Thrown AE2501 for a key that is not declared
   */
  configure(plugin: string, declared: ReadonlyMap<string, Value>, main: boolean): ReadOnlyObject {
    const values = new Map<string, Value>(declared);
    for (const { key, value, where } of this.overrides(plugin, declared, main)) {
      if (!declared.has(key) && key !== "enabled") unknownKey(plugin, key, where, declared.keys());
      values.set(key, value);
    }
    return new ReadOnlyObject([...values].map(([key, value]) => [key, frozen(value)]));
  }

  /**
   * A value by its dotted key, as `get_config` asks for it: of the asking plugin's own configuration first, then
   * `plugin.key` (nested as written) of another plugin. Undefined when it is not set.
   * @param final the final configuration of a plugin that is loaded; of others only what was given from outside is known
   */
  lookup(
    key: string,
    asking: string | null,
    final: (plugin: string) => ReadonlyMap<string, Value> | undefined,
  ): Value | undefined {
    const path = key.split(".");
    const own = asking === null ? undefined : final(asking);
    const found = own ? follow(own, path) : undefined;
    if (found !== undefined) return found;
    const [plugin = "", ...rest] = path;
    if (rest.length === 0) return undefined;
    const value = follow(final(plugin) ?? this.given(plugin, rest[0]!), rest);
    return value === undefined ? undefined : frozen(value);
  }

  /** What was given from outside for one key of a plugin whose declaration is not known. */
  private given(plugin: string, key: string): Map<string, Value> {
    const values = new Map(this.options.file.get(plugin));
    const variable = this.options.environment[`${PREFIX}${upper(plugin)}_${upper(key)}`];
    if (variable !== undefined) values.set(key, this.options.read(variable));
    for (const one of this.options.commandLine) if (one.plugin === plugin) values.set(one.key, one.value);
    return values;
  }

  private *overrides(
    plugin: string,
    declared: ReadonlyMap<string, Value>,
    main: boolean,
  ): Iterable<{ key: string; value: Value; where: string }> {
    for (const [key, value] of this.options.file.get(plugin) ?? []) yield { key, value, where: "aether.yaml" };
    yield* this.environment(plugin, declared);
    for (const { plugin: owner, key, value } of this.options.commandLine) {
      if (owner === null ? main : owner === plugin) yield { key, value, where: "--config" };
    }
  }

  /** `AETHER_CONFIG_<PLUGIN>_<KEY>` sets a key, `AGENT_<ID>_ENABLED` sets `enabled`. */
  private *environment(
    plugin: string,
    declared: ReadonlyMap<string, Value>,
  ): Iterable<{ key: string; value: Value; where: string }> {
    const { environment, read } = this.options;
    const enabled = `AGENT_${upper(plugin)}_ENABLED`;
    const prefix = `${PREFIX}${upper(plugin)}_`;
    const keys = new Map([...declared.keys()].map((key) => [upper(key), key]));
    const switched = environment[enabled];
    if (switched !== undefined) yield { key: "enabled", value: read(switched), where: enabled };
    for (const name of Object.keys(environment).sort()) {
      if (!name.startsWith(prefix)) continue;
      const rest = name.slice(prefix.length);
      const key = keys.get(rest);
      if (key === undefined && this.belongsToAnother(name, plugin)) continue;
      yield { key: key ?? rest.toLowerCase(), value: read(environment[name]!), where: name };
    }
  }

  private belongsToAnother(variable: string, plugin: string): boolean {
    const own = upper(plugin).length;
    return this.options
      .plugins()
      .some((other) => upper(other).length > own && variable.startsWith(`${PREFIX}${upper(other)}_`));
  }
}

function follow(values: ReadonlyMap<string, Value>, path: readonly string[]): Value | undefined {
  let at: Value | undefined = values.get(path[0]!);
  for (const key of path.slice(1)) at = at instanceof ObjectValue ? at.get(key) : undefined;
  return at;
}

function upper(name: string): string {
  return name.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "_");
}

function unknownKey(plugin: string, key: string, where: string, declared: Iterable<string>): never {
  const keys = [...declared];
  const near = suggest(key, keys);
  const hint =
    near !== null
      ? `Did you mean "${near}"?`
      : keys.length === 0
        ? "The plugin declares no configuration."
        : `It declares: ${keys.join(", ")}.`;
  return fail("AE2501", { plugin, key, where, hint });
}

/** A read-only form of a configuration value; lists become frozen host arrays. */
function frozen(value: Value): Value {
  if (Array.isArray(value)) return Object.isFrozen(value) ? value : (Object.freeze(value.map(frozen)) as Value[]);
  if (value instanceof ReadOnlyObject) return value;
  if (value instanceof ObjectValue) return new ReadOnlyObject([...value].map(([key, one]) => [key, frozen(one)]));
  return value;
}
