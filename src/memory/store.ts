import type { ObjectValue, Timestamp, Value } from "../values/types.ts";
import type { StoreStats } from "./stats.ts";

/** A result now, or later from a store that is reached over a network. */
export type Maybe<T> = T | Promise<T>;

/** Who writes: kept with every change. */
export interface Actor {
  /** Plugin name, or null for a script without one and for the command line. */
  readonly plugin: string | null;
  /** Session id of the run. */
  readonly run: string;
}

/** What is known about a record besides its document. */
export interface RecordInfo {
  readonly id: string;
  readonly type: string | null;
  readonly created: Timestamp;
  readonly updated: Timestamp;
  /** 1 when first stored, then one more with every change. */
  readonly version: number;
}

/** A query object as scripts write it; `query.ts` gives it meaning. */
export type Query = ObjectValue;

/**
 * The memory of agents: typed JSON records with one id space. Every method may answer later; a store that never does says
 * so in `synchronous`. Records go in and come out as detached copies. Errors are thrown as `Thrown` with AE6xxx codes.
 */
export interface Store {
  /** True when no method ever returns a promise. */
  readonly synchronous: boolean;
  /** Inserts, or replaces the record with the same id (same type only, keeps its place in order); returns the id. */
  put(record: ObjectValue, by: Actor): Maybe<string>;
  get(id: string): Maybe<ObjectValue | null>;
  /** Merges shallowly; false when there is no such record. */
  patch(id: string, patch: ObjectValue, by: Actor): Maybe<boolean>;
  /** False when there was no such record. */
  delete(id: string, by: Actor): Maybe<boolean>;
  /** Matching records in insertion order unless the query or `options` sort; `options` override option keys in the query. */
  find(query: Query, options?: ObjectValue): Maybe<ObjectValue[]>;
  /** How many records match; limit, offset and sorting do not count. */
  count(query: Query): Maybe<number>;
  info(id: string): Maybe<RecordInfo | null>;
  /**
   * Transactions nest by joining: only the outermost `commit` makes changes lasting; any `rollback` undoes them all. A
   * commit that fails has undone the transaction: there is nothing left to roll back.
   */
  begin(): Maybe<void>;
  commit(): Maybe<void>;
  rollback(): Maybe<void>;
  /** The `state` of a plugin, or null when it never saved one. */
  loadState(plugin: string): Maybe<ObjectValue | null>;
  /** Sets and removes top-level keys of a plugin's state in one transaction, leaving other keys as they are. */
  saveState(plugin: string, changed: ReadonlyMap<string, Value>, removed: readonly string[], by: Actor): Maybe<void>;
  /** Every record in insertion order, without holding them all at once. */
  scan(): Iterable<ObjectValue> | AsyncIterable<ObjectValue>;
  stats(): Maybe<StoreStats>;
  /** Gives up an open transaction; closing twice is fine. */
  close(): Maybe<void>;
}
