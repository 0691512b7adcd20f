import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, environment, repository } from "./command.ts";

beforeAll(ensureBuilt);

/** In place of the bundle: tells that it and not the snapshot was started. */
const BUNDLE = 'console.log("the bundle")';
const VERSION = `${JSON.parse(readFileSync(join(repository, "package.json"), "utf8")).version}\n`;

/** The package as installed, in a folder of its own. */
function installation() {
  const root = folderWith({});
  for (const name of ["bin", "dist", "system", "stdlib", "package.json", "scripts"]) {
    cpSync(join(repository, name), join(root, name), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  const stamp = join(root, "dist/cli.stamp");
  writeFileSync(join(root, "dist/cli.cjs"), BUNDLE);
  dateAsNode(stamp);
  return { root, stamp, program: join(root, "bin/aether"), blob: join(root, "dist/cli.blob") };
}

/** Copying loses fractions of milliseconds. */
function dateAsNode(path: string): void {
  spawnSync("touch", ["-r", process.execPath, path]);
}

/** What `--version` answers; the bundle's answer tells that it was started. */
function version(program: string, env: Readonly<Record<string, string>> = {}): string {
  const { code, out, err } = aether(["--version"], { program, env });
  expect([code, err]).toEqual([0, ""]);
  return out;
}

describe.runIf(process.platform === "linux")("the snapshot", () => {
  it("is what starts after a build", () => {
    expect(version(installation().program)).toBe(VERSION);
  });

  it("does what the bundle does", () => {
    const cwd = folderWith({
      ".aether/": "",
      "x.aether":
        'log "logged"\nstore_memory({id: "a", n: 1})\nprint(/^(a+)+$/.test("a".repeat(60) + "b"), get_env("GREETING"))\nwait 5ms\nreturn search_memory({})',
    });
    for (const NODE_OPTIONS of ["", "--no-warnings"]) {
      const env = { GREETING: "hi", NODE_OPTIONS };
      const { code, out, err } = aether(["run", "x.aether"], { cwd, env });
      expect([code, out]).toEqual([0, 'false hi\n[{"id":"a","n":1}]\n']);
      expect(err).toMatch(/^[\d:.]{12} info {2}logged\n$/);
    }
  });

  it("knows nothing of the process that made it", () => {
    const cwd = folderWith({ "x.aether": "print(generate_id(), get_session_id(), Math.random())" });
    const outputs = Array.from({ length: 3 }, () => aether(["run", "x.aether"], { cwd }).out);
    expect(new Set(outputs.flatMap((out) => out.trim().split(" "))).size).toBe(9);
  });

  it("sees that a bundled module was changed", () => {
    const { root, program } = installation();
    writeFileSync(join(root, "system/utils.aether"), 'plugin utils { fn fresh() { return "changed" } }');
    expect(aether(["call", "system/utils.fresh"], { program, cwd: root }).out).toBe("changed\n");
  });

  it("finds its package after that was moved", () => {
    const { root } = installation();
    const moved = `${root}-moved`;
    renameSync(root, moved);
    const { code, out } = aether(["call", "system/agents.get_agents", "--memory", ":memory:"], {
      program: join(moved, "bin/aether"),
      cwd: moved,
    });
    expect([code, out]).toEqual([0, "[]\n"]);
  });

  it("needs the native part of the memory only where there is memory", () => {
    const { root, program } = installation();
    rmSync(join(root, "node_modules"));
    const cwd = folderWith({ "none.aether": "print(1)", "some.aether": "store_memory({})" });
    expect(aether(["run", "none.aether"], { program, cwd })).toMatchObject({ code: 0, out: "1\n" });
    const { code, err } = aether(["run", "some.aether"], { program, cwd });
    expect(code).toBe(1);
    expect(err).toMatch(/^error\[AE6048\]: The SQLite module .* could not be loaded: Cannot find module/);
    expect(err).toContain("npm rebuild better-sqlite3");
  });

  it("changes nothing in the folder it is installed in", () => {
    const { root, program } = installation();
    cpSync(join(repository, "dist/cli.cjs"), join(root, "dist/cli.cjs"));
    const state = () =>
      readdirSync(root, { recursive: true, encoding: "utf8" })
        .map((name) => `${name} ${lstatSync(join(root, name)).mtimeMs}`)
        .sort();
    const before = state();
    const cwd = folderWith({ "x.aether": "store_memory({id: 1})\nprint(1)" });
    for (const NODE_OPTIONS of ["", "--no-warnings"]) {
      expect(aether(["run", "x.aether"], { program, cwd, env: { NODE_OPTIONS } }).out).toBe("1\n");
    }
    expect(state()).toEqual(before);
  });
});

describe.runIf(process.platform === "linux")("the bundle is started instead", () => {
  it("when there is no snapshot or no stamp", () => {
    for (const missing of ["blob", "stamp"] as const) {
      const made = installation();
      rmSync(made[missing]);
      expect(version(made.program)).toBe("the bundle\n");
    }
  });

  it("under options that Node would refuse the snapshot with", () => {
    expect(version(installation().program, { NODE_OPTIONS: "--max-old-space-size=512" })).toBe("the bundle\n");
  });

  it("on another processor, and with a stamp that is no stamp", () => {
    const { program, stamp } = installation();
    const [node = "", processor = ""] = readFileSync(stamp, "utf8").split("\n");
    const others = [
      `${node}\n${processor.replace(";flags", ";flags\t\t: avx9000")}`,
      `${node}\n${processor}more;`,
      `${node}\n\n`,
      `${node}\n`,
      `${node}`,
      "\n\n",
      "",
    ];
    for (const other of others) {
      expect(other).not.toBe(`${node}\n${processor}\n`);
      writeFileSync(stamp, other);
      dateAsNode(stamp);
      expect(version(program)).toBe("the bundle\n");
    }
    writeFileSync(stamp, `${node}\n${processor}\n`);
    dateAsNode(stamp);
    expect(version(program)).toBe(VERSION);
  });

  it("with a Node from another place", () => {
    const { root, program } = installation();
    const other = folderWith({ node: `#!/bin/sh\nexec ${process.execPath} "$@"\n` });
    chmodSync(join(other, "node"), 0o755);
    expect(version(program, { PATH: `${other}:${process.env.PATH}` })).toBe("the bundle\n");
    expect(version(join(root, "bin/aether"))).toBe(VERSION);
  });

  it("with a Node that was replaced in its place, by a newer or an older one", () => {
    const { program, stamp } = installation();
    for (const seconds of [-86400, 86400]) {
      const date = new Date(lstatSync(stamp).mtimeMs + seconds * 1000);
      utimesSync(stamp, date, date);
      expect(version(program)).toBe("the bundle\n");
      dateAsNode(stamp);
    }
  });
});

describe.runIf(process.platform === "linux")("making the snapshot", () => {
  /** Makes the snapshot of a bundle with some content, as the build does. */
  function make(bundle: string) {
    const folder = folderWith({ "cli.cjs": bundle });
    const script = `import { makeSnapshot } from ${JSON.stringify(join(repository, "scripts/snapshot.mjs"))};
console.log(makeSnapshot(${JSON.stringify(join(folder, "cli.cjs"))}, ${JSON.stringify(folder)}).length);`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      env: environment(),
    });
    return { status, made: Number(stdout), stderr, files: readdirSync(folder).sort() };
  }

  it("makes snapshot and stamp", () => {
    const { made, files, stderr } = make('require("node:v8").startupSnapshot.setDeserializeMainFunction(() => {});');
    expect([made, stderr]).toEqual([2, ""]);
    expect(files).toEqual(["cli.blob", "cli.cjs", "cli.stamp"]);
  });

  it.each([
    ["fails while it is made", 'throw new Error("cannot be started")', "cannot be started"],
    [
      "fails when it is started",
      'require("node:v8").startupSnapshot.setDeserializeMainFunction(() => { process.stderr.write("broken"); process.exit(1); });',
      "broken",
    ],
    [
      "holds parts of Node that do not survive it",
      'require("node:worker_threads"); require("node:v8").startupSnapshot.setDeserializeMainFunction(() => {});',
      "not yet fully verified",
    ],
  ])("does without one that %s, and says so", (_name, bundle, reason) => {
    const { status, made, stderr, files } = make(bundle);
    expect([status, made]).toEqual([0, 0]);
    expect(stderr).toContain("No snapshot could be made, so aether will start more slowly:");
    expect(stderr).toContain(reason);
    expect(files).not.toContain("cli.stamp");
  });

  it("happens after an installation from a registry, which brings no snapshot", () => {
    const { root, program, stamp, blob } = installation();
    cpSync(join(repository, "dist/cli.cjs"), join(root, "dist/cli.cjs"));
    rmSync(stamp);
    rmSync(blob);
    const made = spawnSync(process.execPath, [join(root, "scripts/snapshot.mjs")], {
      env: environment(),
      encoding: "utf8",
    });
    expect([made.status, made.stdout, made.stderr]).toEqual([0, "", ""]);
    writeFileSync(join(root, "dist/cli.cjs"), BUNDLE);
    expect(version(program)).toBe(VERSION);
    expect(readdirSync(join(root, "dist")).sort()).toEqual(["cli.blob", "cli.cjs", "cli.stamp", "core.js", "node.js"]);
  });
});
