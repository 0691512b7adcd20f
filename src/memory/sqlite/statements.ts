import type BetterSqlite from "better-sqlite3";
import type { Database } from "./driver.ts";

type Prepared = BetterSqlite.Statement<unknown[]>;

/** Prepared statements by their text; the ones used longest ago make room. */
export class Statements {
  private readonly prepared = new Map<string, Prepared>();

  constructor(
    private readonly db: Database,
    private readonly most = 200,
  ) {}

  get(sql: string): Prepared {
    let found = this.prepared.get(sql);
    if (found === undefined) {
      found = this.db.prepare(sql);
      if (this.prepared.size >= this.most) this.prepared.delete(this.prepared.keys().next().value!);
    } else {
      this.prepared.delete(sql);
    }
    this.prepared.set(sql, found);
    return found;
  }

  get size(): number {
    return this.prepared.size;
  }
}
