import { fail } from "../../values/thrown.ts";
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
    this.undone ??= "an inner transaction was rolled back";
    if (this.db.inTransaction) this.db.exec("ROLLBACK TO start");
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
      // In an outer transaction the author may catch the error and go on; nothing has been written yet.
      if (this.depth > 1) this.depth -= 1;
      else this.abandon();
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

  private check(): void {
    if (!this.db.inTransaction) this.undone ??= "an error of the disk or the file ended it early";
  }

  private leave(what: string): void {
    if (this.depth === 0) throw new Error(`${what} without a transaction`);
    this.depth -= 1;
  }
}
