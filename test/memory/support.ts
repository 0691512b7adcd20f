import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore, type StoreOptions } from "../../src/memory/open.ts";
import type { Actor, Change, RecordVersion, Store } from "../../src/memory/store.ts";
import { fromJson, fromPlain, toJson } from "../../src/values/json.ts";
import { Aborted, Thrown } from "../../src/values/thrown.ts";
import { ObjectValue, type Value } from "../../src/values/types.ts";

export const by: Actor = { plugin: "tester", run: "session-1" };

/** A script object from a host one or from JSON text; text in timestamp form becomes a timestamp. */
export function object(from: object | string): ObjectValue {
  const value = typeof from === "string" ? fromJson(from, { timestamps: true }) : fromPlain(from, { timestamps: true });
  if (!(value instanceof ObjectValue)) throw new Error("not an object");
  return value;
}

/** Readable text of a value: JSON. */
export function text(value: Value | undefined): string {
  return value === undefined ? "(nothing)" : toJson(value);
}

/** The ids of records, joined: `a b c`. */
export function ids(records: readonly ObjectValue[]): string {
  return records.map((record) => record.get("id")).join(" ");
}

/** What a call throws: `AE6001: message`; limits with `!` in front. Fails when it does not throw a script error. */
export async function failure(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Thrown) return `${error.error.code}: ${error.error.message}`;
    if (error instanceof Aborted) return `!${error.error.code}: ${error.error.message}`;
    throw error;
  }
  throw new Error("no error was thrown");
}

/** A folder that lives as long as the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "aether-memory-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A store with a fixed clock (one second later at each reading) and ids `id-1`, `id-2`, …; closed after the test. */
export function store(path = ":memory:", options: StoreOptions = {}): ReturnType<typeof openStore> {
  let seconds = 0;
  let count = 0;
  const opened = openStore(path, {
    now: () => Date.UTC(2025, 6, 7, 15, 0, seconds++),
    newId: () => `id-${++count}`,
    ...options,
  });
  onTestFinished(() => opened.close());
  return opened;
}

/** Stores records given as host objects. */
export async function fill(into: Store, records: readonly object[]): Promise<void> {
  for (const record of records) await into.put(object(record), by);
}

/** The feed, one change per line: `5 patch b:note v4 by tester session-1`; `-` is none, `?` not known. */
export function changeLines(changes: readonly Change[]): string[] {
  return changes.map(
    ({ seq, operation, id, type, version, plugin, run }) =>
      `${seq} ${operation} ${id}:${type ?? "-"} v${version ?? "?"} by ${plugin ?? "-"} ${run ?? "?"}`,
  );
}

/** Versions of a record, newest first, with the seconds of the hour: `v2 patch at 0.001 by - run-1: {"id":"a"}`. */
export function historyLines(versions: readonly RecordVersion[]): string[] {
  return versions.map(({ version, operation, at, plugin, run, record }) => {
    const seconds = ((at.ms % 3_600_000) / 1000).toFixed(3);
    return `v${version} ${operation ?? "?"} at ${seconds} by ${plugin ?? "-"} ${run}: ${text(record)}`;
  });
}
