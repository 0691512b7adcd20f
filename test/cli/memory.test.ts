import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Cli } from "../../src/cli/cli.ts";
import { main } from "../../src/cli/main.ts";
import { folderWith } from "../project/files.ts";
import { aether, type CommandOptions, ensureBuilt } from "./command.ts";

beforeAll(ensureBuilt);

function project() {
  const cwd = folderWith({ ".aether/": "" });
  const memory = (words: string[], more: CommandOptions = {}) => aether(["memory", ...words], { cwd, ...more });
  return { cwd, memory };
}

/** The same command line inside this process, writing to a terminal. */
async function onTerminal(cwd: string, words: string[], expected = 0): Promise<string> {
  let out = "";
  const streams: Cli["streams"] = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      out += text;
    },
    outIsTerminal: true,
    errIsTerminal: true,
    broken: false,
    failure: null,
    async *input() {},
  };
  const code = await main(words, { streams, cwd, environment: { NO_COLOR: "1" }, packageFolder: null });
  expect(code).toBe(expected);
  return out;
}

describe("aether memory", () => {
  it("sets, gets, counts, searches and deletes records, as JSON lines", () => {
    const { memory } = project();
    expect(memory(["set", '{"type": "agent", "id": "a", "role": "core", "n": 1}'])).toMatchObject({
      code: 0,
      out: "a\n",
      err: "",
    });
    expect(memory(["set", '{"type": "note", "text": "no id"}']).out).toMatch(/^[0-9a-f-]{36}\n$/);
    expect(
      memory(["set"], { input: '{"id": "b", "type": "agent", "n": 3}\n\n{"id": "c", "type": "agent", "n": 2}\n' }).out,
    ).toBe("b\nc\n");
    expect(memory(["get", "a"])).toMatchObject({ code: 0, out: '{"type":"agent","id":"a","role":"core","n":1}\n' });
    expect(memory(["get", "nobody"])).toMatchObject({ code: 1, out: "", err: 'There is no record "nobody".\n' });
    expect(memory(["count"]).out).toBe("4\n");
    expect(memory(["count", '{"n_gte": 2}']).out).toBe("2\n");
    expect(memory(["count", "--type", "note"]).out).toBe("1\n");
    const ids = (...words: string[]) =>
      memory(["search", ...words])
        .out.split("\n")
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids("--type", "agent")).toEqual(["a", "b", "c"]);
    expect(ids("--type", "agent", "--sort-by", "n", "--desc")).toEqual(["b", "c", "a"]);
    expect(ids("--type", "agent", "--sort-by", "n", "--limit", "1", "--offset", "1")).toEqual(["c"]);
    expect(ids("--sort-by", "type", "--sort-by", "n", "--desc").slice(1)).toEqual(["b", "c", "a"]);
    expect(ids("--type", "agent", '{"sort_by": ["role", "n"], "sort_order": ["asc", "desc"]}')).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(ids('{"any_of": [{"role": "core"}, {"n": 3}]}')).toEqual(["a", "b"]);
    expect(memory(["delete", "a", "zz", "b"])).toMatchObject({
      code: 1,
      out: "deleted a\ndeleted b\n",
      err: 'There is no record "zz".\n',
    });
    expect(memory(["count"]).out).toBe("2\n");
  });

  it("replaces by id, and refuses another type under the same id", () => {
    const { memory } = project();
    memory(["set", '{"id": "a", "type": "x", "n": 1}']);
    expect(memory(["set", '{"id": "a", "type": "x", "n": 2}']).code).toBe(0);
    expect(memory(["get", "a"]).out).toContain('"n":2');
    const refused = memory(["set", '{"id": "a", "type": "y"}']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("AE6001")]);
  });

  it("exports and imports everything, through files and pipes", () => {
    const { cwd, memory } = project();
    const lines = Array.from(
      { length: 2500 },
      (_, i) => `{"id":"r${i}","type":"t","text":"ä😀 ${i}","at":"2025-07-07T15:00:00.000Z"}\n`,
    ).join("");
    expect(memory(["import"], { input: `\ufeff${lines}` })).toMatchObject({
      code: 0,
      out: "",
      err: "2500 records imported.\n",
    });
    expect(memory(["export"]).out).toBe(lines);
    expect(memory(["export", "all.jsonl"])).toMatchObject({ code: 0, out: "", err: "2500 records exported.\n" });
    expect(readFileSync(join(cwd, "all.jsonl"), "utf8")).toBe(lines);
    expect(memory(["import", "all.jsonl", "--memory", "other.db"]).err).toBe("2500 records imported.\n");
    expect(memory(["export", "--memory", "other.db"]).out).toBe(lines);
  });

  it("names the line of a mistake", () => {
    const { cwd, memory } = project();
    const bad = memory(["import", "-"], { input: '{"id": "1"}\n\n{"id": oops}\n' });
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining("AE6060")]);
    expect(bad.err).toContain("3");
    const latin = folderWith({ "x.jsonl": Uint8Array.from([0x7b, 0xe9, 0x7d]) });
    expect(memory(["import", join(latin, "x.jsonl")])).toMatchObject({
      code: 2,
      err: expect.stringContaining("around line 1 it is not UTF-8"),
    });
    expect(memory(["import", "nowhere.jsonl"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("nowhere.jsonl cannot be read: it does not exist."),
    });
    expect(memory(["export", join(cwd, "no/such/folder.jsonl")])).toMatchObject({
      code: 2,
      err: expect.stringContaining("folder.jsonl cannot be written: it does not exist."),
    });
  });

  it("explains words it cannot use", () => {
    const { memory } = project();
    expect(memory(["search", "type=agent"])).toMatchObject({
      code: 2,
      err: expect.stringContaining('The query needs a JSON object, but got "type=agent".'),
    });
    expect(memory(["set", "[1]"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("The record needs a JSON object, but got a list"),
    });
    expect(memory(["search", "--limit", "x"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--limit needs a whole number"),
    });
  });

  it("shows the history of a record and restores it, told by the feed", async () => {
    const { cwd, memory } = project();
    memory(["set"], {
      input: '{"id": "a", "type": "t", "role": "core"}\n{"id": "a", "type": "t", "role": "lead", "n": 1}\n',
    });
    expect(memory(["changes", "--last"]).out).toBe("2\n");
    memory(["delete", "a"]);
    const lines = memory(["history", "a"])
      .out.trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { version: 3, operation: "delete", plugin: null, record: null },
      { version: 2, operation: "replace", record: { id: "a", type: "t", role: "lead", n: 1 } },
      { version: 1, operation: "insert", record: { id: "a", type: "t", role: "core" } },
    ]);
    expect(memory(["history", "a", "--limit", "1"]).out.trim().split("\n").length).toBe(1);
    const at = (line: number) => ["restore", "a", "--at", lines[line]!.at as string];
    expect(memory(at(0))).toMatchObject({ code: 1, err: expect.stringContaining("AE6009") });
    expect(memory(at(1))).toMatchObject({ code: 0, out: "restored a\n" });
    expect(memory(["get", "a"]).out).toBe('{"id":"a","type":"t","role":"lead","n":1}\n');
    expect(memory(at(1)).out).toBe("a is as it was then\n");
    const feed = memory(["changes", "--since", "2"])
      .out.trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(feed).toMatchObject([
      { seq: 3, operation: "delete", id: "a", type: "t", version: 3 },
      { seq: 4, operation: "restore", id: "a", type: "t", version: 4 },
    ]);
    expect(memory(["changes", "--since", "99"])).toMatchObject({ code: 1, err: expect.stringContaining("AE6051") });
    expect(memory(["history", "nobody"])).toMatchObject({
      code: 1,
      out: "",
      err: 'Nothing is known of a record "nobody".\n',
    });
    expect(memory(["restore", "a", "--at", "noon"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--at needs a moment as ISO-8601 text"),
    });
    const shown = (await onTerminal(cwd, ["memory", "history", "a"]))
      .replace(/ {2}\d{4}-\S+Z/g, "")
      .replace(/[0-9a-f-]{36}/g, "RUN");
    expect(shown.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
      "version at change plugin run fields",
      "4 restore RUN id type role n",
      "3 delete RUN",
      "2 replace RUN role +n",
      "1 insert RUN id type role",
      "",
    ]);
    expect(await onTerminal(cwd, ["memory", "changes", "--since", "4"])).toBe("No changes.\n");
    expect(await onTerminal(cwd, ["memory", "changes", "--since", "3"])).toMatch(
      /^number .*\n4 .* restore {2}a {3}t {5}4\n$/,
    );
  });

  it("keeps history as long as the project says", () => {
    const { cwd, memory } = project();
    writeFileSync(join(cwd, "aether.yaml"), "history: 0\n");
    memory(["set", '{"id": "a", "n": 1}']);
    memory(["set", '{"id": "a", "n": 2}']);
    expect(JSON.parse(memory(["history", "a"]).out)).toMatchObject({ version: 2, operation: null, record: { n: 2 } });
  });

  it("resumes an import, and shows on a terminal how far it is", async () => {
    const { cwd, memory } = project();
    const lines = Array.from({ length: 2500 }, (_, i) => `{"id":"r${i}","type":"t"}`);
    writeFileSync(join(cwd, "all.jsonl"), lines.with(2200, "oops").join("\n"));
    expect(memory(["import", "all.jsonl"])).toMatchObject({ code: 1, err: expect.stringContaining("Lines 1 to 2000") });
    writeFileSync(join(cwd, "all.jsonl"), lines.join("\n"));
    expect(memory(["import", "all.jsonl", "--resume"])).toMatchObject({
      code: 0,
      err: "Going on after line 2000.\n500 records imported.\n",
    });
    expect(memory(["count"]).out).toBe("2500\n");
    expect(await onTerminal(cwd, ["memory", "import", "all.jsonl"])).toMatch(
      /^\r\[#+\.*\] +\d+ % {2}1,000 records\x1b\[K.*\r\x1b\[K2500 records imported\.\n$/s,
    );
    expect(await onTerminal(cwd, ["memory", "export", "copy.jsonl"])).toMatch(
      /^\r\[\.{30}\] {3}0 % {2}1 records\x1b\[K.*\r\x1b\[K2500 records exported\.\n$/s,
    );
    writeFileSync(join(cwd, "empty.jsonl"), "");
    expect(await onTerminal(cwd, ["memory", "import", "empty.jsonl"])).toBe("0 records imported.\n");
  });

  it("backs up and verifies", () => {
    const { cwd, memory } = project();
    expect(memory(["verify"])).toMatchObject({ code: 2, err: expect.stringContaining("there is none yet") });
    expect(memory(["backup", "copy.db"])).toMatchObject({ code: 2, err: expect.stringContaining("there is none yet") });
    memory(["set", '{"id": "a", "n": 1}']);
    expect(memory(["backup", "copy.db"])).toMatchObject({
      code: 0,
      out: "",
      err: expect.stringMatching(/^copy\.db: 0\.\d MB\n$/),
    });
    expect(memory(["backup", "copy.db"])).toMatchObject({ code: 1, err: expect.stringContaining("AE6053") });
    expect(memory(["get", "a", "--memory", "copy.db"]).out).toBe('{"id":"a","n":1}\n');
    expect(memory(["verify", "--memory", "copy.db"])).toMatchObject({
      code: 0,
      out: "",
      err: "1 records and states of 0 plugins: nothing is wrong.\n",
    });
    const bytes = readFileSync(join(cwd, "copy.db"));
    bytes.write('"b"', bytes.indexOf('"a","n":1'));
    writeFileSync(join(cwd, "copy.db"), bytes);
    expect(memory(["verify", "--memory", "copy.db"])).toMatchObject({
      code: 1,
      out: 'record "a": its document has another id\n',
      err: "",
    });
  });

  it("reading creates no file", () => {
    const { cwd, memory } = project();
    expect(memory(["count"]).out).toBe("0\n");
    expect(memory(["search"])).toMatchObject({ code: 0, out: "" });
    expect(memory(["get", "x"]).code).toBe(1);
    expect(memory(["export"])).toMatchObject({ code: 0, out: "" });
    expect(memory(["changes"])).toMatchObject({ code: 0, out: "" });
    expect(memory(["history", "x"]).code).toBe(1);
    expect(memory(["restore", "x", "--at", "2025"])).toMatchObject({ code: 1, err: expect.stringContaining("AE6009") });
    expect(memory(["changes", "--last"]).out).toBe("0\n");
    expect(JSON.parse(memory(["stats"]).out)).toMatchObject({ records: 0 });
    expect(existsSync(join(cwd, ".aether/memory.db"))).toBe(false);
  });

  it("a file that is no memory is left as it is", () => {
    const { cwd, memory } = project();
    const path = join(
      folderWith({ "notes.txt": "these are my notes, not a database at all, and long enough to look at" }),
      "notes.txt",
    );
    const { code, err } = memory(["count", "--memory", path], { cwd });
    expect([code, err]).toEqual([1, expect.stringContaining("notes.txt")]);
    expect(readFileSync(path, "utf8")).toMatch(/^these are my notes/);
  });

  it("shows tables on a terminal", async () => {
    const { cwd, memory } = project();
    memory(["import"], {
      input:
        '{"id":"a","type":"agent","role":"core","plugins":["x"]}\n{"id":"b","type":"agent","role":"a\\nb","note":null}\n{"id":"c"}\n',
    });
    expect(await onTerminal(cwd, ["memory", "search"])).toBe(
      ["id  type   role  plugins  note", 'a   agent  core  ["x"]', "b   agent  a␤b            null", "c", ""].join(
        "\n",
      ),
    );
    expect(await onTerminal(cwd, ["memory", "search", '{"id": "zz"}'])).toBe("No records.\n");
    expect(await onTerminal(cwd, ["memory", "get", "a"])).toBe(
      '{\n  "type": "agent",\n  "id": "a",\n  "role": "core",\n  "plugins": [\n    "x"\n  ]\n}\n'.replace(
        '  "type": "agent",\n  "id": "a",\n',
        '  "id": "a",\n  "type": "agent",\n',
      ),
    );
    const stats = await onTerminal(cwd, ["memory", "stats"]);
    expect(stats).toMatch(
      /^type {7}records\nagent {6}2\n\(no type\) {2}1\nall {8}3\n\n.*memory\.db: \d+\.\d MB, states of 0 plugins\n$/,
    );
  });
});
