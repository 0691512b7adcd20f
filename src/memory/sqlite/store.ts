import { describe } from "../../values/describe.ts";
import { fail } from "../../values/thrown.ts";
import { iso } from "../../values/timestamp.ts";
import { ObjectValue, Timestamp, type Value } from "../../values/types.ts";
import { type Condition, type ParsedQuery, parseQuery, settle } from "../query.ts";
import { decodeRecord, decodeValue, type Encoded, encodeAs, encodeRecord } from "../record.ts";
import type { StoreStats } from "../stats.ts";
import type { Actor, Query, RecordInfo, Store } from "../store.ts";
import { wellFormed } from "../unicode.ts";
import { countStatement, findStatement, presenceStatement, type Statement } from "./compile.ts";
import type { Database } from "./driver.ts";
import { guarded, type Place } from "./errors.ts";
import { defineFunctions, type Running } from "./functions.ts";
import { Statements } from "./statements.ts";
import { Transaction } from "./transaction.ts";

/** What a store takes from outside. */
export interface Sources {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  readonly newId: () => string;
}

const insert = `
  INSERT INTO records (id, type, created, updated, version, plugin, run, doc) VALUES (?, ?, ?, ?, 1, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, updated = excluded.updated, version = version + 1,
    plugin = excluded.plugin, run = excluded.run
  WHERE type IS excluded.type`;
const update = "UPDATE records SET doc = ?, updated = ?, version = version + 1, plugin = ?, run = ? WHERE id = ?";
const saveState = `
  INSERT INTO plugin_states (plugin, updated, version, run, doc) VALUES (?, ?, 1, ?, ?)
  ON CONFLICT (plugin) DO UPDATE SET doc = excluded.doc, updated = excluded.updated, version = version + 1,
    run = excluded.run`;

/** How many records `scan` holds at once. */
const page = 256;

interface RecordRow {
  readonly seq: number;
  readonly id: string;
  readonly type: string | null;
  readonly created: number;
  readonly updated: number;
  readonly version: number;
  readonly doc: string;
}

/** The Store over one SQLite connection. Every method answers at once. */
export class SqliteStore implements Store {
  readonly synchronous = true;
  private readonly statements: Statements;
  private readonly transaction: Transaction;
  private readonly running: Running = { statement: { tests: [], fields: [] } };

  constructor(
    private readonly db: Database,
    private readonly place: Place,
    private readonly sources: Sources,
  ) {
    this.statements = new Statements(db);
    this.transaction = new Transaction(db);
    defineFunctions(db, this.running);
  }

  put(record: ObjectValue, by: Actor): string {
    const encoded = encodeRecord(record, this.sources.newId);
    return this.change(() => {
      const { id, type, doc } = encoded;
      const now = this.sources.now();
      const done = this.statements.get(insert).run(id, type, now, now, by.plugin, by.run, doc);
      if (done.changes === 0) this.refuseType(encoded, this.row(id)?.type ?? null);
      return id;
    });
  }

  get(id: string): ObjectValue | null {
    return this.read(() => {
      const row = this.row(id);
      return row === undefined ? null : decodeRecord(row.doc);
    });
  }

  patch(id: string, patch: ObjectValue, by: Actor): boolean {
    const given = patch.get("id");
    if (given !== undefined && idText(given) !== id) fail("AE6002", { id, given: describe(given) });
    return this.change(() =>
      this.transaction.run(() => {
        const row = this.row(id);
        if (row === undefined) return false;
        const record = decodeRecord(row.doc);
        for (const [key, value] of patch) if (key !== "id") record.set(key, value);
        const encoded = encodeAs(id, record);
        if (encoded.type !== row.type) this.refuseType(encoded, row.type);
        this.statements.get(update).run(encoded.doc, this.sources.now(), by.plugin, by.run, id);
        return true;
      }),
    );
  }

  delete(id: string, _by: Actor): boolean {
    if (!wellFormed(id)) return false;
    return this.change(() => this.statements.get("DELETE FROM records WHERE id = ?").run(id).changes > 0);
  }

  find(query: Query, options?: ObjectValue): ObjectValue[] {
    const parsed = parseQuery(query, options);
    return this.read(() => {
      this.settle(parsed);
      return (this.all(findStatement(parsed)) as { doc: string }[]).map(({ doc }) => decodeRecord(doc));
    });
  }

  count(query: Query): number {
    const parsed = parseQuery(query);
    return this.read(() => {
      this.settle(parsed);
      return this.counted(parsed.condition);
    });
  }

  info(id: string): RecordInfo | null {
    return this.read(() => {
      const row = this.row(id);
      if (row === undefined) return null;
      const { type, created, updated, version } = row;
      return { id, type, created: new Timestamp(created), updated: new Timestamp(updated), version };
    });
  }

  begin(): void {
    this.read(() => this.transaction.begin());
  }

  commit(): void {
    this.read(() => this.transaction.commit());
  }

  rollback(): void {
    this.read(() => this.transaction.rollback());
  }

  loadState(plugin: string): ObjectValue | null {
    return this.read(() => {
      const row = this.statements.get("SELECT doc FROM plugin_states WHERE plugin = ?").get(plugin);
      return row === undefined ? null : (decodeValue((row as { doc: string }).doc) as ObjectValue);
    });
  }

  saveState(plugin: string, changed: ReadonlyMap<string, Value>, removed: readonly string[], by: Actor): void {
    this.change(() =>
      this.transaction.run(() => {
        const state = this.loadState(plugin) ?? new ObjectValue();
        for (const [key, value] of changed) state.set(key, value);
        for (const key of removed) state.delete(key);
        const { doc } = encodeAs(`state of ${plugin}`, state);
        this.statements.get(saveState).run(plugin, this.sources.now(), by.run, doc);
      }),
    );
  }

  *scan(): Generator<ObjectValue, void, undefined> {
    const sql = `SELECT seq, doc FROM records WHERE seq > ? ORDER BY seq LIMIT ${page}`;
    for (let after = 0; ; ) {
      // Pages instead of one open cursor: the connection stays free for whatever is done between two records.
      const rows = this.read(() => this.statements.get(sql).all(after)) as RecordRow[];
      for (const { doc } of rows) yield decodeRecord(doc);
      const last = rows.at(-1);
      if (last === undefined || rows.length < page) return;
      after = last.seq;
    }
  }

  stats(): StoreStats {
    return this.read(() => {
      const types = this.statements
        .get("SELECT type, count(*) AS records FROM records GROUP BY type ORDER BY records DESC, type")
        .all() as { type: string | null; records: number }[];
      const states = this.statements.get("SELECT count(*) FROM plugin_states").pluck().get() as number;
      const size = this.statements.get("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
      const records = types.reduce((sum, each) => sum + each.records, 0);
      return { path: this.place.path, records, types, states, bytes: size.pluck().get() as number };
    });
  }

  close(): void {
    if (!this.db.open) return;
    guarded(this.place, () => {
      this.transaction.abandon();
      this.db.close();
    });
  }

  private row(id: string): RecordRow | undefined {
    // Half a surrogate pair cannot be bound; no id has one.
    if (!wellFormed(id)) return undefined;
    return this.statements.get("SELECT * FROM records WHERE id = ?").get(id) as RecordRow | undefined;
  }

  private counted(condition: Condition): number {
    return (this.all(countStatement(condition))[0] as { count: number }).count;
  }

  private settle({ doubts, type }: ParsedQuery): void {
    settle(doubts, (field) => {
      const [row] = this.all(presenceStatement(field, type)) as { present: number }[];
      return row!.present === 1;
    });
  }

  private all(statement: Statement): unknown[] {
    this.running.statement = statement;
    return this.statements.get(statement.sql).all(statement.params);
  }

  private refuseType({ id, type }: Encoded, stored: string | null): never {
    return fail("AE6001", { id, stored: typeWords(stored), given: typeWords(type) });
  }

  private read<T>(work: () => T): T {
    if (!this.db.open) fail("AE6049", { path: this.place.path });
    return guarded(this.place, work);
  }

  private change<T>(work: () => T): T {
    return this.read(() => {
      this.transaction.demand();
      return work();
    });
  }
}

function typeWords(type: string | null): string {
  return type === null ? "no type" : `type "${type}"`;
}

/** The id a patch means, as far as it is one. */
function idText(value: Value): Value {
  if (typeof value === "number") return String(value);
  return value instanceof Timestamp ? iso(value) : value;
}
