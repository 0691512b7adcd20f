import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fail } from "../../values/thrown.ts";
import { type Database, sqlite } from "./driver.ts";
import { guarded, type Place } from "./errors.ts";
import { prepare, recognise } from "./schema.ts";

/**
 * A connection to a memory, made ready for the store; creates what is missing.
 * @throws AE6040 to AE6048 naming the path
 */
export function connect(place: Place): Database {
  const driver = sqlite();
  return guarded(place, () => {
    if (place.path !== ":memory:") prepareFolder(place.path);
    const db = new driver(place.path, { timeout: place.wait });
    try {
      // Before anything that would write: the file may be somebody else's.
      recognise(db, place);
      configure(db, place);
      prepare(db, place);
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  });
}

function prepareFolder(path: string): void {
  // SQLite takes an empty name for a database that vanishes when it is closed, and ends a name at a NUL character.
  if (path.trim() === "") fail("AE6043", { path: `"${path}"`, reason: "the path is empty" });
  if (path.includes("\0")) fail("AE6043", { path: JSON.stringify(path), reason: "the path holds a NUL character" });
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  // SQLite would open what it may not write, and only fail later.
  try {
    if (existsSync(path)) accessSync(path, constants.W_OK);
    accessSync(folder, constants.W_OK);
  } catch {
    fail("AE6044", { path });
  }
  if (existsSync(path) && statSync(path).isDirectory()) fail("AE6043", { path, reason: "it is a folder" });
}

/**
 * WAL lets others read while one writes. `synchronous = FULL` makes every commit wait for the disk: with NORMAL a power
 * cut could take the last commits with it, and a record an agent was told is stored would be gone. Scripts that write
 * much do so in a transaction, which waits once. See https://www.sqlite.org/pragma.html#pragma_synchronous
 */
function configure(db: Database, { wait }: Place): void {
  db.pragma("synchronous = FULL");
  // On macOS only these reach the disk itself; elsewhere they mean nothing.
  db.pragma("fullfsync = 1");
  db.pragma("checkpoint_fullfsync = 1");
  // A file from elsewhere must not run functions through its own triggers or views.
  db.pragma("trusted_schema = OFF");
  const until = performance.now() + wait;
  for (;;) {
    try {
      db.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      // Changing the mode does not wait for others as changes of data do.
      if ((error as { code?: unknown }).code !== "SQLITE_BUSY" || performance.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
