import { describe, expect, it } from "vitest";
import { Settings, type SettingsOptions } from "../../src/project/settings.ts";
import { Thrown } from "../../src/values/thrown.ts";
import { ObjectValue, ReadOnlyObject, type Value } from "../../src/values/types.ts";

function settings(options: Partial<SettingsOptions>) {
  return new Settings({
    file: new Map(),
    environment: {},
    commandLine: [],
    read: (text) => (/^(true|false|null|\d+)$/.test(text) ? (JSON.parse(text) as Value) : text),
    plugins: () => ["agent", "agent_sync"],
    ...options,
  });
}

const declared = new ObjectValue([
  ["size", 1],
  ["name", "a"],
  ["tags", ["x", new ObjectValue([["y", ["z"]]])]],
]);

describe("configuration of a plugin", () => {
  it("is overridden by the project file, then the environment, then the command line", () => {
    const layers = {
      file: new Map([
        [
          "agent",
          new Map<string, Value>([
            ["size", 2],
            ["name", "file"],
          ]),
        ],
      ]),
      environment: { AETHER_CONFIG_AGENT_SIZE: "3", AETHER_CONFIG_OTHER_SIZE: "9" },
      commandLine: [{ plugin: null, key: "size", value: 4 }],
    };
    expect(settings({ file: layers.file }).configure("agent", declared, true).get("size")).toBe(2);
    expect(
      settings({ ...layers, commandLine: [] })
        .configure("agent", declared, true)
        .get("size"),
    ).toBe(3);
    const final = settings(layers).configure("agent", declared, true);
    expect([...final]).toEqual([
      ["size", 4],
      ["name", "file"],
      ["tags", ["x", new ReadOnlyObject([["y", ["z"]]])]],
    ]);
  });

  it("of another plugin takes only command line keys with its name", () => {
    const commandLine = [
      { plugin: null, key: "size", value: 4 },
      { plugin: "agent", key: "name", value: "b" },
    ];
    const other = settings({ commandLine }).configure("agent", declared, false);
    expect([other.get("size"), other.get("name")]).toEqual([1, "b"]);
  });

  it("is deeply read-only, and the declaration stays as it was", () => {
    const final = settings({ commandLine: [{ plugin: null, key: "size", value: 4 }] }).configure(
      "agent",
      declared,
      true,
    );
    const tags = final.get("tags") as Value[];
    expect(final.readOnly).toBe(true);
    expect(Object.isFrozen(tags)).toBe(true);
    expect((tags[1] as ObjectValue).readOnly).toBe(true);
    expect(Object.isFrozen((tags[1] as ObjectValue).get("y"))).toBe(true);
    expect(Object.isFrozen(declared.get("tags"))).toBe(false);
    expect(declared.get("size")).toBe(1);
  });

  it("AGENT_<ID>_ENABLED sets `enabled`, declared or not", () => {
    const environment = { AGENT_AGENT_ENABLED: "false" };
    expect(settings({ environment }).configure("agent", declared, true).get("enabled")).toBe(false);
    expect(settings({ environment }).configure("agent_sync", declared, true).has("enabled")).toBe(false);
  });

  function refusal(options: Partial<SettingsOptions>, plugin = "agent"): string {
    try {
      settings(options).configure(plugin, declared, true);
    } catch (error) {
      if (error instanceof Thrown) return `${error.error.code}: ${error.error.message} | ${error.error.help}`;
      throw error;
    }
    return "none";
  }

  it("refuses keys that are not declared, wherever they come from", () => {
    expect(refusal({ commandLine: [{ plugin: null, key: "siz", value: 1 }] })).toBe(
      'AE2501: Plugin agent has no configuration key "siz" (given by --config). | Did you mean "size"?',
    );
    expect(refusal({ file: new Map([["agent", new Map([["volume_and_more", 1]])]]) })).toBe(
      'AE2501: Plugin agent has no configuration key "volume_and_more" (given by aether.yaml). | It declares: size, name, tags.',
    );
    expect(refusal({ environment: { AETHER_CONFIG_AGENT_NAMES: "x" } })).toBe(
      'AE2501: Plugin agent has no configuration key "names" (given by AETHER_CONFIG_AGENT_NAMES). | Did you mean "name"?',
    );
  });

  it("a variable for a plugin with a longer name is not a mistake", () => {
    const environment = { AETHER_CONFIG_AGENT_SYNC_SIZE: "7" };
    expect(refusal({ environment })).toBe("none");
    expect(settings({ environment }).configure("agent_sync", declared, true).get("size")).toBe(7);
  });
});

describe("get_config", () => {
  const file = new Map([
    [
      "other",
      new Map<string, Value>([
        ["deep", new ObjectValue([["er", 1]])],
        ["size", 2],
      ]),
    ],
  ]);
  const final = (plugin: string) => (plugin === "agent" ? declared : undefined);
  const lookup = (key: string, options: Partial<SettingsOptions> = {}) =>
    settings({ file, ...options }).lookup(key, "agent", final);

  it("knows the asking plugin's own keys, then those of others", () => {
    expect(lookup("size")).toBe(1);
    expect(lookup("agent.name")).toBe("a");
    expect(lookup("other.size")).toBe(2);
    expect(lookup("other.deep.er")).toBe(1);
    expect(lookup("other.size", { environment: { AETHER_CONFIG_OTHER_SIZE: "3" } })).toBe(3);
    expect(lookup("other.size", { commandLine: [{ plugin: "other", key: "size", value: 4 }] })).toBe(4);
  });

  it("answers nothing for what is not set", () => {
    for (const key of ["nothing", "other", "other.nothing", "other.size.more", "nobody.size", "", "."]) {
      expect(lookup(key)).toBeUndefined();
    }
  });
});
