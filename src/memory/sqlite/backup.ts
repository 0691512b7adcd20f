import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { fail } from "../../values/thrown.ts";
import type { Database } from "./driver.ts";
import { isHostError, translate } from "./errors.ts";

/**
 * Copies a memory as it is at this moment into a new file, while others go on reading and writing; the file is there when
 * it is complete and on the disk, never half. See https://www.sqlite.org/lang_vacuum.html#vacuuminto
 * @throws AE6053 when the file exists, AE6043 to AE6047 naming the file when it cannot be written
 */
export function backUp(db: Database, path: string): void {
  if (existsSync(path)) fail("AE6053", { path });
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    rmSync(unfinished, { force: true });
    db.prepare("VACUUM INTO ?").run(unfinished);
    flush(unfinished);
    renameSync(unfinished, path);
    flush(dirname(path));
  } catch (error) {
    rmSync(unfinished, { force: true });
    // Damage is found where it is read.
    if (isHostError(error) && error.code.startsWith("SQLITE_CORRUPT")) throw error;
    translate(error, { path, wait: 0 });
  }
}

/** Waits until a file, or the names in a folder, are on the disk. */
function flush(path: string): void {
  // Windows opens no folders, and keeps names safe without.
  if (process.platform === "win32" && !path.endsWith(".unfinished")) return;
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
