import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

const EXTENSION = ".aether";
/** Folders below the root that a listing of near modules looks into. */
const NEAR_DEPTH = 3;
/** A listing stops here: it only serves suggestions, and the root may be somebody's home. */
const NEAR_ENTRIES = 2_000;

/** Told about a folder that cannot be listed, with the host's error. */
export type Unlisted = (folder: string, error: Error) => void;

/**
 * All `.aether` files below a folder, sorted by path; nothing when the folder does not exist.
 * @param unlisted told about folders that are there and cannot be listed; they count as empty
 */
export function moduleFilesIn(folder: string, unlisted: Unlisted = () => {}): string[] {
  return collect(folder, 16, { left: Number.POSITIVE_INFINITY }, unlisted);
}

/** The `.aether` files close to a folder, within bounds that keep a listing quick anywhere on a disk. */
export function moduleFilesNear(folder: string): string[] {
  return collect(folder, NEAR_DEPTH, { left: NEAR_ENTRIES }, () => {});
}

function collect(folder: string, depth: number, budget: { left: number }, unlisted: Unlisted): string[] {
  const found: string[] = [];
  for (const entry of entries(folder, unlisted)) {
    if (--budget.left < 0) break;
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth > 1) found.push(...collect(path, depth - 1, budget, unlisted));
    } else if (entry.name.endsWith(EXTENSION)) {
      found.push(path);
    }
  }
  return found;
}

/** Sorted, so that listings do not depend on the file system; a folder that cannot be read has no entries. */
function entries(folder: string, unlisted: Unlisted): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
    );
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    if (!(error instanceof Error) || (code !== "EACCES" && code !== "EPERM")) throw error;
    unlisted(folder, error);
    return [];
  }
}
