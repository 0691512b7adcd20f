import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { select } from "../../../src/memory/matches.ts";
import { parseQuery } from "../../../src/memory/query.ts";
import { decodeRecord, encodeRecord } from "../../../src/memory/record.ts";
import type { ObjectValue } from "../../../src/values/types.ts";
import { fill, folder, ids, object, store } from "../support.ts";

export interface Table {
  readonly about: string;
  readonly records: readonly object[];
  /** Query and the ids it finds, in order. */
  readonly cases: readonly (readonly [query: object, expected: string])[];
}

/** Runs every case by plain evaluation, in SQLite, and in a file opened again. */
export function describeTables(tables: readonly Table[]): void {
  describe.each(tables)("$about", ({ records, cases }) => {
    it("by plain evaluation", () => {
      const stored = records.map((record) => decodeRecord(encodeRecord(object(record), () => "none").doc));
      check(cases, (query) => ids(select(stored, parseQuery(query))));
    });

    it("in SQLite", async () => {
      const memory = store();
      await fill(memory, records);
      check(cases, (query) => ids(memory.find(query)));
      for (const [query] of cases) {
        const all = object({ ...query, limit: null, offset: null });
        expect(memory.count(object(query)), JSON.stringify(query)).toBe(memory.find(all).length);
      }
    });

    it("in a SQLite file opened again", async () => {
      const path = join(folder(), "memory.db");
      const first = store(path);
      await fill(first, records);
      first.close();
      const again = store(path);
      check(cases, (query) => ids(again.find(query)));
    });
  });
}

function check(cases: Table["cases"], find: (query: ObjectValue) => string): void {
  const answers = cases.map(([query]) => [JSON.stringify(query), find(object(query))]);
  expect(answers).toEqual(cases.map(([query, expected]) => [JSON.stringify(query), expected]));
}
