import { describe, expect, it } from "vitest";
import { exportLines, type ImportProgress, importLines } from "../../src/memory/transfer.ts";
import { by, failure, fill, ids, object, store, text } from "./support.ts";

async function* slowly(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) {
    await new Promise((done) => setImmediate(done));
    yield line;
  }
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

describe("export and import as JSON lines", () => {
  it("carry every record over, in order, text by text", async () => {
    const from = store();
    await fill(from, [
      { id: "b", type: "note", at: "2025-07-07T15:00:00.000Z", text: "line\nbreak \u2028 😀" },
      { id: "a", list: [1, { x: null }], "10": 1, "2": 2 },
      { id: "1" },
    ]);
    await from.put(object('{"id": "proto", "b": 1, "10": 2, "__proto__": {"x": 1}, "half": "\\ud83d"}'), by);
    await from.saveState("p", new Map([["n", 1]]), [], by);
    const lines = await collect(exportLines(from));
    expect(lines).toEqual([
      '{"id":"b","type":"note","at":"2025-07-07T15:00:00.000Z","text":"line\\nbreak \u2028 😀"}',
      '{"2":2,"10":1,"id":"a","list":[1,{"x":null}]}',
      '{"id":"1"}',
      '{"id":"proto","b":1,"10":2,"__proto__":{"x":1},"half":"\\ud83d"}',
    ]);
    const to = store();
    expect(await importLines(to, slowly(lines), { by })).toEqual({ lines: 4, records: 4 });
    expect(await collect(exportLines(to))).toEqual(lines);
  });

  it("replaces records of the same id, skips empty lines, gives ids, minds a byte order mark", async () => {
    const memory = store();
    await fill(memory, [{ id: "a", n: 1 }, { id: "b" }]);
    const lines = ['\ufeff{"id": "a", "n": 2}', "", "  ", '{"type": "note"}\r'];
    expect(await importLines(memory, lines, { by })).toEqual({ lines: 4, records: 2 });
    expect(ids(memory.find(object({})))).toBe("a b id-1");
    expect(text(memory.get("a"))).toBe('{"id":"a","n":2}');
  });

  it("writes in batches and tells how far it is", async () => {
    const memory = store();
    const seen: [ImportProgress, number][] = [];
    const lines = Array.from({ length: 25 }, (_, i) => JSON.stringify({ id: `r${i}` }));
    const onProgress = (progress: ImportProgress): void => {
      seen.push([progress, memory.count(object({}))]);
    };
    await importLines(memory, lines, { by, batch: 10, onProgress });
    expect(seen).toEqual([
      [{ lines: 10, records: 10 }, 10],
      [{ lines: 20, records: 20 }, 20],
      [{ lines: 25, records: 25 }, 25],
    ]);
  });

  const broken: [line: string, reason: RegExp][] = [
    ['{"id": "x", }', /This text is not JSON/],
    ["[1, 2]", /it is a list of 2, not an object\./],
    ["null", /it is null, not an object\./],
    ['{"id": ""}', /A record id must be text that is not empty/],
    ['{"id": "r1", "type": "other"}', /Record "r1" has type "t"; it cannot be given type "other"\./],
    [`{"deep": ${"[".repeat(100_000)}`, /JSON can be at most 1000 levels deep/],
  ];
  it.each(broken)("names the line it stops at and keeps the batches before: %.40s", async (line, reason) => {
    const memory = store();
    const lines = Array.from({ length: 7 }, (_, i) => JSON.stringify({ id: `r${i}`, type: "t" }));
    lines[5] = line;
    const message = await failure(() => importLines(memory, lines, { by, batch: 2 }));
    expect(message).toMatch(/^AE6060: Line 6 cannot be imported: .* Lines 1 to 4 were imported\.$/s);
    expect(message).toMatch(reason);
    expect(ids(memory.find(object({})))).toBe("r0 r1 r2 r3");
    expect(await failure(() => importLines(memory, [line], { by }))).toMatch(
      line.includes("r1") ? /^AE6060: Line 1 cannot be imported: Record "r1"/ : /Nothing was imported\.$/,
    );
    await fill(memory, [{ id: "after" }]);
    expect(memory.count(object({}))).toBe(5);
  });

  it("undoes its batch when the lines themselves fail", async () => {
    const memory = store();
    async function* failing(): AsyncGenerator<string> {
      yield '{"id": "a"}';
      throw new Error("the pipe broke");
    }
    await expect(importLines(memory, failing(), { by })).rejects.toThrow("the pipe broke");
    expect(memory.count(object({}))).toBe(0);
    await memory.begin();
    await memory.commit();
  });

  describe("resumed", () => {
    const line = (i: number): string => JSON.stringify({ id: `r${i}`, type: "t", n: i });
    const lines = Array.from({ length: 10 }, (_, i) => line(i));
    const job = "records.jsonl";

    it("goes on where it stopped, and touches nothing before", async () => {
      const memory = store();
      const broken = lines.with(7, "oops");
      expect(await failure(() => importLines(memory, broken, { by, batch: 3, job }))).toMatch(
        /Lines 1 to 6 were imported/,
      );
      // A mistake in the same batch again: nothing more is kept, and the place stays.
      expect(await failure(() => importLines(memory, broken, { by, batch: 3, job, resume: true }))).toMatch(
        /^AE6060: Line 8 .* Lines 1 to 6 were imported/s,
      );
      const told: number[] = [];
      const onResume = (count: number): number => told.push(count);
      expect(await importLines(memory, slowly(lines), { by, batch: 3, job, resume: true, onResume })).toEqual({
        lines: 10,
        records: 4,
      });
      expect(told).toEqual([6]);
      expect(await collect(exportLines(memory))).toEqual(lines);
      expect(memory.find(object({})).map((record) => memory.info(record.get("id") as string)?.version)).toEqual(
        lines.map(() => 1),
      );
      // Done: there is nothing to go on with, all is imported anew.
      expect(await importLines(memory, lines, { by, job, resume: true, onResume })).toEqual({ lines: 10, records: 10 });
      expect(told).toEqual([6]);
      expect(memory.info("r0")?.version).toBe(2);
    });

    it("refuses lines that are not those of before", async () => {
      const memory = store();
      await failure(() => importLines(memory, lines.with(9, "oops"), { by, batch: 3, job }));
      const changed =
        "AE6061: The import cannot be resumed: the first 9 lines, which were imported earlier, are not the same any more.";
      for (const other of [lines.with(4, line(99)), lines.slice(0, 8), [...lines.slice(0, 8), "", ...lines.slice(8)]]) {
        expect(await failure(() => importLines(memory, other, { by, job, resume: true }))).toBe(changed);
      }
      expect(memory.count(object({}))).toBe(9);
      expect(await importLines(memory, lines, { by, job: "another", resume: true })).toEqual({
        lines: 10,
        records: 10,
      });
      // Lines after the place may change.
      expect(await importLines(memory, [...lines, line(10)], { by, job, resume: true })).toEqual({
        lines: 11,
        records: 2,
      });
    });

    it("is at the same line as its records, also when the lines break off", async () => {
      const memory = store();
      async function* failing(): AsyncGenerator<string> {
        yield* lines.slice(0, 8);
        throw new Error("the pipe broke");
      }
      await expect(importLines(memory, failing(), { by, batch: 4, job })).rejects.toThrow("the pipe broke");
      expect(memory.count(object({}))).toBe(8);
      expect(await importLines(memory, lines, { by, batch: 4, job, resume: true })).toEqual({ lines: 10, records: 2 });
    });

    it("keeps nothing about a job that has ended", async () => {
      const memory = store();
      for (const batch of [3, 5, 100]) await importLines(memory, lines, { by, batch, job });
      expect(memory.mark(`import ${job}`)).toBe(null);
    });
  });
});
