import { isAbsolute, join, resolve } from "node:path";
import { type ProjectFile, readProjectFile } from "./project-file.ts";
import { FileResolver } from "./resolver.ts";
import { DATA_FOLDER, findRoot } from "./root.ts";

/** A project as found on disk. */
export interface Project {
  /** Absolute path of the project root. */
  readonly root: string;
  readonly file: ProjectFile;
  readonly resolver: FileResolver;
  /** Absolute path of the memory file, or `:memory:`. */
  readonly memoryPath: string;
}

/** Plugin folder of a project that names none. */
const DEFAULT_PLUGIN_FOLDER = "plugins";

/**
 * Opens the project around a folder.
 * @param cwd the current folder; names typed by people are relative to it
 * @param packageFolder the folder with the bundled `system/` and `stdlib/`, or null
 * @param start where the search for the root begins; the current folder when absent
 * @throws Thrown AE2503 when `aether.yaml` is broken
 */
export async function openProject(cwd: string, packageFolder: string | null, start = cwd): Promise<Project> {
  const root = findRoot(start);
  const file = await readProjectFile(root);
  const pluginFolders = (file.plugins ?? [DEFAULT_PLUGIN_FOLDER]).map((folder) => resolve(root, folder));
  return {
    root,
    file,
    resolver: new FileResolver({ root, cwd: resolve(cwd), pluginFolders, packageFolder }),
    memoryPath: memoryPath(root, file.memory),
  };
}

function memoryPath(root: string, written: string | null): string {
  if (written === null) return join(root, DATA_FOLDER, "memory.db");
  return written === ":memory:" || isAbsolute(written) ? written : resolve(root, written);
}
