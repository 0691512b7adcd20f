import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { ModuleFile, ModuleResolver } from "../semantics/modules.ts";
import { PluginIndex } from "./plugin-index.ts";
import { readSource } from "./read.ts";
import { moduleFilesIn, moduleFilesNear } from "./scan.ts";
import { statOf } from "./stat.ts";

export interface ResolverOptions {
  /** Project root, absolute. */
  readonly root: string;
  /** Folder that names typed by a person are relative to, absolute. */
  readonly cwd: string;
  /** Plugin folders of the project, absolute. */
  readonly pluginFolders: readonly string[];
  /** Folder of the package with `system/` and `stdlib/`; null without one. */
  readonly packageFolder: string | null;
}

const EXTENSION = ".aether";

/**
 * Finds modules on disk: relative to the importing file, then in the project root, the plugin folders, the bundled
 * `system/` and `std/`. A project file therefore shadows a bundled one of the same path.
 */
export class FileResolver implements ModuleResolver {
  private readonly files = new Map<string, ModuleFile>();
  private readonly bundled: readonly { readonly prefix: string; readonly folder: string }[];
  private index: PluginIndex | undefined;

  constructor(private readonly options: ResolverOptions) {
    const at = options.packageFolder;
    this.bundled =
      at === null
        ? []
        : [
            { prefix: "system", folder: join(at, "system") },
            { prefix: "std", folder: join(at, "stdlib") },
          ];
  }

  resolve(path: string, from: string | null): ModuleFile | null {
    for (const candidate of this.candidates(path, from)) {
      const found = this.file(candidate);
      if (found) return found;
    }
    return null;
  }

  plugin(name: string): ModuleFile | null {
    const found = this.plugins().find(name);
    if (found === null) return null;
    // A bundled plugin is shadowed by the project's file of the same module path.
    const inRoot = join(this.options.root, "any");
    return (found.modulePath === null ? null : this.resolve(found.modulePath, inRoot)) ?? this.file(found.path);
  }

  /** Every registered plugin: those of the plugin folders and the bundled ones, by name. */
  registered(): readonly string[] {
    return this.plugins().names();
  }

  names(): readonly string[] {
    const names = new Set<string>(this.plugins().names());
    for (const { prefix, folder } of this.bundled) {
      for (const file of moduleFilesIn(folder)) names.add(modulePath(folder, file, prefix));
    }
    for (const folder of this.options.pluginFolders) {
      for (const file of moduleFilesIn(folder)) names.add(modulePath(folder, file, ""));
    }
    for (const file of moduleFilesNear(this.options.root)) names.add(modulePath(this.options.root, file, ""));
    return [...names].sort();
  }

  /** Path of a file as shown to people: from the project root, the package, or the current folder; else absolute. */
  display(path: string): string {
    const { root, cwd, packageFolder } = this.options;
    for (const base of [root, cwd]) {
      const short = relative(base, path);
      if (inside(short)) return slashes(short);
    }
    if (packageFolder !== null) {
      const short = relative(packageFolder, path);
      if (inside(short)) return slashes(short).replace(/^stdlib\//, "std/");
    }
    return path;
  }

  private plugins(): PluginIndex {
    if (this.index) return this.index;
    this.index = new PluginIndex();
    for (const folder of this.options.pluginFolders) {
      for (const file of moduleFilesIn(folder)) this.index.add(file, null);
    }
    for (const { prefix, folder } of this.bundled) {
      for (const file of moduleFilesIn(folder)) this.index.add(file, modulePath(folder, file, prefix));
    }
    return this.index;
  }

  /** Absolute paths to try, best first. */
  private *candidates(path: string, from: string | null): Iterable<string> {
    if (path === "" || path.includes("\0")) return;
    const near = from === null ? this.options.cwd : dirname(from);
    const file = path.endsWith(EXTENSION) ? path : path + EXTENSION;
    if (isAbsolute(path)) {
      // Only a person may point anywhere on the disk; scripts stay with relative paths and module names.
      if (from === null) yield file;
      return;
    }
    if (/^\.\.?\//.test(path)) {
      yield resolve(near, file);
      return;
    }
    if (path.split("/").includes("..")) {
      if (from === null) yield resolve(near, file);
      return;
    }
    yield join(near, file);
    yield join(this.options.root, file);
    for (const folder of this.options.pluginFolders) yield join(folder, file);
    for (const { prefix, folder } of this.bundled) {
      if (file.startsWith(`${prefix}/`)) yield join(folder, file.slice(prefix.length + 1));
    }
  }

  private file(path: string): ModuleFile | null {
    const id = realFile(path);
    if (id === null) return null;
    const known = this.files.get(id);
    if (known) return known;
    const { source, diagnostics } = readSource(id, this.display(id));
    const found: ModuleFile = { id, source, diagnostics };
    this.files.set(id, found);
    return found;
  }
}

/** The path with links resolved, or null when no regular file is there. */
function realFile(path: string): string | null {
  if (!statOf(path)?.isFile()) return null;
  return realpathSync(path);
}

function modulePath(folder: string, file: string, prefix: string): string {
  const path = slashes(relative(folder, file)).slice(0, -EXTENSION.length);
  return prefix === "" ? path : `${prefix}/${path}`;
}

function inside(path: string): boolean {
  return path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function slashes(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}
