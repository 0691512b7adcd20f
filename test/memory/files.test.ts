import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore } from "../../src/memory/open.ts";
import { connect } from "../../src/memory/sqlite/connection.ts";
import { type Database, sqlite } from "../../src/memory/sqlite/driver.ts";
import { prepare, steps } from "../../src/memory/sqlite/schema.ts";
import { SqliteStore } from "../../src/memory/sqlite/store.ts";
import { Thrown } from "../../src/values/thrown.ts";
import { by, failure, fill, folder, ids, object, store } from "./support.ts";

function raw(path: string, ...statements: string[]): void {
  const db = new (sqlite())(path);
  for (const statement of statements) db.exec(statement);
  db.close();
}

describe("opening", () => {
  it("creates the file with its folders, and finds everything again", async () => {
    const path = join(folder(), "deep", "down", "memory.db");
    const first = store(path);
    await fill(first, [{ id: "a" }]);
    await first.saveState("p", new Map([["n", 1]]), [], by);
    first.close();
    const again = store(path);
    expect(ids(again.find(object({})))).toBe("a");
    expect(again.loadState("p")?.get("n")).toBe(1);
    expect(existsSync(`${path}-wal`)).toBe(true);
    again.close();
    // Closed properly, everything is in the one file.
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it("takes an empty file as a new memory", async () => {
    const path = join(folder(), "empty.db");
    writeFileSync(path, "");
    await fill(store(path), [{ id: "a" }]);
  });

  const foreign: [what: string, make: (path: string) => void, expected: RegExp][] = [
    [
      "a text file",
      (path) => writeFileSync(path, "hello"),
      /^AE6040: .* is not an Aether memory: .*no SQLite database\./,
    ],
    ["a long text file", (path) => writeFileSync(path, "hello ".repeat(10_000)), /^AE6040: .*no SQLite database\./],
    ["a database of another program", (path) => raw(path, "CREATE TABLE t (x)"), /^AE6040: .*another program\./],
    [
      "a database with another's mark",
      (path) => raw(path, "PRAGMA application_id = 7"),
      /^AE6040: .*another program\./,
    ],
    ["a database with a version", (path) => raw(path, "PRAGMA user_version = 3"), /^AE6040: .*another program\./],
    [
      "a memory from a newer Aether",
      (path) => {
        openStore(path).close();
        raw(path, "PRAGMA user_version = 99");
      },
      /^AE6042: The memory file .* was written by a newer Aether \(format 99; this one reads up to \d+\)\.$/,
    ],
  ];
  it.each(foreign)("refuses %s and leaves it as it is", async (_, make, expected) => {
    const path = join(folder(), "memory.db");
    make(path);
    const before = readFileSync(path);
    const message = await failure(() => openStore(path));
    expect(message).toMatch(expected);
    expect(message).toContain(path);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it("says what is wrong with a path", async () => {
    const home = folder();
    mkdirSync(join(home, "folder.db"));
    expect(await failure(() => openStore(join(home, "folder.db")))).toBe(
      `AE6043: The memory ${home}/folder.db cannot be opened: it is a folder.`,
    );
    writeFileSync(join(home, "file"), "");
    expect(await failure(() => openStore(join(home, "file", "memory.db")))).toMatch(
      /^AE6043: The memory .*file\/memory\.db cannot be opened: E(NOTDIR|EXIST)/,
    );
  });

  it("refuses paths that are none", async () => {
    expect(await failure(() => openStore(" "))).toBe('AE6043: The memory " " cannot be opened: the path is empty.');
    expect(await failure(() => openStore("a\0b"))).toBe(
      'AE6043: The memory "a\\u0000b" cannot be opened: the path holds a NUL character.',
    );
  });

  it("says that a file or folder is read-only", async () => {
    const home = folder();
    chmodSync(home, 0o755);
    const [file, path] = [join(home, "file.db"), join(home, "closed", "memory.db")];
    openStore(file).close();
    chmodSync(file, 0o444);
    openStore(path).close();
    chmodSync(path, 0o666);
    chmodSync(join(home, "closed"), 0o555);
    // Root may write everywhere, so the test steps back where it runs as root.
    if (process.getuid?.() === 0) {
      process.seteuid?.(65_534);
      onTestFinished(() => process.seteuid?.(0));
    }
    expect(await failure(() => openStore(file))).toMatch(/^AE6044: The memory .*file\.db cannot be written/);
    expect(await failure(() => openStore(path))).toMatch(/^AE604[34]: The memory .*closed\/memory\.db cannot be/);
    expect(await failure(() => openStore(join(home, "closed", "new", "memory.db")))).toMatch(/^AE6043: .*EACCES/);
    expect(await failure(() => openStore(join(home, "closed", "new.db")))).toMatch(/^AE604[34]: .*new\.db/);
  });

  it("says when the native module is missing", async () => {
    vi.resetModules();
    const fresh = await import("../../src/memory/sqlite/driver.ts");
    const { Thrown: FreshThrown } = await import("../../src/values/thrown.ts");
    const load = (): never => {
      throw new Error("Cannot find module 'better-sqlite3'\nRequire stack: …");
    };
    let thrown: unknown;
    try {
      fresh.sqlite(load);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(FreshThrown);
    const { code, message } = (thrown as Thrown).error;
    expect([code, message]).toEqual([
      "AE6048",
      "The SQLite module (better-sqlite3) could not be loaded: Cannot find module 'better-sqlite3'",
    ]);
  });
});

describe("trouble while it is open", () => {
  it("finds damage, says so, and writes nothing", async () => {
    const path = join(folder(), "memory.db");
    const first = store(path);
    first.begin();
    for (let i = 0; i < 500; i++) first.put(object({ type: "t", text: "x".repeat(200) }), by);
    first.commit();
    first.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4096);
    writeFileSync(path, bytes);
    const message = await failure(() => store(path).count(object({ text_contains: "x" })));
    expect(message).toMatch(/^AE6041: The memory file .*memory\.db is damaged/);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it("waits for another writer, then says who is in the way", async () => {
    const path = join(folder(), "memory.db");
    const [one, two] = [store(path), store(path, { wait: 30 })];
    one.begin();
    await fill(one, [{ id: "a" }]);
    expect(ids(two.find(object({})))).toBe("");
    const refused = `AE6046: Another process has been writing to the memory ${path} for more than 0.03 s; this change was not made.`;
    expect(await failure(() => two.put(object({ id: "b" }), by))).toBe(refused);
    expect(await failure(() => two.begin())).toBe(refused);
    expect(await failure(() => two.patch("a", object({ n: 1 }), by))).toBe(refused);
    one.commit();
    expect(ids(two.find(object({})))).toBe("a");
    await fill(two, [{ id: "b" }]);
    expect(ids(one.find(object({})))).toBe("a b");
  });

  /** A store on a disk with room for so many pages of 4 KB. */
  function small(pages: number): { memory: SqliteStore; db: Database; path: string } {
    const path = join(folder(), "memory.db");
    const place = { path, wait: 100 };
    const db = new (sqlite())(path);
    prepare(db, place);
    db.pragma(`max_page_count = ${pages}`);
    let count = 0;
    const memory = new SqliteStore(db, place, { now: Date.now, newId: () => `id-${++count}`, history: 1000 });
    onTestFinished(() => memory.close());
    return { memory, db, path };
  }
  const large = { id: "large", text: "x".repeat(200_000) };

  it("says that the disk is full, and goes on when there is room again", async () => {
    const { memory, db, path } = small(20);
    await fill(memory, [{ id: "a" }]);
    expect(await failure(() => memory.put(object(large), by))).toBe(
      `AE6045: The memory ${path} could not be written: no space left. The change was not made.`,
    );
    expect(ids(memory.find(object({})))).toBe("a");
    db.pragma("max_page_count = 1000");
    await fill(memory, [large]);
    expect(ids(memory.find(object({})))).toBe("a large");
  });

  it("never keeps half a transaction that a full disk cut short", async () => {
    const { memory } = small(20);
    memory.begin();
    await fill(memory, [{ id: "a" }]);
    expect(await failure(() => memory.put(object(large), by))).toMatch(/^AE6045/);
    // SQLite may have ended the transaction with the error, or only the statement.
    const outcomes = [outcome(() => memory.put(object({ id: "b" }), by)), outcome(() => memory.commit())];
    const stored = ids(memory.find(object({})));
    expect([`${outcomes.join()}: ${stored}`]).toEqual([outcomes[1] === "fine" ? "fine,fine: a b" : "AE6050,AE6050: "]);
    await fill(memory, [{ id: "c" }]);
  });

  it("refuses every change after SQLite has ended a transaction by itself", async () => {
    const { memory, db } = small(1000);
    memory.begin();
    await fill(memory, [{ id: "a" }]);
    db.exec("ROLLBACK");
    const lost =
      "AE6050: This transaction was undone: an error of the disk or the file ended it early. None of its changes were made.";
    expect(await failure(() => memory.put(object({ id: "b" }), by))).toBe(lost);
    expect(await failure(() => memory.delete("a", by))).toBe(lost);
    memory.begin();
    memory.rollback();
    expect(await failure(() => memory.commit())).toBe(lost);
    expect(memory.count(object({}))).toBe(0);
    await fill(memory, [{ id: "c" }]);
    expect(ids(memory.find(object({})))).toBe("c");
  });

  function outcome(run: () => unknown): string {
    try {
      run();
      return "fine";
    } catch (error) {
      if (error instanceof Thrown) return error.error.code ?? "";
      throw error;
    }
  }
});

describe("the connection", () => {
  it("writes through to the disk at every commit, with a write-ahead log", () => {
    const path = join(folder(), "memory.db");
    const db = connect({ path, wait: 1234 });
    onTestFinished(() => {
      db.close();
    });
    const names = ["journal_mode", "synchronous", "busy_timeout", "trusted_schema", "user_version"];
    expect(names.map((name) => `${name} ${db.pragma(name, { simple: true })}`)).toEqual([
      "journal_mode wal",
      // 2 is FULL
      "synchronous 2",
      "busy_timeout 1234",
      "trusted_schema 0",
      `user_version ${steps.length}`,
    ]);
  });
});
