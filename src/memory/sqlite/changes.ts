import { fail } from "../../values/thrown.ts";
import { Timestamp } from "../../values/types.ts";
import type { Actor, Change, Operation } from "../store.ts";
import { Marks } from "./marks.ts";
import type { Statements } from "./statements.ts";

/** What the log of changes takes from outside. */
export interface Retention {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** Milliseconds for which changes are kept. */
  readonly history: number;
}

/** How many changes go at once when they are old enough. */
const batch = 200;
/** After so many changes of this connection it looks for old ones: fewer than go, so that they never pile up. */
const interval = 100;

const prunedMark = "changes.pruned";

// SQLite's own counter behind AUTOINCREMENT; it may be written: https://www.sqlite.org/autoinc.html
const takeNumber = "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'records'";
const lastNumber = "SELECT seq FROM sqlite_sequence WHERE name = 'records'";

const recordChange = `
  INSERT INTO changes (seq, at, operation, id, type, version, plugin, run, old_at, old_plugin, old_run, old_doc)
  SELECT (${lastNumber}), ?, ?, id, type, version + 1, ?, ?, updated, plugin, run, doc FROM records WHERE id = ?`;

// The same number as the insertion, which it is.
const recordReturn = `
  INSERT INTO changes (seq, at, operation, id, type, version, plugin, run)
  SELECT seq, created, 'restore', id, type, version, plugin, run FROM records WHERE id = ?`;

/**
 * Insertions and changes after a position. Who inserted a record that was changed since is known from its first change,
 * as long as that one is kept.
 */
const changesAfter = `
  SELECT r.seq, 'insert' AS operation, r.id, r.type, r.created AS at,
    CASE WHEN r.version = 1 THEN 1 WHEN f.version = 2 THEN 1 END AS version,
    CASE WHEN r.version = 1 THEN r.plugin WHEN f.version = 2 THEN f.old_plugin END AS plugin,
    CASE WHEN r.version = 1 THEN r.run WHEN f.version = 2 THEN f.old_run END AS run
  FROM records AS r LEFT JOIN changes AS f ON r.version > 1 AND f.seq =
    (SELECT seq FROM changes WHERE id = r.id AND seq > r.seq ORDER BY seq LIMIT 1)
  WHERE r.seq > :after AND NOT EXISTS (SELECT 1 FROM changes WHERE seq = r.seq)
  UNION ALL
  SELECT seq, operation, id, type, at, version, plugin, run FROM changes WHERE seq > :after
  ORDER BY seq LIMIT :limit`;

interface ChangeRow extends Omit<Change, "at"> {
  readonly at: number;
}

/**
 * The log of changes and the sequence of all of them. Numbers are given under SQLite's one write lock, so nobody can see a
 * number before all smaller ones are lasting or given up.
 */
export class Changes {
  private readonly marks: Marks;
  /** Changes until the next look for old ones; the first change of a connection looks. */
  private untilPruning = 0;

  constructor(
    private readonly statements: Statements,
    private readonly retention: Retention,
  ) {
    this.marks = new Marks(statements);
  }

  /** Logs that a record is about to be changed; to be called in the transaction of the change, right before it. */
  record(operation: Operation, id: string, by: Actor, at: number): void {
    this.statements.get(takeNumber).run();
    this.statements.get(recordChange).run(at, operation, by.plugin, by.run, id);
    this.prune(at);
  }

  /** Logs that the insertion just made brought a deleted record back. */
  recordReturn(id: string): void {
    this.statements.get(recordReturn).run(id);
  }

  /** See `Store.changesSince`. @throws AE6051 */
  since(seq: number, limit: number): Change[] {
    const rows = this.statements.get(changesAfter).all({ after: seq, limit }) as ChangeRow[];
    // Asked after the changes were read: what was still kept then was kept before.
    const pruned = (this.marks.get(prunedMark) ?? 0) as number;
    const last = this.last();
    if (seq > 0 && seq < pruned) fail("AE6051", { seq, reason: `changes up to ${pruned} are no longer kept` });
    if (seq > last) fail("AE6051", { seq, reason: `the last change has the number ${last}` });
    return rows.map((row) => ({ ...row, at: new Timestamp(row.at) }));
  }

  last(): number {
    return (this.statements.get(lastNumber).pluck().get() as number | undefined) ?? 0;
  }

  /** Removes the oldest changes that have been kept long enough, a bounded number at a time. */
  private prune(now: number): void {
    this.untilPruning -= 1;
    const { history } = this.retention;
    if (this.untilPruning > 0 && history > 0) return;
    this.untilPruning = interval;
    // Up to a number, not by time: where the clock was set back, a record must not lose a version in the middle.
    const upTo = this.statements
      .get(`SELECT max(seq) FROM (SELECT seq, at FROM changes ORDER BY seq LIMIT ${batch}) WHERE at <= ?`)
      .pluck()
      .get(now - history) as number | null;
    if (upTo === null) return;
    this.statements.get("DELETE FROM changes WHERE seq <= ?").run(upTo);
    this.marks.set(prunedMark, upTo);
  }
}
