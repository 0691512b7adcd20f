import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, environment, launcher } from "./command.ts";

beforeAll(ensureBuilt);

describe("mistakes on the command line with --json", () => {
  const lines: [string, string][] = [
    ["run --json", "AE2607"],
    ["run x.aether --jsno --json", "AE2601"],
    ["--json rnu", "AE2601"],
    ["rnu x.aether --json", "AE2600"],
    ["run x.aether y --json", "AE2609"],
    ["run x.aether --json --timeout soon", "AE2603"],
    ["run x.aether --json --steps", "AE2603"],
    ["run x.aether --json --permissions maybe", "AE2603"],
    ["run x.aether --json --log-format xml", "AE2603"],
    ["run x.aether --json --config nothing", "AE2603"],
    ["run x.aether --json --args [1", "AE2603"],
    ["run x.aether --memory --json", "AE2603"],
    ["run nope.aether --json", "AE2602"],
    ["call x --json", "AE2607"],
  ];
  it.each(lines)("aether %s", (line, code) => {
    const cwd = folderWith({ ".aether/": "", "x.aether": "return 1" });
    const end = aether(line.split(" "), { cwd });
    expect([end.code, end.err]).toEqual([2, ""]);
    const answer = JSON.parse(end.out) as { error: Record<string, unknown> };
    expect(answer).toMatchObject({ ok: false, result: null, error: { code }, logs: [] });
    expect(Object.keys(answer)).toEqual(["ok", "result", "error", "logs"]);
    expect(answer.error.message).not.toBe("");
  });

  it("after -- it is an argument", () => {
    const end = aether(["run", "--", "x.aether", "--json"], { cwd: folderWith({ "x.aether": "return 1" }) });
    expect([end.code, end.out]).toEqual([2, ""]);
    expect(end.err).toContain("error[AE2609]");
  });

  it("the functions of a file with nothing to run are part of the answer", () => {
    const cwd = folderWith({ "f.aether": 'fn two(a, b = 1, ...more) { return a }\nfn one() { return "1" }' });
    const { out, code } = aether(["run", "f.aether", "--json"], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      error: { code: "AE2608", data: { functions: ["one()", "two(a, b?, ...more)"] } },
    });
  });
});

describe("option values", () => {
  it("--args is JSON and nothing else", () => {
    const cwd = folderWith({ "f.aether": "fn add(a, b) { return a + b }" });
    const broken = aether(["run", "f.aether", "--fn", "add", "--args", "[1"], { cwd });
    expect([broken.code, broken.out]).toEqual([2, ""]);
    expect(broken.err).toContain("error[AE2603]: --args needs JSON, a list or one value, but got '[1'.");
    expect(broken.err).toContain(`--args '["Ada", 3]'`);
  });

  it.each([
    [["run", "f.aether", "--memory", ""]],
    [["memory", "count", "--memory", ""]],
    [["memory", "count", "--memory", "--type"]],
  ])("a memory needs a path: %s", (words) => {
    const cwd = folderWith({ "f.aether": 'store_memory({type: "a"})' });
    const { code, err } = aether(words, { cwd });
    expect(code).toBe(2);
    expect(err).toContain("error[AE2603]: --memory needs a path or :memory:, but got");
    expect(existsSync(join(cwd, "--type"))).toBe(false);
  });
});

describe("help", () => {
  it("for verbs below verbs", () => {
    const { out, code } = aether(["help", "memory", "search"]);
    expect(code).toBe(0);
    expect(out).toContain("--sort-by <field>");
    expect(aether(["memory", "search", "--help"]).out).toBe(out);
    expect(aether(["help"]).out).toBe(aether(["--help"]).out);
  });

  it.each([
    [["help", "rnu"], 'error[AE2600]: There is no command "aether rnu".', 'Did you mean "aether run"?'],
    [["help", "memory", "gte"], 'error[AE2600]: There is no command "aether memory gte".', '"aether memory get"'],
    [["help", "run", "x"], 'error[AE2609]: "aether help run" takes no argument "x".', 'See "aether help run".'],
  ])("%s: no such verb", (words, message, hint) => {
    const { out, err, code } = aether(words);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });
});

describe("the memory verbs", () => {
  it("say what cannot be written, and what was not given", () => {
    const cwd = folderWith({ ".aether/": "" });
    const { err, code } = aether(["memory", "export", "nope/x"], { cwd });
    expect(err).toContain("error[AE2614]: nope/x cannot be written: it does not exist.");
    expect(code).toBe(2);
    expect(aether(["memory", "set"], { cwd })).toMatchObject({ code: 0, err: "There was no record to store.\n" });
    const twice = aether(["memory", "count", '{"type": "a"}', "--type", "b"], { cwd });
    expect(twice.err).toContain('error[AE2603]: --type needs a query without a type of its own, but got "b".');
    expect(twice.code).toBe(2);
  });
});

describe("large records", () => {
  it("are read in one go, and shown however large they are", () => {
    const cwd = folderWith({ ".aether/": "", "big.jsonl": JSON.stringify({ id: "m", x: "y".repeat(30_000_000) }) });
    const start = performance.now();
    expect(aether(["memory", "import", "big.jsonl"], { cwd }).err).toBe("1 record imported.\n");
    expect(performance.now() - start).toBeLessThan(8_000);
    for (const words of [["get", "m"], ["search"]]) {
      const { out, code } = aether(["memory", ...words], { cwd });
      expect([code, out.length > 30_000_000]).toEqual([0, true]);
    }
  });
});

describe("a current folder that was deleted", () => {
  it("is named", () => {
    const cwd = folderWith({ "gone/": "" });
    const { status, stderr } = spawnSync("sh", ["-c", 'cd gone && rmdir ../gone && "$0" --version', launcher], {
      cwd,
      env: environment(),
      encoding: "utf8",
    });
    expect(stderr).toContain("error[AE2606]: The current folder cannot be read: it does not exist.");
    expect(status).toBe(2);
  });
});

describe("what is there but is no module", () => {
  function folder() {
    const cwd = folderWith({ "dir.aether/x.txt": "", "sub/x.txt": "", noext: "print(1)", "fine.aether": "print(1)" });
    symlinkSync("loop2.aether", join(cwd, "loop1.aether"));
    symlinkSync("loop1.aether", join(cwd, "loop2.aether"));
    return cwd;
  }

  it.each([
    [".", "it is a folder"],
    ["sub", "it is a folder"],
    ["dir.aether", "it is a folder"],
    ["noext", "its name does not end in .aether"],
    ["/dev/null", "its name does not end in .aether"],
    ["loop1.aether", "too many links"],
  ])("%s: %s", (name, reason) => {
    const { code, err } = aether(["run", name], { cwd: folder() });
    expect(err).toContain(`error[AE2612]: "${name}" cannot be used: ${reason}.`);
    expect(code).toBe(2);
  });

  it("links in a circle do not keep a folder from being checked", () => {
    const { code, out } = aether(["check", "."], { cwd: folder() });
    expect([code, out]).toEqual([0, "No problems in 1 file.\n"]);
  });

  it("an empty path is not the current folder", () => {
    const { code, err } = aether(["check", ""], { cwd: folder() });
    expect(err).toContain('error[AE2602]: There is no file or module "".');
    expect(code).toBe(2);
  });

  it("a module without a function is told which part is missing", () => {
    const { err } = aether(["call", "fine."], { cwd: folder() });
    expect(err).toContain("Add the function: fine.NAME");
  });

  it("the line to call a function can be pasted", () => {
    const cwd = folderWith({ "my file's.aether": "fn hi() { return 1 }" });
    const { err } = aether(["run", "my file's.aether"], { cwd });
    expect(err).toContain("aether call 'my file'\\''s'.hi …");
  });
});
