import { join, posix } from "node:path";
import { FileResolver } from "../../src/project/resolver.ts";
import type { ModuleFile, ModuleResolver } from "../../src/semantics/modules.ts";
import { parse } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";

const repository = join(import.meta.dirname, "../..");

/** Modules given as texts by path, then the bundled ones. Files under `plugins/` are registered plugins. */
export class TextResolver implements ModuleResolver {
  private readonly files = new Map<string, ModuleFile>();
  private readonly bundled: FileResolver;

  constructor(texts: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(texts))
      this.files.set(path, { id: `/test/${path}`, source: new Source(path, text) });
    const nowhere = join(repository, "test/support/no-such-folder");
    this.bundled = new FileResolver({ root: nowhere, cwd: nowhere, pluginFolders: [], packageFolder: repository });
  }

  resolve(path: string, from: string | null): ModuleFile | null {
    const file = path.endsWith(".aether") ? path : `${path}.aether`;
    const near = from === null ? "" : posix.dirname(from.replace(/^\/test\//, ""));
    const candidates = [posix.join(near, file)];
    if (!/^\.\.?\//.test(path)) candidates.push(file, `plugins/${file}`);
    for (const candidate of candidates) {
      const found = this.files.get(candidate);
      if (found) return found;
    }
    return /^\.\.?\//.test(path) ? null : this.bundled.resolve(path, from);
  }

  plugin(name: string): ModuleFile | null {
    for (const [path, file] of this.files) {
      if (path.startsWith("plugins/") && this.declared(file).includes(name)) return file;
    }
    return this.bundled.plugin(name);
  }

  registered(): readonly string[] {
    const own = [...this.files].flatMap(([path, file]) => (path.startsWith("plugins/") ? this.declared(file) : []));
    return [...new Set([...own, ...this.bundled.registered()])];
  }

  names(): readonly string[] {
    return [
      ...new Set([
        ...[...this.files.keys()].map((path) => path.slice(0, -7)),
        ...this.registered(),
        ...this.bundled.names(),
      ]),
    ];
  }

  private declared(file: ModuleFile): string[] {
    return parse(file.source).file.body.flatMap((statement) =>
      statement.kind === "Plugin" ? [statement.name.name] : [],
    );
  }
}
