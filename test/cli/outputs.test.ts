import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, environment, launcher } from "./command.ts";

beforeAll(ensureBuilt);

const agent = `plugin p {
  description: "d"
  state: { runs: 0 }
  on_run {
    state.runs += 1
    try { OUTPUT } finally { store_memory({id: "end", type: "note"}) }
    return "done"
  }
}`;

/** Runs a shell line in a folder with the plugin; `$0` is the launcher. */
function shell(line: string, output: string) {
  const cwd = folderWith({ ".aether/": "", "p.aether": agent.replace("OUTPUT", output) });
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line, launcher], {
    cwd,
    env: environment(),
    encoding: "utf8",
  });
  const stats = JSON.parse(aether(["memory", "stats"], { cwd }).out) as { records: number; states: number };
  const open = ["-wal", "-shm"].filter((end) => existsSync(join(cwd, `.aether/memory.db${end}`)));
  return { status, stdout, stderr, kept: [stats.records, stats.states], open };
}

// A device that is always full exists on Linux only.
describe.skipIf(!existsSync("/dev/full"))("outputs on a full disk", () => {
  it.each([
    ["an endless printer", "", 'while true { print("line") }'],
    ["a result", "", "let x = 1"],
    ["the object of --json", "--json", "let x = 1"],
  ])("standard output, %s: state and records are kept, the reason is told", (_name, options, output) => {
    const { status, stderr, kept, open } = shell(`"$0" run p.aether ${options} >/dev/full`, output);
    expect(stderr).toContain("error[AE2611]: Standard output cannot be written: no space left on the disk.");
    expect(stderr).not.toContain("internal error");
    expect([status, kept, open]).toEqual([1, [1, 1], []]);
  });

  it.each([
    ["an endless logger", 'while true { log "line" }'],
    ["one line", 'log "line"'],
  ])("standard error, %s: told on standard output", (_name, output) => {
    const { status, stdout, kept, open } = shell('"$0" run p.aether 2>/dev/full', output);
    expect(stdout).toContain("error[AE2611]: Standard error cannot be written: no space left on the disk.");
    expect([status, kept, open]).toEqual([1, [1, 1], []]);
  });

  it("both at once end the run with the same code", () => {
    const { status, kept, open } = shell('"$0" run p.aether >/dev/full 2>&1', 'while true { print("line") }');
    expect([status, kept, open]).toEqual([1, [1, 1], []]);
  });

  it.each(["--version", "help", "ast p.aether", "check p.aether", "memory export", "memory stats", "memory search"])(
    "aether %s",
    (words) => {
      const { status, stderr } = shell(`"$0" run p.aether >/dev/null; "$0" ${words} >/dev/full`, "let x = 1");
      expect(stderr).toContain("error[AE2611]: Standard output cannot be written: no space left on the disk.");
      expect(status).toBe(1);
    },
  );

  it("keeps the code of a script that failed by itself", () => {
    const { status } = shell('"$0" run p.aether --steps 5 2>/dev/full', "while true { }");
    expect(status).toBe(4);
  });
});

describe("standard input", () => {
  it("that cannot be read is named", () => {
    const { status, stderr } = shell('"$0" memory import < .', "let x = 1");
    expect(stderr).toContain("error[AE2606]: standard input cannot be read: it is a folder.");
    expect(status).toBe(2);
  });
});
