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

/** What a change did to a record; `restore` brought an earlier version back. */
export type Operation = "insert" | "replace" | "patch" | "delete" | "restore";

/** One entry of the change feed. */
export interface Change {
  /** Rises from change to change, in the order in which they became lasting; with gaps. */
  readonly seq: number;
  readonly operation: Operation;
  readonly id: string;
  readonly type: string | null;
  readonly at: Timestamp;
  /** The version the change made; null, as `run`, for an insertion about which nothing more is kept. */
  readonly version: number | null;
  readonly plugin: string | null;
  readonly run: string | null;
}

/** One version of a record, or its deletion. */
export interface RecordVersion {
  readonly version: number;
  /** Since when. */
  readonly at: Timestamp;
  /** How it came about; null for the oldest version still kept, unless it was the first. */
  readonly operation: Operation | null;
  readonly plugin: string | null;
  readonly run: string;
  /** Null when the record was deleted. */
  readonly record: ObjectValue | null;
}

/** Conditions on a patch. */
export interface PatchOptions {
  /** The version the record must have. */
  readonly ifVersion?: number;
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
  /** Merges shallowly; false when there is no such record. @throws AE6006 when it has another version than asked for */
  patch(id: string, patch: ObjectValue, by: Actor, options?: PatchOptions): Maybe<boolean>;
  /** False when there was no such record. */
  delete(id: string, by: Actor): Maybe<boolean>;
  /** Matching records in insertion order unless the query or `options` sort; `options` override option keys in the query. */
  find(query: Query, options?: ObjectValue): Maybe<ObjectValue[]>;
  /** How many records match; limit, offset and sorting do not count. */
  count(query: Query): Maybe<number>;
  info(id: string): Maybe<RecordInfo | null>;
  /**
   * The changes after a position, oldest first, at most `limit` (1,000 when not given). Ask again from the last `seq`
   * received: a change that becomes lasting later never has a smaller number. A record deleted since then is told by its
   * deletion only, and changes of records are kept for a limited time.
   * @throws AE6051 when changes after the position are no longer kept, or it lies beyond the last change; never for 0.
   *   AE6052 inside a transaction
   */
  changesSince(seq: number, limit?: number): Maybe<Change[]>;
  /** The position after the last change, to start following from here; 0 for a new memory. @throws AE6052 inside a transaction */
  lastChange(): Maybe<number>;
  /** The versions of a record that are still kept, also of a deleted one: newest first, at most `limit`. */
  history(id: string, limit?: number): Maybe<RecordVersion[]>;
  /**
   * Gives a record the content it had at a moment, as a new version; a deleted record comes back at the end of the order.
   * False when it has that content already.
   * @param at milliseconds since 1970
   * @throws AE6009 when it did not exist then, AE6010 when that is not kept, AE6001 when its id has another type now
   */
  restore(id: string, at: number, by: Actor): Maybe<boolean>;
  /** A small fact kept beside the records, such as how far a job has come; null when it is not set. */
  mark(name: string): Maybe<Value>;
  /** Sets a fact, or forgets it with null. Part of the open transaction, if there is one. */
  setMark(name: string, value: Value): Maybe<void>;
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
  /** Copies the whole memory, as it is at one moment, into a new file. @throws AE6053 when there is such a file */
  backup(path: string): Maybe<void>;
  /** Reads everything and answers what is wrong, in words, at most 100 of them; empty when all is well. */
  verify(): Maybe<string[]>;
  /** Gives up an open transaction; closing twice is fine. */
  close(): Maybe<void>;
}
