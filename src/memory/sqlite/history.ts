import { fail } from "../../values/thrown.ts";
import { iso } from "../../values/timestamp.ts";
import { Timestamp } from "../../values/types.ts";
import { decodeRecord } from "../record.ts";
import type { Operation, RecordVersion } from "../store.ts";
import type { Statements } from "./statements.ts";

/** A version without its document. */
interface Entry extends Omit<RecordVersion, "record" | "at"> {
  readonly at: number;
  /** Where the document is: with the change that ended this version, in the record itself, or nowhere (deleted). */
  doc: number | "record" | null;
}

interface ChangeRow {
  readonly seq: number;
  readonly at: number;
  readonly operation: Operation;
  readonly version: number;
  readonly plugin: string | null;
  readonly run: string;
  readonly old_at: number | null;
  readonly old_plugin: string | null;
  readonly old_run: string | null;
}

interface RecordRow {
  readonly updated: number;
  readonly version: number;
  readonly plugin: string | null;
  readonly run: string;
}

const changesOf = `
  SELECT seq, at, operation, version, plugin, run, old_at, old_plugin, old_run FROM changes WHERE id = ?
  ORDER BY seq DESC LIMIT ?`;

/** The versions of single records, put together from the record and the log of changes. */
export class History {
  constructor(private readonly statements: Statements) {}

  /** See `Store.history`. */
  versions(id: string, limit: number): RecordVersion[] {
    const entries = this.entries(id, limit + 1).slice(-limit);
    return entries.reverse().map(({ doc, at, ...entry }) => {
      const text = this.doc(id, doc);
      return { ...entry, at: new Timestamp(at), record: text === null ? null : decodeRecord(text) };
    });
  }

  /**
   * The document a record had at a moment (milliseconds since 1970), as stored.
   * @throws AE6009 when it did not exist then, AE6010 when that is not kept
   */
  docAt(id: string, moment: number): string {
    const entries = this.entries(id, -1);
    const first = entries[0];
    if (first === undefined) fail("AE6009", { id, at: words(moment), hint: "Nothing is known of such a record." });
    const entry = entries.findLast(({ at }) => at <= moment);
    const doc = entry === undefined ? null : this.doc(id, entry.doc);
    if (doc !== null) return doc;
    if (entry === undefined && first.operation !== "insert") fail("AE6010", { id, first: words(first.at) });
    const hint = entry === undefined ? `It was stored at ${words(first.at)}.` : `It was deleted at ${words(entry.at)}.`;
    return fail("AE6009", { id, at: words(moment), hint });
  }

  /** The version a deleted record would have next. */
  nextVersion(id: string): number {
    const last = this.statements.get("SELECT version FROM changes WHERE id = ? ORDER BY seq DESC LIMIT 1").pluck();
    return ((last.get(id) as number | undefined) ?? 0) + 1;
  }

  /** Oldest first; from the newest `limit` changes, or all of them (-1). */
  private entries(id: string, limit: number): Entry[] {
    const changes = (this.statements.get(changesOf).all(id, limit) as ChangeRow[]).reverse();
    const entries: Entry[] = [];
    // A version lies with the change that ended it, and is told by the one that made it; where that one is not there,
    // the version begins its line: it was inserted, or what made it is no longer kept.
    const has = (doc: number | "record", version: number, at: number, plugin: string | null, run: string): void => {
      const last = entries.at(-1);
      if (last !== undefined && last.operation !== "delete") last.doc = doc;
      else {
        const operation = last !== undefined || version === 1 ? "insert" : null;
        entries.push({ version, at, operation, plugin, run, doc });
      }
    };
    for (const { seq, old_at, old_plugin, old_run, ...change } of changes) {
      if (old_at !== null) has(seq, change.version - 1, old_at, old_plugin, old_run!);
      const { version, at, operation, plugin, run } = change;
      entries.push({ version, at, operation, plugin, run, doc: null });
    }
    const row = this.statements.get("SELECT updated, version, plugin, run FROM records WHERE id = ?").get(id);
    if (row !== undefined) {
      const { version, updated, plugin, run } = row as RecordRow;
      has("record", version, updated, plugin, run);
    }
    return entries;
  }

  private doc(id: string, doc: Entry["doc"]): string | null {
    if (doc === null) return null;
    const found =
      doc === "record"
        ? this.statements.get("SELECT doc FROM records WHERE id = ?").pluck().get(id)
        : this.statements.get("SELECT old_doc FROM changes WHERE seq = ?").pluck().get(doc);
    return found as string;
  }
}

function words(ms: number): string {
  return iso(new Timestamp(ms));
}
