import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fail } from "../values/thrown.ts";
import { systemSources, uuidV7 } from "./ids.ts";
import { type Database, sqlite } from "./sqlite/driver.ts";
import { guarded, type Place } from "./sqlite/errors.ts";
import { prepare, recognise } from "./sqlite/schema.ts";
import { type Sources, SqliteStore } from "./sqlite/store.ts";

export interface StoreOptions extends Partial<Sources> {
  /** Milliseconds a change waits while other processes write; 5,000 by default. */
  readonly wait?: number;
}

/**
 * Opens the memory in a SQLite file, or a passing one with `:memory:`. A missing file is created with its folder; a file
 * that is no memory, is damaged, or comes from a newer Aether is left as it is.
 * @throws AE6040 to AE6048 naming the path
 */
export function openStore(path: string, options: StoreOptions = {}): SqliteStore {
  const place: Place = { path, wait: options.wait ?? 5_000 };
  const driver = sqlite();
  return guarded(place, () => {
    if (path !== ":memory:") prepareFolder(path);
    const db = new driver(path, { timeout: place.wait });
    try {
      recognise(db, place);
      configure(db, place);
      prepare(db, place);
    } catch (error) {
      db.close();
      throw error;
    }
    const now = options.now ?? Date.now;
    return new SqliteStore(db, place, { now, newId: options.newId ?? uuidV7({ ...systemSources, now }) });
  });
}

function prepareFolder(path: string): void {
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
  // A file from elsewhere must not make SQL functions run by its own triggers or views.
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
