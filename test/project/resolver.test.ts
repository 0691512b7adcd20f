import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileResolver } from "../../src/project/resolver.ts";
import { findRoot } from "../../src/project/root.ts";
import { folderWith } from "./files.ts";

const bundled = folderWith({
  "package.json": "{}",
  "system/agents.aether": "plugin agents { }",
  "system/logger.aether": "plugin logger { }",
  "stdlib/text.aether": "fn shout(s) { return s.upper() }",
});

function project(files: Record<string, string>, cwd = "", pluginFolders = ["plugins"]) {
  const root = folderWith(files);
  const resolver = new FileResolver({
    root,
    cwd: join(root, cwd),
    pluginFolders: pluginFolders.map((folder) => join(root, folder)),
    packageFolder: bundled,
  });
  return {
    root,
    resolver,
    at: (path: string, from: string | null) => resolver.resolve(path, from && join(root, from)),
  };
}

describe("where module paths lead", () => {
  const files = {
    "main.aether": "1",
    "lib/a.aether": "fn f() { }",
    "lib/b.aether": "fn f() { }",
    "plugins/goals.aether": "plugin goals { }",
    "plugins/deep/tidy.aether": "plugin tidy { }",
    "lib/goals.aether": "near",
  };
  const { at, root } = project(files);
  const cases: [string, string | null, string | null][] = [
    ["./a.aether", "lib/b.aether", "lib/a.aether"],
    ["./a", "lib/b.aether", "lib/a.aether"],
    ["../main.aether", "lib/b.aether", "main.aether"],
    ["./a.aether", "main.aether", null],
    ["lib/a", "plugins/goals.aether", "lib/a.aether"],
    ["a", "lib/b.aether", "lib/a.aether"],
    ["a", "main.aether", null],
    ["goals", "main.aether", "plugins/goals.aether"],
    ["goals", "lib/a.aether", "lib/goals.aether"],
    ["deep/tidy", "main.aether", "plugins/deep/tidy.aether"],
    ["system/agents", "main.aether", "system/agents.aether"],
    ["std/text", "main.aether", "std/text.aether"],
    ["system/../main", "main.aether", null],
    ["main.aether", null, "main.aether"],
    ["lib", null, null],
    ["", null, null],
  ];
  for (const [path, from, expected] of cases) {
    it(`"${path}" from ${from ?? "the command line"}: ${expected ?? "nothing"}`, () => {
      expect(at(path, from)?.source.path ?? null).toBe(expected);
    });
  }

  it("an absolute path is for people only", () => {
    expect(at(join(root, "main.aether"), null)?.source.text).toBe("1");
    expect(at(join(root, "main.aether"), "lib/a.aether")).toBeNull();
  });

  it("a project file shadows a bundled one, also as a plugin", () => {
    const shadow = project({ "system/agents.aether": "plugin agents { description: 'mine' }", "m.aether": "" });
    expect(shadow.at("system/agents", "m.aether")!.source.text).toContain("mine");
    expect(shadow.resolver.plugin("agents")!.source.text).toContain("mine");
    expect(shadow.resolver.plugin("logger")!.source.path).toBe("system/logger.aether");
  });

  it("one file has one identity, by whatever path and link it is reached", () => {
    const linked = project({ "lib/a.aether": "1", "m.aether": "" });
    symlinkSync(join(linked.root, "lib/a.aether"), join(linked.root, "link.aether"));
    expect(linked.at("link", "m.aether")).toBe(linked.at("lib/a", null));
  });

  it("names typed by a person are relative to the current folder first", () => {
    const { resolver } = project(files, "lib");
    expect(resolver.resolve("a.aether", null)!.source.path).toBe("lib/a.aether");
    expect(resolver.resolve("../main.aether", null)!.source.path).toBe("main.aether");
    expect(resolver.resolve("main", null)!.source.path).toBe("main.aether");
  });
});

describe("registered plugins", () => {
  it("come from the plugin folders and the bundle, and only real declarations count", () => {
    const { resolver } = project({
      "plugins/two.aether": "plugin one { }\nagent two extends base { }\n# plugin three { }\nlet s = 'plugin four { }'",
      "plugins/broken.aether": "plugin five { fn f( }",
      "other/six.aether": "plugin six { }",
    });
    expect(resolver.registered()).toEqual(["five", "one", "two", "agents", "logger"]);
    expect(resolver.plugin("one")!.source.path).toBe("plugins/two.aether");
    expect(resolver.plugin("three")).toBeNull();
    expect(resolver.plugin("six")).toBeNull();
  });

  it("all reachable names are listed for suggestions", () => {
    const { resolver } = project({
      "main.aether": "",
      "lib/a.aether": "",
      "node_modules/x/y.aether": "",
      "plugins/p.aether": "plugin q { }",
    });
    expect(resolver.names()).toEqual([
      "agents",
      "lib/a",
      "logger",
      "main",
      "p",
      "plugins/p",
      "q",
      "std/text",
      "system/agents",
      "system/logger",
    ]);
  });
});

describe("the project root", () => {
  it("is the nearest folder upward with aether.yaml or .aether/, else where one stands", () => {
    const root = folderWith({ "a/aether.yaml": "", "a/b/c/": "", "d/.aether/": "", "d/e/": "", "f/g/": "" });
    expect(findRoot(join(root, "a/b/c"))).toBe(join(root, "a"));
    expect(findRoot(join(root, "d/e"))).toBe(join(root, "d"));
    expect(findRoot(join(root, "f/g"))).toBe(join(root, "f/g"));
  });
});
