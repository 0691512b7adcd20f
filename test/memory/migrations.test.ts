import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sqlite } from "../../src/memory/sqlite/driver.ts";
import { steps } from "../../src/memory/sqlite/schema.ts";
import { fixtures } from "./fixtures/versions.ts";
import { by, changeLines, failure, folder, historyLines, ids, object, store, text } from "./support.ts";

function query(path: string, sql: string): unknown[] {
  const db = new (sqlite())(path, { readonly: true });
  const rows = db.prepare(sql).all();
  db.close();
  return rows;
}

/** All tables and indexes; how their definitions are spaced does not matter. */
function layout(path: string): string[] {
  const rows = query(path, "SELECT name, sql FROM sqlite_schema ORDER BY name") as {
    name: string;
    sql: string | null;
  }[];
  return rows.map(({ name, sql }) => `${name}: ${(sql ?? "").replace(/\s+/g, " ")}`);
}

describe("a file of an earlier version", () => {
  it("is in the tests for every version", () => {
    expect(fixtures.length).toBe(steps.length);
  });

  it.each(fixtures.map((build, version) => ({ build, version })))(
    "$version becomes like a new one, and keeps everything",
    ({ build, version }) => {
      const path = join(folder(), "memory.db");
      build(path);
      const fresh = join(folder(), "memory.db");
      store(fresh).close();
      const memory = store(path);
      expect(layout(path)).toEqual(layout(fresh));
      expect(query(path, "PRAGMA user_version")).toEqual([{ user_version: steps.length }]);
      if (version === 0) return;
      expect(memory.find(object({})).map(text)).toEqual([
        '{"id":"a","type":"agent","role":"core"}',
        '{"type":"note","n":3,"id":"b"}',
        '{"id":"c"}',
      ]);
      expect(memory.info("b")).toMatchObject({
        type: "note",
        version: 3,
        created: { ms: 2000 },
        updated: { ms: 4000 },
      });
      expect(text(memory.loadState("logger"))).toBe('{"count":7}');
    },
  );

  it("1 has its records in the feed, and what is still known as their history", async () => {
    const path = join(folder(), "memory.db");
    fixtures[1]!(path);
    const memory = store(path, { now: () => 10_000 });
    expect(changeLines(memory.changesSince(0))).toEqual([
      "2 insert a:agent v1 by agents run-1",
      "3 insert b:note v? by - ?",
      "4 insert c:- v1 by - run-1",
    ]);
    expect(historyLines(memory.history("b"))).toEqual([
      'v3 ? at 4.000 by logger run-2: {"type":"note","n":3,"id":"b"}',
    ]);
    expect(await failure(() => memory.restore("b", 3000, by))).toBe(
      'AE6010: What is kept of record "b" begins at 1970-01-01T00:00:04.000Z.',
    );
    memory.patch("b", object({ n: 4 }), by);
    memory.delete("a", by);
    memory.put(object({ id: "d" }), by);
    expect(changeLines(memory.changesSince(4))).toEqual([
      "5 patch b:note v4 by tester session-1",
      "6 delete a:agent v2 by tester session-1",
      "7 insert d:- v1 by tester session-1",
    ]);
    expect(memory.restore("b", 5000, by)).toBe(true);
    expect(text(memory.get("b"))).toBe('{"type":"note","n":3,"id":"b"}');
    expect(ids(memory.find(object({})))).toBe("b c d");
  });

  it("is left as it was when it cannot be upgraded", async () => {
    const path = join(folder(), "memory.db");
    fixtures[1]!(path);
    const db = new (sqlite())(path);
    // The last table that step 2 makes: what it makes before has to go again.
    db.exec("CREATE TABLE marks (somebody_elses INTEGER)");
    db.close();
    const before = [layout(path), query(path, "SELECT * FROM records")];
    const bytes = readFileSync(path);
    expect(await failure(() => store(path))).toMatch(/^AE6047: .*table marks already exists/);
    expect([layout(path), query(path, "SELECT * FROM records")]).toEqual(before);
    expect(query(path, "PRAGMA user_version")).toEqual([{ user_version: 1 }]);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});
