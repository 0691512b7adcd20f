import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { ensureBuilt, environment, launcher } from "./command.ts";

beforeAll(ensureBuilt);

/** Permissions do not hold for root, so root runs the command as somebody else. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

function folder() {
  const cwd = folderWith({
    "locked/w.aether": "return 1",
    "closed.aether": "return 1",
    "fine.aether": "return 1",
    "uses.aether": 'import "./locked/w.aether" as w\ntry { w.f() } catch (e) { return e.code }',
  });
  chmodSync(cwd, 0o755);
  chmodSync(join(cwd, "closed.aether"), 0);
  chmodSync(join(cwd, "locked"), 0);
  return cwd;
}

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(launcher, words, {
    cwd: folder(),
    env: environment(),
    encoding: "utf8",
    ...nobody,
  });
  return { status, stdout, stderr };
}

describe.skipIf(process.platform === "win32")("files and folders without permission", () => {
  it("are named by check, which checks the others", () => {
    const { status, stdout, stderr } = run("check", ".");
    expect(stderr).toContain("error[AE2606]: locked cannot be read: permission denied.");
    expect(stderr).toContain("error[AE2606]: closed.aether cannot be read: permission denied.");
    expect(stdout).toMatch(/ in 2 files\.\n$/);
    expect(status).not.toBe(0);
  });

  it("are named when they are given themselves", () => {
    const locked = run("check", "locked");
    expect(locked.stderr).toContain("error[AE2606]: locked cannot be read: permission denied.");
    expect(locked.status).toBe(2);
    const inside = run("run", "locked/w.aether");
    expect(inside.stderr).toContain('error[AE2612]: "locked/w.aether" cannot be used: permission denied.');
    expect(inside.status).toBe(2);
  });

  it("are modules that do not exist for scripts, which can go on", () => {
    const { status, stdout } = run("run", "uses.aether");
    expect([status, stdout]).toEqual([0, "AE2006\n"]);
  });
});
