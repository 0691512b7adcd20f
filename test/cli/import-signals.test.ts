import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, Running } from "./command.ts";

beforeAll(ensureBuilt);

const lines = (count: number) => Array.from({ length: count }, (_, i) => `{"id": "r${i}", "type": "note"}\n`).join("");

function stored(cwd: string): number {
  return Number(aether(["memory", "count"], { cwd }).out);
}

/** Asks until the memory holds at least so many records; the test's own time limit ends a wait in vain. */
function waitFor(cwd: string, count: number): void {
  while (stored(cwd) < count);
}

function open(cwd: string): boolean {
  return ["-wal", "-shm"].some((end) => existsSync(join(cwd, `.aether/memory.db${end}`)));
}

const signals = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const;

describe("an interrupted import", () => {
  it.each(signals)("from a pipe that waits, by %s: keeps whole batches and says how many", async (signal, code) => {
    const cwd = folderWith({ ".aether/": "" });
    const running = new Running(["memory", "import"], { cwd });
    running.write(lines(2500));
    waitFor(cwd, 2000);
    running.kill(signal);
    const end = await running.done;
    expect(end.err).toContain("error[AE2613]: The import was interrupted: 2000 records (lines 1 to 2000) were kept.");
    expect([end.code, end.out, stored(cwd), open(cwd)]).toEqual([code, "", 2000, false]);
  });

  it.each(signals)("from a file, by %s", async (signal, code) => {
    const cwd = folderWith({ ".aether/": "", "many.jsonl": lines(400_000) });
    const running = new Running(["memory", "import", "many.jsonl"], { cwd });
    waitFor(cwd, 1);
    running.kill(signal);
    const end = await running.done;
    const told = /interrupted: (\d+) records \(lines 1 to \1\) were kept\./.exec(end.err)?.[1];
    expect(Number(told) % 1000).toBe(0);
    expect([end.code, stored(cwd), open(cwd)]).toEqual([code, Number(told), false]);
  });
});
