import { fail, Thrown } from "../../values/thrown.ts";
import type { Database } from "./driver.ts";

/**
 * The transaction of one connection. Transactions nest by joining: one write lock, taken at the outermost `begin`, so that
 * what is read inside cannot change before it is written; an inner rollback undoes everything back to the start.
 */
export class Transaction {
  private depth = 0;
  /** Why nothing of it will last; null while all is well. */
  private undone: string | null = null;

  constructor(private readonly db: Database) {}

  get open(): boolean {
    return this.depth > 0;
  }

  begin(): void {
    if (this.depth === 0) {
      this.db.exec("BEGIN IMMEDIATE; SAVEPOINT start");
      this.undone = null;
    }
    this.depth += 1;
  }

  /** @throws AE6050 at the outermost level when something undid the transaction */
  commit(): void {
    this.leave("commit");
    if (this.depth > 0) return;
    this.check();
    const reason = this.undone;
    if (reason !== null) {
      this.abandon();
      fail("AE6050", { reason });
    }
    try {
      this.db.exec("COMMIT");
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  rollback(): void {
    this.leave("rollback");
    if (this.depth === 0) {
      this.abandon();
      return;
    }
    this.check();
    this.spoil("an inner transaction was rolled back");
  }

  /** Gives everything up at once, at any depth. */
  abandon(): void {
    this.depth = 0;
    this.undone = null;
    if (this.db.inTransaction) this.db.exec("ROLLBACK");
  }

  /** Runs several statements as one: in the open transaction, or in one of their own. */
  run<T>(work: () => T): T {
    this.begin();
    let result: T;
    try {
      result = work();
    } catch (error) {
      // In an outer transaction the author may catch the error and go on. What is refused in the catalogue's words is
      // refused before anything is written; all else may have left half of the work behind.
      if (this.depth === 1) this.abandon();
      else {
        this.depth -= 1;
        if (!(error instanceof Thrown)) this.spoil("an error of the disk or the file interrupted it");
      }
      throw error;
    }
    this.commit();
    return result;
  }

  /**
   * Must be asked before every change: after errors such as a full disk SQLite ends the transaction by itself, and what
   * follows would be written one by one.
   * @throws AE6050
   */
  demand(): void {
    this.check();
    if (this.depth > 0 && !this.db.inTransaction) fail("AE6050", { reason: this.undone! });
  }

  /** What several statements read as the memory was at one moment. */
  snapshot<T>(work: () => T): T {
    return this.db.inTransaction ? work() : this.db.transaction(work).deferred();
  }

  /** Refuses what has no answer while changes of this connection may still be undone. @throws AE6052 */
  refuse(): void {
    if (this.depth > 0) fail("AE6052");
  }

  /** Undoes everything and lets nothing that follows last. */
  private spoil(reason: string): void {
    this.undone ??= reason;
    if (this.db.inTransaction) this.db.exec("ROLLBACK TO start");
  }

  private check(): void {
    if (!this.db.inTransaction) this.undone ??= "an error of the disk or the file ended it early";
  }

  private leave(what: string): void {
    if (this.depth === 0) throw new Error(`${what} without a transaction`);
    this.depth -= 1;
  }
}
