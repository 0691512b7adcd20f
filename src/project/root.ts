import { existsSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Name of the project file. */
export const PROJECT_FILE = "aether.yaml";
/** Folder for what the runtime keeps: the memory file lives in it. */
export const DATA_FOLDER = ".aether";

/** The nearest folder from `start` upward that holds `aether.yaml` or `.aether/`; `start` itself when there is none. */
export function findRoot(start: string): string {
  const first = resolve(start);
  for (let folder = first; ; folder = dirname(folder)) {
    if (existsSync(join(folder, PROJECT_FILE)) || existsSync(join(folder, DATA_FOLDER))) return folder;
    if (dirname(folder) === folder) return first;
  }
}

/**
 * The folder of this package, which holds `system/` and `stdlib/`: the nearest one above the running file (links
 * resolved) with both `package.json` and `system/`. Null when the code runs apart from its package.
 * @param file absolute path of the running bundle or source file
 */
export function packageFolder(file: string): string | null {
  for (let folder = dirname(realpathSync(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "system"))) return folder;
    if (dirname(folder) === folder) return null;
  }
}
