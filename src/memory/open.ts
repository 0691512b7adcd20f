import { systemSources, uuidV7 } from "./ids.ts";
import { connect } from "./sqlite/connection.ts";
import type { Place } from "./sqlite/errors.ts";
import { type Sources, SqliteStore } from "./sqlite/store.ts";

export interface StoreOptions extends Partial<Omit<Sources, "history">> {
  /** Milliseconds a change waits while other processes write; 5,000 by default. */
  readonly wait?: number;
  /** Milliseconds for which changes and earlier versions of records are kept; 30 days by default, 0 keeps none. */
  readonly history?: number;
}

const defaultHistory = 30 * 24 * 60 * 60 * 1000;

/**
 * Opens the memory in a SQLite file, or a passing one with `:memory:`. A missing file is created with its folder; a file
 * that is no memory, is damaged, or comes from a newer Aether is left as it is.
 * @throws AE6040 to AE6048 naming the path
 */
export function openStore(path: string, options: StoreOptions = {}): SqliteStore {
  const place: Place = { path, wait: options.wait ?? 5_000 };
  const now = options.now ?? Date.now;
  const newId = options.newId ?? uuidV7({ ...systemSources, now });
  return new SqliteStore(connect(place), place, { now, newId, history: options.history ?? defaultHistory });
}
