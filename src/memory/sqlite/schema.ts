import { fail } from "../../values/thrown.ts";
import type { Database } from "./driver.ts";
import type { Place } from "./errors.ts";

/** Marks a database as an Aether memory ("AEMM" in ASCII): https://www.sqlite.org/pragma.html#pragma_application_id */
const applicationId = 0x41454d4d;

/**
 * The format, one step per version; a file's `user_version` says how many it has had. Steps are never changed once
 * released: a new format is a new step, with a file of the version before it in the tests. A step must take the same time
 * however many records there are, because it holds up the program that happens to open the file first.
 *
 * Times are milliseconds since 1970.
 */
export const steps: readonly string[] = [
  // 1. `records.seq` is the order of insertion; `doc` is the whole record as JSON text (`id` and `type` included), the
  // other columns are what every query uses and what is kept outside the document. `plugin` and `run`: who wrote last.
  `CREATE TABLE records (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     type TEXT,
     created INTEGER NOT NULL,
     updated INTEGER NOT NULL,
     version INTEGER NOT NULL,
     plugin TEXT,
     run TEXT NOT NULL,
     doc TEXT NOT NULL CHECK (json_valid(doc))
   ) STRICT;
   CREATE INDEX records_by_type ON records (type, seq);
   CREATE TABLE plugin_states (
     plugin TEXT PRIMARY KEY,
     updated INTEGER NOT NULL,
     version INTEGER NOT NULL,
     run TEXT NOT NULL,
     doc TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  // 2. The changes of records that existed before. `seq` counts on from the same number as `records.seq`, so that both
  // together are one sequence; an insertion is told by its row in `records` and costs nothing here. `old_…` is the version
  // that a change ended, all NULL where a deleted record was restored. `marks` holds small facts, as JSON.
  `CREATE TABLE changes (
     seq INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     operation TEXT NOT NULL,
     id TEXT NOT NULL,
     type TEXT,
     version INTEGER NOT NULL,
     plugin TEXT,
     run TEXT NOT NULL,
     old_at INTEGER,
     old_plugin TEXT,
     old_run TEXT,
     old_doc TEXT
   ) STRICT;
   CREATE INDEX changes_by_id ON changes (id);
   CREATE TABLE marks (
     name TEXT PRIMARY KEY,
     value TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

/**
 * Makes sure the database is an Aether memory this version can read, creating or upgrading it; a file that is something
 * else is not written to.
 * @throws AE6040, AE6042
 */
export function prepare(db: Database, place: Place): void {
  if (recognise(db, place) < steps.length) {
    // Another process may be doing the same: look again when the write lock is ours.
    db.transaction(() => {
      for (const step of steps.slice(recognise(db, place))) db.exec(step);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${steps.length}`);
    }).immediate();
  }
}

/** The format version of the file: 0 for an empty one. @throws AE6040, AE6042 for files that are not ours to write */
export function recognise(db: Database, { path }: Place): number {
  // Read in one transaction: another process may be creating the memory between two questions.
  const { version, application, tables } = db.transaction(() => ({
    version: db.pragma("user_version", { simple: true }) as number,
    application: db.pragma("application_id", { simple: true }) as number,
    tables: db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() as number,
  }))();
  if (application === applicationId) {
    if (version > steps.length) fail("AE6042", { path, found: version, known: steps.length });
    return version;
  }
  if (tables > 0 || version !== 0 || application !== 0) {
    fail("AE6040", { path, reason: "it is a database of another program" });
  }
  return 0;
}
