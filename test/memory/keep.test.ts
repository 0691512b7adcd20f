import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sqlite } from "../../src/memory/sqlite/driver.ts";
import { by, changeLines, failure, fill, folder, historyLines, ids, object, store, text } from "./support.ts";

function raw(path: string, ...statements: string[]): void {
  const db = new (sqlite())(path);
  for (const statement of statements) db.exec(statement);
  db.close();
}

describe("a backup", () => {
  it("is a complete memory of its own, made while others write", async () => {
    const home = folder();
    const [path, copy] = [join(home, "memory.db"), join(home, "copy.db")];
    const [memory, other] = [store(path), store(path)];
    await fill(memory, [{ id: "a", type: "t", n: 1 }, { id: "b" }, { id: "gone" }]);
    memory.patch("a", object({ n: 2 }), by);
    memory.delete("gone", by);
    memory.saveState("p", new Map([["k", 1]]), [], by);
    other.begin();
    other.put(object({ id: "unsure" }), by);
    memory.backup(copy);
    other.commit();
    const backup = store(copy);
    expect(backup.find(object({})).map(text)).toEqual(['{"id":"a","type":"t","n":2}', '{"id":"b"}']);
    expect(backup.info("a")).toEqual(memory.info("a"));
    expect(historyLines(backup.history("gone"))).toEqual(historyLines(memory.history("gone")));
    expect(text(backup.loadState("p"))).toBe('{"k":1}');
    const seen = backup.lastChange();
    backup.put(object({ id: "c" }), by);
    expect(changeLines(backup.changesSince(seen))).toEqual(["6 insert c:- v1 by tester session-1"]);
    expect(backup.verify()).toEqual([]);
    expect(ids(memory.find(object({})))).toBe("a b unsure");
  });

  it("replaces no file, and leaves none behind when it fails", async () => {
    const home = folder();
    const memory = store(join(home, "memory.db"));
    await fill(memory, [{ id: "a" }]);
    writeFileSync(join(home, "taken"), "mine");
    mkdirSync(join(home, "folder"));
    expect(await failure(() => memory.backup(join(home, "taken")))).toBe(
      `AE6053: There is already a file ${home}/taken; it was left as it is.`,
    );
    expect(readFileSync(join(home, "taken"), "utf8")).toBe("mine");
    expect(await failure(() => memory.backup(join(home, "folder")))).toMatch(/^AE6053/);
    expect(await failure(() => memory.backup(join(home, "no", "copy.db")))).toMatch(
      /^AE6043: The memory .*no\/copy\.db cannot be opened/,
    );
    memory.begin();
    expect(await failure(() => memory.backup(join(home, "copy.db")))).toMatch(/^AE6047: .*copy\.db failed/);
    memory.rollback();
    expect(readdirSync(home).sort()).toEqual(["folder", "memory.db", "memory.db-shm", "memory.db-wal", "taken"]);
    expect(existsSync(join(home, "no"))).toBe(false);
  });

  it("of a memory that vanishes keeps it", async () => {
    const copy = join(folder(), "copy.db");
    const memory = store();
    await fill(memory, [{ id: "a" }]);
    memory.backup(copy);
    expect(ids(store(copy).find(object({})))).toBe("a");
  });
});

describe("verifying", () => {
  async function filled(): Promise<string> {
    const path = join(folder(), "memory.db");
    const memory = store(path);
    await fill(memory, [{ id: "a", type: "t", n: 1 }, { id: "b" }, { id: "2025-07-07T15:00:00.000Z", type: 5 }]);
    memory.patch("a", object({ n: 2 }), by);
    memory.delete("b", by);
    memory.restore("b", Date.UTC(2025, 6, 7, 15, 0, 1), by);
    memory.saveState("p", new Map([["k", 1]]), [], by);
    memory.setMark("m", 1);
    expect(memory.verify()).toEqual([]);
    memory.close();
    return path;
  }

  const damages: [what: string, sql: string, found: string[]][] = [
    [
      "another id",
      `UPDATE records SET doc = '{"id":"x","type":"t"}' WHERE id = 'a'`,
      ['record "a": its document has another id'],
    ],
    ["another type", `UPDATE records SET type = 'u' WHERE id = 'a'`, ['record "a": its document has another type']],
    ["no object", "UPDATE records SET doc = '[]' WHERE id = 'b'", ['record "b": it is no object']],
    [
      "an earlier version cut off",
      "UPDATE changes SET old_doc = substr(old_doc, 1, 9) WHERE id = 'a'",
      ['earlier version of "a" (4): This text is not JSON'],
    ],
    ["a state that is no JSON", "UPDATE plugin_states SET doc = '{'", ["state of p: This text is not JSON"]],
    ["a mark that is no JSON", "UPDATE marks SET value = ''", ["mark m: This text is not JSON"]],
    [
      "a counter set back",
      "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'records'",
      ["the numbers: 6 was given, but the last one counts as 3"],
    ],
    [
      "several",
      "UPDATE records SET type = 'x'",
      ['record "a": its doc', 'record "2025-07-07T15:00:00.000Z": its doc', 'record "b": its doc'],
    ],
  ];
  it.each(damages)("finds %s", async (_, sql, expected) => {
    const path = await filled();
    raw(path, sql);
    const found = store(path).verify();
    expect(found.map((line, i) => line.slice(0, expected[i]?.length))).toEqual(expected);
  });

  it("finds damage of the file itself, and tells a bounded number of problems", async () => {
    const path = join(folder(), "memory.db");
    const memory = store(path);
    memory.begin();
    for (let i = 0; i < 500; i++) memory.put(object({ id: `r${i}`, type: "t", text: "x".repeat(100) }), by);
    memory.commit();
    memory.close();
    raw(path, "UPDATE records SET type = 'u'");
    expect(store(path).verify().length).toBe(100);
    // The index no longer says what the table says.
    const db = new (sqlite())(path);
    db.unsafeMode();
    db.exec(
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(type, seq)', '(run, seq)') WHERE name = 'records_by_type'",
    );
    db.close();
    const found = store(path).verify();
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(/^the file: .*records_by_type/);
  });
});
