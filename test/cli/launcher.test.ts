import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, readFileSync } from "node:fs";
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

  it("uses a snapshot only if it fits this Node and this processor", () => {
    const stamp = readFileSync(join(repository, "dist/cli.stamp"), "utf8");
    const blob = "no snapshot at all";
    // A stamp that fits makes Node look at the file, which it refuses.
    expect(
      installed({ "dist/cli.cjs": PROGRAM, "dist/cli.blob": blob, "dist/cli.stamp": stamp }).run().status,
    ).not.toBe(0);
    const [size = "", processor = ""] = stamp.split("\n");
    for (const other of [`${size}1\n${processor}\n`, `${size}\n${processor} avx9000\n`, "", `${size}\n`]) {
      const { run } = installed({ "dist/cli.cjs": PROGRAM, "dist/cli.blob": blob, "dist/cli.stamp": other });
      expect(JSON.parse(run().stdout)).toEqual([FLAGS, ["a", "b c", ""]]);
    }
    const { run } = installed({ "dist/cli.cjs": PROGRAM, "dist/cli.blob": blob, "dist/cli.stamp": stamp });
    expect(run({ NODE_OPTIONS: "--no-warnings" }).status).toBe(0);
  });

  it("starts the snapshot where there is one, with the same behaviour as the bundle", () => {
    expect(existsSync(join(repository, "dist/cli.blob"))).toBe(true);
    const cwd = folderWith({
      ".aether/": "",
      "x.aether":
        'log "logged"\nstore_memory({id: "a", n: 1})\nprint(/^(a+)+$/.test("a".repeat(60) + "b"))\nwait 5ms\nreturn search_memory({})',
    });
    const runs = [{}, { NODE_OPTIONS: "--no-warnings" }].map((env) => aether(["run", "x.aether"], { cwd, env }));
    for (const { code, out, err } of runs) {
      expect([code, out]).toEqual([0, 'false\n[{"id":"a","n":1}]\n']);
      expect(err).toMatch(/^[\d:.]{12} info {2}logged\n$/);
    }
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
