import { parse } from "../syntax/index.ts";
import { Source } from "../text/source.ts";
import type { ModuleFile, ModuleResolver } from "./modules.ts";

/**
 * Modules held in memory, for browsers and tests: a record of texts by path such as `system/agents.aether`. Paths resolve
 * relative to the importing file first, then from the root.
 */
export class TextModules implements ModuleResolver {
  private readonly files = new Map<string, ModuleFile>();
  private index: Map<string, ModuleFile> | null = null;

  constructor(texts: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(texts)) {
      this.files.set(path, { id: path, source: new Source(path, text) });
    }
  }

  resolve(path: string, from: string | null): ModuleFile | null {
    const name = path.endsWith(".aether") ? path : `${path}.aether`;
    const folder = from === null ? "" : from.slice(0, from.lastIndexOf("/") + 1);
    const near = this.files.get(normalise(folder + name));
    return near ?? (path.startsWith(".") ? null : (this.files.get(name) ?? null));
  }

  plugin(name: string): ModuleFile | null {
    this.index ??= this.plugins();
    return this.index.get(name) ?? null;
  }

  names(): readonly string[] {
    this.index ??= this.plugins();
    return [...this.files.keys()].map((path) => path.replace(/\.aether$/, "")).concat([...this.index.keys()]);
  }

  private plugins(): Map<string, ModuleFile> {
    const index = new Map<string, ModuleFile>();
    for (const file of this.files.values()) {
      for (const item of parse(file.source).file.body) {
        if (item.kind === "Plugin" && !index.has(item.name.name)) index.set(item.name.name, file);
      }
    }
    return index;
  }
}

/** Resolves `.` and `..` in a path with `/`. */
function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
