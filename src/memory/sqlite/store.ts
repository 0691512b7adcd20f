import { describe } from "../../values/describe.ts";
import { fail } from "../../values/thrown.ts";
import { iso } from "../../values/timestamp.ts";
import { ObjectValue, Timestamp, type Value } from "../../values/types.ts";
import { type Condition, type ParsedQuery, parseQuery, settle } from "../query.ts";
import { decodeRecord, decodeValue, type Encoded, encodeAs, encodeRecord } from "../record.ts";
import type { StoreStats } from "../stats.ts";
import type { Actor, Change, Operation, PatchOptions, Query, RecordInfo, RecordVersion, Store } from "../store.ts";
import { wellFormed } from "../unicode.ts";
import { backUp } from "./backup.ts";
import { Changes, type Retention } from "./changes.ts";
import { countStatement, findStatement, presenceStatement, type Statement } from "./compile.ts";
import type { Database } from "./driver.ts";
import { guarded, type Place } from "./errors.ts";
import { defineFunctions, type Running } from "./functions.ts";
import { History } from "./history.ts";
import { Marks } from "./marks.ts";
import { Statements } from "./statements.ts";
import { Transaction } from "./transaction.ts";
import { verify } from "./verify.ts";

/** What a store takes from outside. */
export interface Sources extends Retention {
  readonly newId: () => string;
}

const insert = `
  INSERT INTO records (id, type, created, updated, version, plugin, run, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING`;
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
  readonly plugin: string | null;
  readonly run: string;
  readonly doc: string;
}

/** The Store over one SQLite connection. Every method answers at once. */
export class SqliteStore implements Store {
  readonly synchronous = true;
  private readonly statements: Statements;
  private readonly transaction: Transaction;
  private readonly changes: Changes;
  private readonly versions: History;
  private readonly marks: Marks;
  private readonly running: Running = { statement: { tests: [], fields: [] } };

  constructor(
    private readonly db: Database,
    private readonly place: Place,
    private readonly sources: Sources,
  ) {
    this.statements = new Statements(db);
    this.transaction = new Transaction(db);
    this.changes = new Changes(this.statements, sources);
    this.versions = new History(this.statements);
    this.marks = new Marks(this.statements);
    defineFunctions(db, this.running);
  }

  put(record: ObjectValue, by: Actor): string {
    const encoded = encodeRecord(record, this.sources.newId);
    const { id } = encoded;
    return this.change(() => {
      // An insertion that meets the same id is no change, but SQLite would wait for the disk all the same.
      const taken = !this.transaction.open && this.type(id) !== undefined;
      if (!taken && this.insert(encoded, 1, by)) return id;
      return this.transaction.run(() => {
        const type = this.type(id);
        // Deleted by another process in between.
        if (type === undefined) this.insert(encoded, 1, by);
        else if (type !== encoded.type) this.refuseType(encoded, type);
        else this.rewrite("replace", encoded, by);
        return id;
      });
    });
  }

  get(id: string): ObjectValue | null {
    return this.read(() => {
      const row = this.row(id);
      return row === undefined ? null : decodeRecord(row.doc);
    });
  }

  patch(id: string, patch: ObjectValue, by: Actor, { ifVersion }: PatchOptions = {}): boolean {
    const given = patch.get("id");
    if (given !== undefined && idText(given) !== id) fail("AE6002", { id, given: describe(given) });
    return this.change(() =>
      this.transaction.run(() => {
        const row = this.row(id);
        if (row === undefined) return false;
        if (ifVersion !== undefined && ifVersion !== row.version) refuseVersion(row, ifVersion);
        const record = decodeRecord(row.doc);
        for (const [key, value] of patch) if (key !== "id") record.set(key, value);
        const encoded = encodeAs(id, record);
        if (encoded.type !== row.type) this.refuseType(encoded, row.type);
        this.rewrite("patch", encoded, by);
        return true;
      }),
    );
  }

  delete(id: string, by: Actor): boolean {
    return this.change(() =>
      this.transaction.run(() => {
        if (this.type(id) === undefined) return false;
        this.changes.record("delete", id, by, this.sources.now());
        this.statements.get("DELETE FROM records WHERE id = ?").run(id);
        return true;
      }),
    );
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

  changesSince(seq: number, limit = 1000): Change[] {
    return this.read(() => {
      this.transaction.refuse();
      return this.changes.since(seq, limit);
    });
  }

  lastChange(): number {
    return this.read(() => {
      this.transaction.refuse();
      return this.changes.last();
    });
  }

  history(id: string, limit = 100): RecordVersion[] {
    if (!wellFormed(id)) return [];
    return this.read(() => this.transaction.snapshot(() => this.versions.versions(id, limit)));
  }

  restore(id: string, at: number, by: Actor): boolean {
    return this.change(() =>
      this.transaction.run(() => {
        const record = decodeRecord(this.versions.docAt(id, at));
        const encoded = encodeAs(id, record);
        const row = this.row(id);
        if (row === undefined) {
          this.insert(encoded, this.versions.nextVersion(id), by);
          this.changes.recordReturn(id);
          return true;
        }
        if (row.doc === encoded.doc) return false;
        if (row.type !== encoded.type) this.refuseType(encoded, row.type);
        this.rewrite("restore", encoded, by);
        return true;
      }),
    );
  }

  mark(name: string): Value {
    return this.read(() => this.marks.get(name));
  }

  setMark(name: string, value: Value): void {
    this.change(() => this.marks.set(name, value));
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

  backup(path: string): void {
    this.read(() => backUp(this.db, path));
  }

  verify(): string[] {
    return this.read(() => this.transaction.snapshot(() => verify(this.statements)));
  }

  close(): void {
    if (!this.db.open) return;
    guarded(this.place, () => {
      this.transaction.abandon();
      this.db.close();
    });
  }

  /** False when the id is taken. */
  private insert({ id, type, doc }: Encoded, version: number, by: Actor): boolean {
    const now = this.sources.now();
    return this.statements.get(insert).run(id, type, now, now, version, by.plugin, by.run, doc).changes > 0;
  }

  /** Gives an existing record another document; in a transaction. */
  private rewrite(operation: Operation, { id, doc }: Encoded, by: Actor): void {
    const now = this.sources.now();
    this.changes.record(operation, id, by, now);
    this.statements.get(update).run(doc, now, by.plugin, by.run, id);
  }

  /** The type of a record, null for one without; undefined when there is no such record. */
  private type(id: string): string | null | undefined {
    if (!wellFormed(id)) return undefined;
    return this.statements.get("SELECT type FROM records WHERE id = ?").pluck().get(id) as string | null | undefined;
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

function refuseVersion({ id, version, plugin, run, updated }: RecordRow, expected: number): never {
  const who = plugin === null ? `run ${run}` : `${plugin} (run ${run})`;
  return fail("AE6006", { id, version, expected, who, at: iso(new Timestamp(updated)) });
}

function typeWords(type: string | null): string {
  return type === null ? "no type" : `type "${type}"`;
}

/** The id a patch means, as far as it is one. */
function idText(value: Value): Value {
  if (typeof value === "number") return String(value);
  return value instanceof Timestamp ? iso(value) : value;
}
