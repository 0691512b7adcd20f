import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/memory/open.ts";
import { sqlite } from "../../src/memory/sqlite/driver.ts";
import type { Change } from "../../src/memory/store.ts";
import { processes } from "./processes/run.ts";
import { by, changeLines, failure, fill, folder, historyLines, object, store, text } from "./support.ts";

const start = processes("changer");

function rows(path: string): number {
  const db = new (sqlite())(path, { readonly: true });
  const count = db.prepare("SELECT count(*) FROM changes").pluck().get() as number;
  db.close();
  return count;
}

describe("the change feed", () => {
  it("tells a follower every change of several processes, in the order in which they became lasting", async () => {
    const home = folder();
    const path = join(home, "memory.db");
    const memory = store(path, { wait: 30_000 });
    await fill(memory, [{ id: "shared" }]);
    const first = memory.lastChange();
    const names = ["p", "q", "r", "s"];
    const times = 60;
    const running = names.map((name) => start("changer", [path, name, String(times)], join(home, name)));
    let left = running.length;
    for (const { ended } of running) void ended.then(() => left--);

    const told: Change[] = [];
    let looks = 0;
    const look = (limit: number): number => {
      const changes = memory.changesSince(told.at(-1)?.seq ?? first, limit);
      told.push(...changes);
      looks += 1;
      return changes.length;
    };
    while (left > 0) {
      look(7);
      await new Promise((done) => setImmediate(done));
    }
    while (look(1000) > 0);

    const numbers = told.map(({ seq }) => seq);
    expect(numbers.every((seq, i) => i === 0 || seq > numbers[i - 1]!)).toBe(true);
    expect(told.some(({ id }) => id.includes("never"))).toBe(false);
    const shared = told.filter(({ id }) => id === "shared").map(({ version }) => version);
    expect(shared).toEqual(Array.from({ length: names.length * times }, (_, i) => i + 2));
    for (const [i, { errors, output }] of running.entries()) {
      expect(errors()).toBe("");
      const made = JSON.parse(output()) as string[];
      const deleted = new Set(made.filter((line) => line.startsWith("delete")).map((line) => line.slice(7)));
      expect(deleted.size).toBeGreaterThan(10);
      // The insertion of a record is not told any more once it is deleted, so a slow follower may miss those.
      const told1 = told.filter(({ run }) => run === names[i]).map(({ operation, id }) => `${operation} ${id}`);
      const lasting = (line: string): boolean => !(line.startsWith("insert") && deleted.has(line.slice(7)));
      expect(told1.filter(lasting)).toEqual(made.filter(lasting));
    }
    // A follower who was never ahead would prove nothing.
    expect(looks).toBeGreaterThan(20);
    console.log(`${told.length} changes of ${names.length} processes told in ${looks} looks`);
  });

  it("keeps changes and versions for the time that was chosen, and goes in small steps", async () => {
    const path = join(folder(), "memory.db");
    let now = 0;
    const memory = store(path, { now: () => now, history: 1000 });
    memory.begin();
    await fill(memory, [{ id: "a", n: 0 }, { id: "b" }]);
    for (let i = 1; i <= 1000; i++) memory.patch("a", object({ n: i }), by);
    memory.delete("b", by);
    memory.commit();
    expect(rows(path)).toBe(1001);
    const seen = memory.lastChange();
    now = 999;
    memory.begin();
    for (let i = 0; i < 100; i++) memory.patch("a", object({ n: -i }), by);
    memory.commit();
    expect(rows(path)).toBe(1101);
    now = 1000;
    // Up to 200 go for every 100 that come, until all that are old enough are gone.
    const counts: number[] = [];
    for (let round = 0; round < 11; round++) {
      memory.begin();
      for (let i = 0; i < 100; i++) memory.patch("a", object({ n: i }), by);
      memory.commit();
      counts.push(rows(path));
    }
    expect(counts.slice(0, 3)).toEqual([1001, 901, 801]);
    expect(counts.at(-1)).toBe(1200);
    expect(memory.changesSince(seen, 1).length).toBe(1);
    expect(await failure(() => memory.changesSince(seen - 1))).toMatch(
      /^AE6051: The changes after number \d+ cannot be told: changes up to \d+ are no longer kept\.$/,
    );
    expect(memory.changesSince(0, 1)).toMatchObject([{ operation: "insert", id: "a", version: null, run: null }]);
    // The last of the first versions is the one that lived until 999.
    expect(await failure(() => memory.restore("a", -1, by))).toMatch(
      /^AE6010: What is kept of record "a" begins at 1970/,
    );
    expect(memory.restore("a", 500, by)).toBe(true);
    expect(memory.get("a")?.get("n")).toBe(1000);
    expect(await failure(() => memory.restore("b", 0, by))).toMatch(/Nothing is known of such a record/);
    expect(memory.history("a", 5000).length).toBe(1202);
  });

  it("keeps nothing where nothing is to be kept", async () => {
    const path = join(folder(), "memory.db");
    const memory = store(path, { history: 0 });
    await fill(memory, [{ id: "a", secret: "x" }, { id: "b" }]);
    const seen = memory.lastChange();
    memory.patch("a", object({ secret: null }), by);
    memory.delete("b", by);
    expect(rows(path)).toBe(0);
    expect(historyLines(memory.history("a"))).toEqual(['v2 ? at 2.000 by tester session-1: {"id":"a","secret":null}']);
    expect(await failure(() => memory.changesSince(seen))).toMatch(/^AE6051/);
    expect(changeLines(memory.changesSince(0))).toEqual(["1 insert a:- v? by - ?"]);
    expect(memory.changesSince(memory.lastChange())).toEqual([]);
  });

  it("never skips a version in the middle where a clock was set back", () => {
    let now = 100_000;
    const memory = store(":memory:", { now: () => now, history: 1000 });
    memory.put(object({ id: "a", n: 0 }), by);
    memory.patch("a", object({ n: 1 }), by);
    now = 0;
    memory.patch("a", object({ n: 2 }), by);
    now = 1500;
    for (let i = 3; i < 110; i++) memory.patch("a", object({ n: i }), by);
    const versions = memory.history("a", 200).map(({ version }) => version);
    expect(versions.at(-1)).toBe(3);
    expect(versions).toEqual(Array.from({ length: versions.length }, (_, i) => 110 - i));
    // The moment decides, whichever order the clock gave.
    expect(memory.restore("a", 200, by)).toBe(true);
    expect(text(memory.get("a"))).toBe('{"id":"a","n":2}');
  });

  it("undoes a transaction in which a change was left half done", async () => {
    const path = join(folder(), "memory.db");
    const memory = store(path);
    await fill(memory, [{ id: "a", n: 1 }]);
    memory.close();
    const db = new (sqlite())(path);
    // The change is logged, then changing the record fails.
    db.exec("CREATE TRIGGER failing BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'disk trouble'); END");
    db.close();
    const again = openStore(path);
    again.begin();
    again.put(object({ id: "b" }), by);
    expect(await failure(() => again.patch("a", object({ n: 2 }), by))).toMatch(/^AE6047: .*disk trouble/);
    expect(await failure(() => again.commit())).toBe(
      "AE6050: This transaction was undone: an error of the disk or the file interrupted it. None of its changes were made.",
    );
    expect(again.changesSince(1)).toEqual([]);
    expect(again.get("b")).toBe(null);
    again.close();
  });
});
