import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../text/source.ts";

/** Where module paths lead. Implemented by the project room over files, and by tests over texts. */
export interface ModuleResolver {
  /**
   * The file behind a path as written in `import`, `use` or `call`: relative (`./x.aether`, `../x`) to `from`, then the
   * project root, the plugin folders, the bundled `system/` and `std/`. Null when there is none.
   * @param from `id` of the importing file; null for a name typed by a person (command line, run-time name)
   */
  resolve(path: string, from: string | null): ModuleFile | null;
  /** The file that declares a registered plugin of this name (plugin folders, bundled), or null. */
  plugin(name: string): ModuleFile | null;
  /** Module paths and plugin names that can be reached, for did-you-mean and listings. */
  names(): readonly string[];
}

export interface ModuleFile {
  /** Unique and stable within a run: the absolute file path on disk. */
  readonly id: string;
  /** Decoded text under its display path (`system/agents.aether`). Read once per resolver. */
  readonly source: Source;
  /** What was wrong with its bytes (not UTF-8); blocks a run like a syntax error. */
  readonly diagnostics?: readonly Diagnostic[];
}
