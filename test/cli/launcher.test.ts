import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, environment, launcher, repository } from "./command.ts";

beforeAll(ensureBuilt);

/** A copy of the launcher in a package of its own, whose program tells how it was started. */
function installed(files: Record<string, string>) {
  const root = folderWith({ "bin/": "", ...files });
  copyFileSync(launcher, join(root, "bin/aether"));
  chmodSync(join(root, "bin/aether"), 0o755);
  const run = (env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(join(root, "bin/aether"), ["a", "b c", ""], {
      encoding: "utf8",
      env: environment(env),
    });
    return { status, stdout, stderr };
  };
  return { root, run };
}

const PROGRAM = "console.log(JSON.stringify([process.execArgv, process.argv.slice(2)]))";
const FLAGS = [
  "--stack-size=3900",
  "--enable-experimental-regexp-engine",
  "--enable-experimental-regexp-engine-on-excessive-backtracks",
];

describe("bin/aether", () => {
  it("says what to do when the build is missing", () => {
    const { root, run } = installed({});
    expect(run()).toEqual({ status: 2, stdout: "", stderr: `aether: not built yet. Run "npm ci" in ${root} first.\n` });
  });

  it("says so when there is no Node", () => {
    const { run } = installed({ "dist/cli.cjs": PROGRAM });
    const { status, stderr } = run({ PATH: "/nowhere" });
    expect([status, stderr]).toEqual([2, "aether: needs Node.js 20.19 or newer (https://nodejs.org).\n"]);
  });

  it("passes flags and arguments on", () => {
    const { run } = installed({ "dist/cli.cjs": PROGRAM });
    expect(JSON.parse(run().stdout)).toEqual([FLAGS, ["a", "b c", ""]]);
  });

  it("reaches a thousand frames and ends deeper recursion in the limit", () => {
    const cwd = folderWith({ "deep.aether": "fn f(n) { return n == 0 ? 0 : 1 + f(n - 1) }\nprint(f(990))\nf(100000)" });
    const { code, out, err } = aether(["run", "deep.aether"], { cwd });
    expect([code, out]).toEqual([4, "990\n"]);
    expect(err).toContain("error[AE4006]");
  });

  it("is what `npx aether` starts in the clone", () => {
    const { status, stdout } = spawnSync("npx", ["aether", "--version"], {
      cwd: repository,
      encoding: "utf8",
      env: environment(),
    });
    expect([status, stdout]).toEqual([0, aether(["--version"]).out]);
  });
});

describe("without the launcher", () => {
  const cwd = folderWith({
    "x.aether": 'store_memory({id: "a"})\nfn f(n) { return n == 0 ? 0 : 1 + f(n - 1) }\nreturn f(990)',
  });
  const start = (...words: string[]) =>
    aether([...words, "run", "x.aether", "--memory", ":memory:"], { cwd, program: process.execPath });

  it("the bundle starts itself again with the flags it needs", () => {
    expect(start(join(repository, "dist/cli.cjs"))).toMatchObject({ code: 0, out: "990\n", err: "" });
  });

  it("it finds its package through a link", () => {
    const link = join(folderWith({}), "link.cjs");
    symlinkSync(join(repository, "dist/cli.cjs"), link);
    expect(start(link)).toMatchObject({ code: 0, out: "990\n", err: "" });
  });

  it("it passes the exit code on", () => {
    const words = [join(repository, "dist/cli.cjs"), "run", "missing.aether"];
    expect(aether(words, { cwd, program: process.execPath }).code).toBe(2);
  });
});
