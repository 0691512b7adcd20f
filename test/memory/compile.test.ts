import { describe, expect, it, onTestFinished } from "vitest";
import { parseQuery } from "../../src/memory/query.ts";
import { countStatement, findStatement, type Statement } from "../../src/memory/sqlite/compile.ts";
import { connect } from "../../src/memory/sqlite/connection.ts";
import type { Database } from "../../src/memory/sqlite/driver.ts";
import { defineFunctions, unitOrder } from "../../src/memory/sqlite/functions.ts";
import { Statements } from "../../src/memory/sqlite/statements.ts";
import { object } from "./support.ts";

function database(): Database {
  const db = connect({ path: ":memory:", wait: 0 });
  defineFunctions(db, { statement: { tests: [], fields: [] } });
  onTestFinished(() => {
    db.close();
  });
  return db;
}

const compiled = (query: object): Statement => findStatement(parseQuery(object(query)));

function plan(db: Database, { sql, params }: Statement): string {
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { detail: string }[];
  return rows.map(({ detail }) => detail).join("; ");
}

describe("statements", () => {
  it("hold no value and no unusual key, whatever the query says", () => {
    const { sql, params } = compiled({
      type: "marker-1",
      level: "marker-2'; DROP TABLE records; --",
      "marker-3'": 1,
      'marker-4"': 2,
      tags_include: ["marker-5"],
      kind_in: ["marker-6", 77_001, null],
      at_gt: "2025-07-07T12:00:00.000Z",
      text_contains: "marker-7",
      name_like: "marker-8",
      load_gte: 77_002,
      any_of: [{ deep: { a: "marker-9" } }, { "marker-10.x": true }],
      limit: 77_003,
      offset: 77_004,
      sort_by: "marker 11",
    });
    expect(sql).not.toMatch(/marker|7700|2025|DROP/);
    const bound = Object.values(params).join(" ");
    for (const value of ["marker-1 ", "DROP TABLE", "marker-3'", "marker-7", "77001", "77002", "77003", "77004"]) {
      expect(bound).toContain(value);
    }
  });

  it("are the same text for queries of the same shape", () => {
    const one = compiled({ type: "a", level_in: ["x", "y"], at_gt: "2025-07-07T12:00:00.000Z", limit: 3 });
    const two = compiled({ type: "b", level_in: ["v", "w"], at_gt: "2026-01-01T00:00:00.000Z", limit: 500 });
    expect(two.sql).toBe(one.sql);
    const many = (n: number): string => compiled({ x_in: Array.from({ length: n }, (_, i) => i) }).sql;
    expect(many(5_000)).toBe(many(20));
  });

  it("find by id and by type through indexes, without sorting", () => {
    const db = database();
    expect(plan(db, compiled({ type: "agent", id: "core" }))).toMatch(/^SEARCH records USING INDEX \S+ \(id=\?\)$/);
    expect(plan(db, compiled({ type: "agent" }))).toBe("SEARCH records USING INDEX records_by_type (type=?)");
    expect(plan(db, compiled({ type: "log", level: "error", n_gt: 3, limit: 1 }))).toBe(
      "SEARCH records USING INDEX records_by_type (type=?)",
    );
    expect(plan(db, compiled({ level: "error", limit: 1 }))).toBe("SCAN records");
    expect(plan(db, countStatement(parseQuery(object({ type: "agent" })).condition))).toBe(
      "SEARCH records USING COVERING INDEX records_by_type (type=?)",
    );
  });

  it("are kept for the next time, the most recent ones", () => {
    const statements = new Statements(database(), 3);
    const sql = (n: number): string => `SELECT ${n}`;
    const first = statements.get(sql(1));
    for (const n of [2, 3, 1, 4]) statements.get(sql(n));
    expect(statements.size).toBe(3);
    expect(statements.get(sql(1))).toBe(first);
    expect(statements.get(sql(2)).pluck().get()).toBe(2);
    expect(statements.size).toBe(3);
  });
});

describe("the order of text by UTF-16 unit", () => {
  it("is the order by code point of what SQLite sorts", () => {
    const texts = [
      "",
      "a",
      "z",
      "\ud7ff",
      "\ud800",
      "\ud83d",
      "\ud83d\ude00",
      "\udfff",
      "\ue000",
      "！",
      "\uffff",
      "a\0",
    ];
    const codePoints = (text: string): number[] => Array.from(unitOrder(text), (char) => char.codePointAt(0)!);
    for (const a of texts) {
      for (const b of texts) {
        const [left, right] = [Buffer.from(unitOrder(a)), Buffer.from(unitOrder(b))];
        expect(Math.sign(Buffer.compare(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }
      expect(codePoints(a).every((point) => point < 0xd800 || point > 0xdfff)).toBe(true);
    }
  });
});
