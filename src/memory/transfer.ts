import { describe } from "../values/describe.ts";
import { fromJson, toJson } from "../values/json.ts";
import { fail, Thrown } from "../values/thrown.ts";
import { ObjectValue } from "../values/types.ts";
import { ImportJob } from "./import-job.ts";
import type { Actor, Store } from "./store.ts";

/** Every record as one line of JSON (https://jsonlines.org), without line breaks, in insertion order. */
export async function* exportLines(store: Store): AsyncGenerator<string, void, undefined> {
  for await (const record of store.scan()) yield toJson(record, { strict: true, limits: unlimited });
}

const unlimited = { stringLength: Infinity, listLength: Infinity };

export interface ImportOptions {
  readonly by: Actor;
  /** Lines in one transaction, 1,000 by default: memory in use, and how much a mistake takes back. */
  readonly batch?: number;
  /** Told after each batch has been written for good. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** A name for the lines, under which the memory keeps how far their import is until it has ended well. */
  readonly job?: string;
  /** Leaves out the lines an earlier attempt of the job has imported. */
  readonly resume?: boolean;
  /** Told how many lines are left out, once they were read. */
  readonly onResume?: (lines: number) => void;
}

export interface ImportProgress {
  /** Lines read, empty ones included. */
  readonly lines: number;
  /** Records stored, without those of an earlier attempt. */
  readonly records: number;
}

/**
 * Stores a record per line; records with the same id are replaced, empty lines skipped. Batches are written one after the
 * other: at a mistake those before it stay, its own is undone, and importing the mended file again ends the job.
 * @throws AE6060 naming the line (from 1) and how many lines were kept; AE6061 when the lines to resume are not those
 *   of the earlier attempt; errors of the store itself as they are
 */
export async function importLines(
  store: Store,
  lines: AsyncIterable<string> | Iterable<string>,
  { by, batch = 1000, onProgress, job: name, resume = false, onResume }: ImportOptions,
): Promise<ImportProgress> {
  const job = name === undefined ? null : new ImportJob(store, name);
  const skipped = resume ? ((await job?.stopped()) ?? 0) : 0;
  let line = 0;
  let records = 0;
  let kept: ImportProgress = { lines: 0, records: 0 };
  let open = false;
  const keep = async (last: boolean): Promise<void> => {
    if (last) await job?.done();
    else await job?.note(line);
    open = false;
    await store.commit();
    kept = { lines: line, records };
    onProgress?.(kept);
  };
  try {
    for await (const text of lines) {
      line += 1;
      job?.read(text);
      if (line <= skipped) {
        if (line < skipped) continue;
        await job!.confirm();
        kept = { lines: line, records };
        onResume?.(line);
        continue;
      }
      if (!open) {
        await store.begin();
        open = true;
      }
      if (await importLine(store, text, line, kept.lines, by)) records += 1;
      if (line - kept.lines >= batch) await keep(false);
    }
    if (line < skipped) job!.refuse(skipped);
    if (open) await keep(true);
    else await job?.done();
    return kept;
  } finally {
    if (open) await store.rollback();
  }
}

async function importLine(store: Store, text: string, line: number, kept: number, by: Actor): Promise<boolean> {
  // A byte order mark is no part of the first record.
  const json = line === 1 ? text.replace(/^\ufeff/, "") : text;
  if (json.trim() === "") return false;
  try {
    const record = fromJson(json, { timestamps: true });
    if (!(record instanceof ObjectValue)) return refuse(line, kept, `it is ${describe(record)}, not an object.`);
    await store.put(record, by);
    return true;
  } catch (error) {
    if (!(error instanceof Thrown) || !aboutTheRecord.has(error.error.code ?? "")) throw error;
    return refuse(line, kept, error.error.message);
  }
}

/** Errors the line is to blame for, not the disk. */
const aboutTheRecord = new Set(["AE2120", "AE2122", "AE6001", "AE6003", "AE6005"]);

function refuse(line: number, kept: number, reason: string): never {
  const before = kept === 1 ? "Line 1 was imported." : `Lines 1 to ${kept} were imported.`;
  return fail("AE6060", { line, reason, kept: kept === 0 ? "Nothing was imported." : before });
}
