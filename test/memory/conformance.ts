import { describe, expect, it } from "vitest";
import type { Actor, Store } from "../../src/memory/store.ts";
import { toJson } from "../../src/values/json.ts";
import { Callable, ObjectValue, RegexValue, SetValue, Timestamp, type Value } from "../../src/values/types.ts";
import { by, changeLines, failure, fill, historyLines, ids, object, text } from "./support.ts";

/** How a test gets an empty store: ids `id-1`, `id-2`, … and a clock one second later at each reading from 15:00:00. */
export type Open = () => Store | Promise<Store>;

/** What every Store must do, whether it answers at once or later. */
export function describeStore(name: string, open: Open): void {
  describe(name, () => {
    records(open);
    transactions(open);
    states(open);
    changes(open);
    history(open);
    marks(open);
  });
}

class Silent extends Callable {
  readonly name = "silent";
  readonly arity = 0;
}

function records(open: Open): void {
  it("inserts, gives an id, and answers detached copies", async () => {
    const store = await open();
    const tags: Value[] = ["a"];
    const given = object({ type: "note", n: 1 }).set("tags", tags);
    expect(await store.put(given, by)).toBe("id-1");
    tags.push("later");
    const first = await store.get("id-1");
    expect(text(first)).toBe('{"type":"note","n":1,"tags":["a"],"id":"id-1"}');
    first?.set("n", 99);
    expect(text(await store.get("id-1"))).toBe('{"type":"note","n":1,"tags":["a"],"id":"id-1"}');
    expect(await store.get("id-2")).toBe(null);
    expect(text(given)).toBe('{"type":"note","n":1,"tags":["a","later"]}');
  });

  it("keeps keys in order, integer-like and host ones too", async () => {
    const store = await open();
    const json = '{"id":"k","b":1,"10":2,"2":3,"__proto__":{"constructor":4},"toString":5,"":6}';
    await store.put(object(json), by);
    expect(text(await store.get("k"))).toBe(json);
  });

  it("stores what JSON can say, and timestamps", async () => {
    const store = await open();
    const set = new SetValue();
    for (const each of ["x", "y"]) set.elements.set(each, each);
    const record = object({ id: "v", text: '"\n\u0000\u2028😀', small: 5e-324, big: 2 ** 60, zero: -0 })
      .set("nan", Number.NaN)
      .set("infinite", Number.NEGATIVE_INFINITY)
      .set("set", set)
      .set("half", "\ud83d")
      .set("at", new Timestamp(0))
      .set("spelled", "1970-01-01T00:00:00Z");
    await store.put(record, by);
    const back = (await store.get("v"))!;
    expect(text(back)).toBe(
      '{"id":"v","text":"\\"\\n\\u0000\u2028😀","small":5e-324,"big":1152921504606847000,"zero":0,"nan":null,' +
        '"infinite":null,"set":["x","y"],"half":"\\ud83d","at":"1970-01-01T00:00:00.000Z","spelled":"1970-01-01T00:00:00Z"}',
    );
    expect(back.get("at")).toEqual(new Timestamp(0));
    expect(back.get("spelled")).toBe("1970-01-01T00:00:00Z");
    expect(back.get("big")).toBe(2 ** 60);
  });

  it("reads text in timestamp form as a timestamp, except in the id", async () => {
    const store = await open();
    await store.put(object({}).set("id", "2025-07-07T15:00:00.000Z").set("at", "2025-07-07T15:00:00.000Z"), by);
    const back = (await store.get("2025-07-07T15:00:00.000Z"))!;
    expect(back.get("at")).toEqual(new Timestamp(Date.UTC(2025, 6, 7, 15)));
    expect(back.get("id")).toBe("2025-07-07T15:00:00.000Z");
    expect((await store.find(object({ at_exists: true })))[0]?.get("id")).toBe("2025-07-07T15:00:00.000Z");
  });

  it("takes numbers and timestamps as ids, and nothing else but text", async () => {
    const store = await open();
    expect(await store.put(object({ id: 7 }), by)).toBe("7");
    expect(await store.put(object({ id: 0.5 }), by)).toBe("0.5");
    expect(await store.put(object({}).set("id", new Timestamp(0)), by)).toBe("1970-01-01T00:00:00.000Z");
    expect(await store.put(object({ id: null }), by)).toBe("id-1");
    expect(text(await store.get("7"))).toBe('{"id":"7"}');
    for (const [id, given] of [
      ["", 'text ""'],
      [true, "true"],
      [["a"], "a list of 1"],
      [Number.NaN, "the number NaN"],
      ["\ud83d", 'text "\\ud83d"'],
    ] as const) {
      expect(await failure(() => store.put(new ObjectValue([["id", id as Value]]), by))).toBe(
        `AE6003: A record id must be text that is not empty, or a number, not ${given}.`,
      );
    }
    expect(await store.get("\ud83d")).toBe(null);
    expect(await store.delete("\ud83d", by)).toBe(false);
  });

  it("replaces a record of the same id and type in its place", async () => {
    const store = await open();
    await fill(store, [{ id: "a", type: "t", n: 1, old: true }, { id: "b", type: "t" }, { id: "c" }]);
    expect(await store.put(object({ id: "a", type: "t", n: 2 }), by)).toBe("a");
    expect(text(await store.get("a"))).toBe('{"id":"a","type":"t","n":2}');
    expect(ids(await store.find(object({})))).toBe("a b c");
    expect(await store.delete("b", by)).toBe(true);
    await store.put(object({ id: "b", type: "t" }), by);
    expect(ids(await store.find(object({})))).toBe("a c b");
  });

  it("refuses another type under the same id", async () => {
    const store = await open();
    await fill(store, [{ id: "a", type: "agent", n: 1 }, { id: "b" }]);
    expect(await failure(() => store.put(object({ id: "a", type: "goal" }), by))).toBe(
      'AE6001: Record "a" has type "agent"; it cannot be given type "goal".',
    );
    expect(await failure(() => store.put(object({ id: "a" }), by))).toBe(
      'AE6001: Record "a" has type "agent"; it cannot be given no type.',
    );
    expect(await failure(() => store.put(object({ id: "b", type: "goal" }), by))).toBe(
      'AE6001: Record "b" has no type; it cannot be given type "goal".',
    );
    expect(await failure(() => store.patch("a", object({ type: "goal", n: 2 }), by))).toBe(
      'AE6001: Record "a" has type "agent"; it cannot be given type "goal".',
    );
    expect(text(await store.get("a"))).toBe('{"id":"a","type":"agent","n":1}');
    await store.delete("a", by);
    expect(await store.put(object({ id: "a", type: "goal" }), by)).toBe("a");
  });

  it("merges patches shallowly", async () => {
    const store = await open();
    await fill(store, [{ id: "a", type: "t", data: { x: 1, y: 2 }, n: 1 }]);
    const patch = object({ data: { z: 3 }, n: null, added: [1], id: "a", type: "t" });
    expect(await store.patch("a", patch, by)).toBe(true);
    expect(text(await store.get("a"))).toBe('{"id":"a","type":"t","data":{"z":3},"n":null,"added":[1]}');
    expect(await store.patch("nobody", object({ n: 1 }), by)).toBe(false);
    expect(await store.get("nobody")).toBe(null);
    expect(await failure(() => store.patch("a", object({ id: "b", n: 7 }), by))).toBe(
      'AE6002: Record "a" cannot be renamed: the patch says `id: text "b"`.',
    );
    expect((await store.get("a"))?.get("n")).toBe(null);
  });

  it("deletes", async () => {
    const store = await open();
    await fill(store, [{ id: "a" }]);
    expect(await store.delete("a", by)).toBe(true);
    expect(await store.delete("a", by)).toBe(false);
    expect(await store.get("a")).toBe(null);
    expect(await store.count(object({}))).toBe(0);
  });

  it("knows times and versions, kept outside the record", async () => {
    const store = await open();
    await store.put(object({ id: "a", type: "t" }), by);
    await store.patch("a", object({ n: 1 }), by);
    await store.put(object({ id: "a", type: "t", n: 2 }), by);
    const info = (await store.info("a"))!;
    expect(toJson(new ObjectValue(Object.entries(info) as [string, Value][]))).toBe(
      '{"id":"a","type":"t","created":"2025-07-07T15:00:00.000Z","updated":"2025-07-07T15:00:02.000Z","version":3}',
    );
    expect(text(await store.get("a"))).toBe('{"id":"a","type":"t","n":2}');
    expect(await store.info("nobody")).toBe(null);
  });

  it("refuses what cannot be stored, naming the path, and stores nothing of it", async () => {
    const store = await open();
    const cycle: Value[] = [];
    cycle.push(cycle);
    let deep: Value = null;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    const callable = new Silent();
    for (const [bad, expected] of [
      [cycle, /^AE2121: .*`x\[0\]\[0\]`/],
      [deep, /^AE2122: .*1000 levels/],
      [new RegexValue("a+", "", /a+/), /^AE2124: Cannot store `x\[0\]`: a regex/],
      [callable, /^AE2124: Cannot store `x\[0\]`: a function/],
    ] as const) {
      const record = object({ id: "bad", n: 1 }).set("x", [bad]);
      expect(await failure(() => store.put(record, by))).toMatch(expected);
      await store.put(object({ id: "good" }), by);
      expect(await failure(() => store.patch("good", object({ n: 1 }).set("x", [bad]), by))).toMatch(expected);
    }
    expect(text(await store.get("good"))).toBe('{"id":"good"}');
    expect(await store.count(object({}))).toBe(1);
  });

  it("stores as deep and as large as the limits allow, and says where they are", async () => {
    const store = await open();
    let list: Value[] = [];
    for (let level = 2; level < 1000; level++) list = [list];
    await store.put(object({ id: "deep", n: 1 }).set("x", list), by);
    expect(ids(await store.find(new ObjectValue([["x", list]])))).toBe("deep");
    expect(ids(await store.find(object({ n_gt: 0 })))).toBe("deep");
    const deeper = object({}).set("x", [list]);
    expect(await failure(() => store.put(deeper, by))).toMatch(/^AE2122: JSON can be at most 1000 levels deep/);
    const bulk = "x".repeat(16 * 1024 * 1024);
    const record = new ObjectValue([["id", "large"]]);
    for (const key of ["a", "b", "c", "d", "e"]) record.set(key, bulk);
    expect(await failure(() => store.put(record, by))).toBe(
      'AE6005: Record "large" is too large to be stored: as JSON it has more than 67108864 characters.',
    );
    record.delete("e");
    record.delete("d");
    await store.put(record, by);
    expect(await store.count(object({ c_prefix: "xxx" }))).toBe(1);
  });

  it("scans everything in order while other things go on", async () => {
    const store = await open();
    await store.begin();
    for (let i = 0; i < 1000; i++) await store.put(object({ n: i }), by);
    await store.commit();
    const seen: Value[] = [];
    for await (const record of store.scan()) {
      seen.push(record.get("n")!);
      if (record.get("n") === 500) await store.put(object({ id: "late", n: 1000 }), by);
    }
    expect(seen).toEqual(Array.from({ length: 1001 }, (_, i) => i));
  });

  it("tells its size", async () => {
    const store = await open();
    await fill(store, [{ type: "b" }, { type: "a" }, { type: "b" }, {}]);
    await store.saveState("p", new Map([["n", 1]]), [], by);
    const { records, types, states, bytes } = await store.stats();
    expect({ records, types, states }).toEqual({
      records: 4,
      types: [
        { type: "b", records: 2 },
        { type: null, records: 1 },
        { type: "a", records: 1 },
      ],
      states: 1,
    });
    expect(bytes).toBeGreaterThan(0);
  });

  it("lets options override those in the query", async () => {
    const store = await open();
    await fill(store, [
      { id: "a", n: 1 },
      { id: "b", n: 2 },
      { id: "c", n: 3 },
    ]);
    const query = object({ n_gt: 0, limit: 1, sort_by: "n", sort_order: "desc" });
    expect(ids(await store.find(query))).toBe("c");
    expect(ids(await store.find(query, object({ limit: 2 })))).toBe("c b");
    expect(ids(await store.find(query, object({ limit: null, sort_order: "asc", offset: 1 })))).toBe("b");
    expect(await store.count(query)).toBe(3);
  });
}

function transactions(open: Open): void {
  it("undoes everything on rollback and keeps everything on commit", async () => {
    const store = await open();
    await fill(store, [{ id: "a", n: 1 }]);
    await store.begin();
    await store.put(object({ id: "b" }), by);
    await store.patch("a", object({ n: 2 }), by);
    await store.saveState("p", new Map([["k", 1]]), [], by);
    expect(await store.count(object({}))).toBe(2);
    await store.rollback();
    expect(text(await store.get("a"))).toBe('{"id":"a","n":1}');
    expect(await store.get("b")).toBe(null);
    expect(await store.loadState("p")).toBe(null);
    await store.begin();
    await store.delete("a", by);
    await store.put(object({ id: "b" }), by);
    await store.commit();
    expect(ids(await store.find(object({})))).toBe("b");
  });

  it("joins inner transactions to the outer one", async () => {
    const store = await open();
    await store.begin();
    await store.put(object({ id: "outer" }), by);
    await store.begin();
    await store.put(object({ id: "inner" }), by);
    await store.commit();
    await store.rollback();
    expect(await store.count(object({}))).toBe(0);
  });

  it("lets an inner rollback undo the outer one, which cannot end as if nothing had happened", async () => {
    const store = await open();
    await store.begin();
    await store.put(object({ id: "outer" }), by);
    await store.begin();
    await store.put(object({ id: "inner" }), by);
    await store.rollback();
    expect(await store.count(object({}))).toBe(0);
    await store.put(object({ id: "after" }), by);
    expect(await failure(() => store.commit())).toBe(
      "AE6050: This transaction was undone: an inner transaction was rolled back. None of its changes were made.",
    );
    expect(await store.count(object({}))).toBe(0);
    await store.begin();
    await store.put(object({ id: "next" }), by);
    await store.commit();
    expect(ids(await store.find(object({})))).toBe("next");
  });

  it("goes on after a refused change inside a transaction", async () => {
    const store = await open();
    await fill(store, [{ id: "a", type: "t" }]);
    await store.begin();
    await store.put(object({ id: "b" }), by);
    expect(await failure(() => store.put(object({ id: "a", type: "u" }), by))).toMatch(/^AE6001/);
    expect(await failure(() => store.patch("a", object({ type: "u" }), by))).toMatch(/^AE6001/);
    await store.commit();
    expect(ids(await store.find(object({})))).toBe("a b");
  });

  it("gives up an open transaction when it is closed, and refuses work afterwards", async () => {
    const store = await open();
    await store.begin();
    await store.put(object({ id: "a" }), by);
    await store.close();
    await store.close();
    expect(await failure(() => store.get("a"))).toMatch(/^AE6049: The memory .* has been closed\.$/);
    expect(await failure(() => store.put(object({}), by))).toMatch(/^AE6049/);
  });
}

function states(open: Open): void {
  it("keeps the state of plugins by key, apart from records", async () => {
    const store = await open();
    expect(await store.loadState("p")).toBe(null);
    await store.saveState(
      "p",
      new Map<string, Value>([
        ["n", 1],
        ["at", new Timestamp(0)],
        ["__proto__", [1]],
      ]),
      [],
      by,
    );
    await store.saveState("q", new Map([["n", 2]]), [], by);
    await store.saveState("p", new Map([["m", 3]]), ["n", "unknown"], by);
    const state = (await store.loadState("p"))!;
    expect(text(state)).toBe('{"at":"1970-01-01T00:00:00.000Z","__proto__":[1],"m":3}');
    expect(state.get("at")).toEqual(new Timestamp(0));
    expect(text(await store.loadState("q"))).toBe('{"n":2}');
    await store.saveState("empty", new Map(), [], by);
    expect(text(await store.loadState("empty"))).toBe("{}");
    expect(await store.count(object({}))).toBe(0);
    expect(await store.find(object({ n: 2 }))).toEqual([]);
  });
}

const other: Actor = { plugin: null, run: "session-2" };

function changes(open: Open): void {
  it("tells every change by number: what, which, who", async () => {
    const store = await open();
    expect(await store.lastChange()).toBe(0);
    expect(await store.changesSince(0)).toEqual([]);
    await store.put(object({ id: "a", type: "t", n: 1 }), by);
    await store.put(object({ id: "b" }), other);
    await store.put(object({ id: "a", type: "t", n: 2 }), other);
    const seen = await store.lastChange();
    await store.patch("a", object({ n: 3 }), by);
    await store.delete("b", by);
    await store.patch("b", object({}), by);
    await store.saveState("p", new Map([["n", 1]]), [], by);
    await store.put(object({ id: "c" }), by);
    const all = await store.changesSince(0);
    expect(changeLines(all).map((line) => line.replace(/^\d+ /, ""))).toEqual([
      "insert a:t v1 by tester session-1",
      "replace a:t v2 by - session-2",
      "patch a:t v3 by tester session-1",
      "delete b:- v2 by tester session-1",
      "insert c:- v1 by tester session-1",
    ]);
    const numbers = all.map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((x, y) => x - y));
    expect(new Set(numbers).size).toBe(5);
    expect(all.map(({ at }) => (at.ms / 1000) % 60)).toEqual([0, 2, 3, 4, 6]);
    expect((await store.changesSince(seen)).map(({ operation }) => operation)).toEqual(["patch", "delete", "insert"]);
    expect(await store.changesSince(numbers[0]!, 2)).toEqual(all.slice(1, 3));
    expect(await store.lastChange()).toBe(numbers[4]);
    expect(await store.changesSince(numbers[4]!)).toEqual([]);
  });

  it("tells nothing of what was refused or undone", async () => {
    const store = await open();
    await fill(store, [{ id: "a", type: "t" }]);
    const seen = await store.lastChange();
    await failure(() => store.put(object({ id: "a", type: "other" }), by));
    await failure(() => store.patch("a", object({ type: "other" }), by));
    await store.delete("nobody", by);
    await store.begin();
    await store.patch("a", object({ n: 1 }), by);
    await store.put(object({ id: "b" }), by);
    const unsure = "AE6052: The changes cannot be told inside a transaction: its own may still be undone.";
    expect(await failure(() => store.changesSince(seen))).toBe(unsure);
    expect(await failure(() => store.lastChange())).toBe(unsure);
    await store.rollback();
    expect(await store.changesSince(seen)).toEqual([]);
    expect((await store.history("a")).length).toBe(1);
    await store.begin();
    await store.put(object({ id: "c" }), by);
    await failure(() => store.put(object({ id: "a", type: "other" }), by));
    await store.commit();
    expect((await store.changesSince(seen)).map(({ id }) => id)).toEqual(["c"]);
  });

  it("refuses a position that is not one of this memory", async () => {
    const store = await open();
    await fill(store, [{ id: "a" }]);
    const last = await store.lastChange();
    expect(await failure(() => store.changesSince(last + 1))).toBe(
      `AE6051: The changes after number ${last + 1} cannot be told: the last change has the number ${last}.`,
    );
  });
}

function history(open: Open): void {
  it("keeps every version of a record, with who made it and when", async () => {
    const store = await open();
    await store.put(object({ id: "a", type: "t", n: 1 }), by);
    await store.patch("a", object({ n: 2 }), other);
    await store.put(object({ id: "a", type: "t", m: 3 }), by);
    const expected = [
      'v3 replace at 2.000 by tester session-1: {"id":"a","type":"t","m":3}',
      'v2 patch at 1.000 by - session-2: {"id":"a","type":"t","n":2}',
      'v1 insert at 0.000 by tester session-1: {"id":"a","type":"t","n":1}',
    ];
    expect(historyLines(await store.history("a"))).toEqual(expected);
    for (const limit of [1, 2]) expect(historyLines(await store.history("a", limit))).toEqual(expected.slice(0, limit));
    expect(await store.history("nobody")).toEqual([]);
    expect(await store.history("\ud83d")).toEqual([]);
  });

  it("also of one that was deleted and stored again", async () => {
    const store = await open();
    await store.put(object({ id: "a", n: 1 }), by);
    await store.delete("a", other);
    const deleted = [
      "v2 delete at 1.000 by - session-2: null",
      'v1 insert at 0.000 by tester session-1: {"id":"a","n":1}',
    ];
    expect(historyLines(await store.history("a"))).toEqual(deleted);
    await store.put(object({ id: "a", type: "t", n: 2 }), other);
    const again = ['v1 insert at 2.000 by - session-2: {"id":"a","type":"t","n":2}', ...deleted];
    expect(historyLines(await store.history("a"))).toEqual(again);
    await store.patch("a", object({ n: 3 }), by);
    expect(historyLines(await store.history("a"))).toEqual([
      'v2 patch at 3.000 by tester session-1: {"id":"a","type":"t","n":3}',
      ...again,
    ]);
  });

  it("restores what a record was at a moment", async () => {
    const store = await open();
    const at = (second: number): number => Date.UTC(2025, 6, 7, 15, 0, second);
    await store.put(object({ id: "a", type: "t", n: 0 }), by);
    await store.patch("a", object({ n: 1 }), by);
    await store.patch("a", object({ n: 2, more: true }), by);
    expect(await store.restore("a", at(1.999), other)).toBe(true);
    expect(text(await store.get("a"))).toBe('{"id":"a","type":"t","n":1}');
    expect(await store.restore("a", at(1), other)).toBe(false);
    expect(await store.restore("a", at(2), other)).toBe(true);
    expect(text(await store.get("a"))).toBe('{"id":"a","type":"t","n":2,"more":true}');
    expect(historyLines(await store.history("a", 3)).map((line) => line.slice(0, 32))).toEqual([
      "v5 restore at 4.000 by - session",
      "v4 restore at 3.000 by - session",
      "v3 patch at 2.000 by tester sess",
    ]);
    expect(await failure(() => store.restore("a", at(0) - 1, by))).toBe(
      'AE6009: There was no record "a" at 2025-07-07T14:59:59.999Z. It was stored at 2025-07-07T15:00:00.000Z.',
    );
    expect(await failure(() => store.restore("nobody", at(0), by))).toBe(
      'AE6009: There was no record "nobody" at 2025-07-07T15:00:00.000Z. Nothing is known of such a record.',
    );
  });

  it("brings deleted records back, with a version that goes on", async () => {
    const store = await open();
    const at = (second: number): number => Date.UTC(2025, 6, 7, 15, 0, second);
    await store.put(object({ id: "a", type: "t", n: 0 }), by);
    await store.put(object({ id: "b" }), by);
    await store.delete("a", by);
    expect(await failure(() => store.restore("a", at(2), by))).toBe(
      'AE6009: There was no record "a" at 2025-07-07T15:00:02.000Z. It was deleted at 2025-07-07T15:00:02.000Z.',
    );
    const seen = await store.lastChange();
    expect(await store.restore("a", at(1), other)).toBe(true);
    expect(ids(await store.find(object({})))).toBe("b a");
    expect((await store.info("a"))?.version).toBe(3);
    expect(
      (await store.changesSince(seen)).map(({ operation, id, version }) => `${operation} ${id} ${version}`),
    ).toEqual(["restore a 3"]);
    await store.patch("a", object({ n: 1 }), by);
    expect(historyLines(await store.history("a"))).toEqual([
      'v4 patch at 4.000 by tester session-1: {"id":"a","type":"t","n":1}',
      'v3 restore at 3.000 by - session-2: {"id":"a","type":"t","n":0}',
      "v2 delete at 2.000 by tester session-1: null",
      'v1 insert at 0.000 by tester session-1: {"id":"a","type":"t","n":0}',
    ]);
    await store.delete("a", by);
    await store.put(object({ id: "a", type: "u" }), by);
    expect(await failure(() => store.restore("a", at(1), by))).toBe(
      'AE6001: Record "a" has type "u"; it cannot be given type "t".',
    );
  });

  it("patches a record only in the version asked for", async () => {
    const store = await open();
    await store.put(object({ id: "a", n: 1 }), by);
    expect(await store.patch("a", object({ n: 2 }), other, { ifVersion: 1 })).toBe(true);
    expect(await failure(() => store.patch("a", object({ n: 3 }), by, { ifVersion: 1 }))).toBe(
      'AE6006: Record "a" has version 2, not 1: run session-2 changed it at 2025-07-07T15:00:01.000Z. It was left as it is.',
    );
    expect(await store.patch("a", object({ n: 3 }), by, { ifVersion: 2 })).toBe(true);
    expect(await failure(() => store.patch("a", object({ n: 4 }), by, { ifVersion: 7 }))).toMatch(
      /has version 3, not 7: tester \(run session-1\) changed it/,
    );
    expect(await store.patch("nobody", object({ n: 4 }), by, { ifVersion: 1 })).toBe(false);
    expect(text(await store.get("a"))).toBe('{"id":"a","n":3}');
  });
}

function marks(open: Open): void {
  it("keeps small facts beside the records", async () => {
    const store = await open();
    expect(await store.mark("position")).toBe(null);
    await store.setMark("position", 7);
    await store.begin();
    await store.setMark("position", object({ at: [1] }));
    await store.setMark("more", "x");
    await store.rollback();
    expect(await store.mark("position")).toBe(7);
    await store.setMark("position", object({ at: [1] }));
    expect(text(await store.mark("position"))).toBe('{"at":[1]}');
    await store.setMark("position", null);
    expect(await store.mark("position")).toBe(null);
    expect(await store.count(object({}))).toBe(0);
  });
}
