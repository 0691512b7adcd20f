import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sqlite } from "../../src/memory/sqlite/driver.ts";
import { processes } from "./processes/run.ts";
import { by, folder, object, store } from "./support.ts";

const start = processes("writer", "adder");

/** The last step a writer has reported; a line cut off by the kill does not count. */
function lastStep(output: string): number {
  return Number(output.split("\n").at(-2) ?? 0);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
}

/** Everything a writer has ever reported is there, and nothing is half there. Answers how many steps are stored. */
function verify(path: string, reported: ReadonlyMap<string, number>): number {
  const db = new (sqlite())(path);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  for (const { doc } of db.prepare("SELECT doc FROM records").all() as { doc: string }[]) JSON.parse(doc);
  db.close();
  const memory = store(path);
  expect(memory.verify()).toEqual([]);
  let steps = 0;
  for (const [name, last] of reported) {
    const stored = memory.get(`counter-${name}`)!.get("n") as number;
    expect(stored).toBeGreaterThanOrEqual(last);
    // At most one step more than reported: committed, then killed before it could say so.
    expect(stored).toBeLessThanOrEqual(last + 1);
    for (let step = 1; step <= stored + 1; step++) {
      const wanted = step > stored ? "" : step % 3 === 0 ? "abc" : "a";
      const found = ["a", "b", "c"].filter((part) => {
        const record = memory.get(`${name}-${step}-${part}`);
        if (record === null) return false;
        expect(record.get("text")).toBe("x".repeat((step * 7919) % 20_000));
        return true;
      });
      expect(`${name}-${step}: ${found.join("")}`).toBe(`${name}-${step}: ${wanted}`);
    }
    const single = memory.get(`${name}-single`)!;
    expect([last, last + 1]).toContain(single.get("step"));
    expect(single.get("text")).toBe("y".repeat((single.get("step") as number) % 5_000));
    steps += stored;
  }
  memory.close();
  return steps;
}

async function killRounds(rounds: number, names: readonly string[]): Promise<void> {
  const home = folder();
  const path = join(home, "memory.db");
  const reported = new Map(names.map((name) => [name, 0]));
  let steps = 0;
  let delays = 0;
  for (let round = 0; round < rounds; round++) {
    const running = names.map((name) => start("writer", [path, name], join(home, `${name}-${round}`)));
    const failed = (): boolean => running.some(({ errors, child }) => errors() !== "" || child.exitCode !== null);
    await until(() => failed() || running.every(({ output }) => output().includes("\n")));
    const delay = Math.random() * 150;
    delays += delay;
    const at = performance.now() + delay;
    await until(() => failed() || performance.now() >= at);
    // One after the other, so that the survivor writes while the other's lock is cleaned up.
    for (const { child, ended } of running) {
      child.kill("SIGKILL");
      expect(await ended).toBe("SIGKILL");
    }
    running.forEach(({ output, errors }, i) => {
      expect(errors()).toBe("");
      reported.set(names[i]!, lastStep(output()));
    });
    steps = verify(path, reported);
  }
  expect(steps).toBeGreaterThan(rounds * names.length);
  console.log(
    `${rounds} rounds of ${names.length} killed writers, ${Math.round(delays)} ms of undisturbed writing: ` +
      `${steps} steps stored and verified`,
  );
}

describe("killed at any moment", () => {
  it("keeps every change that was reported, and no half one", () => killRounds(8, ["solo"]));

  it("leaves a usable file when it was just being created", async () => {
    const home = folder();
    for (let round = 0; round < 8; round++) {
      const path = join(home, `${round}.db`);
      const { child, ended, errors } = start("writer", [path, "new"], join(home, `new-${round}`));
      await until(() => existsSync(path) || child.exitCode !== null);
      const at = performance.now() + round;
      await until(() => performance.now() >= at);
      child.kill("SIGKILL");
      expect(await ended).toBe("SIGKILL");
      expect(errors()).toBe("");
      const memory = store(path);
      memory.put(object({ id: "after" }), by);
      expect(memory.get("after")?.size).toBe(1);
      memory.close();
    }
  });

  it("also when two processes write at the same time", () => killRounds(8, ["left", "right"]));
});

describe("processes that write at the same time", () => {
  it("wait for each other: no addition is lost", async () => {
    const home = folder();
    const path = join(home, "memory.db");
    // The file is new, so they also create it at the same time.
    const running = ["1", "2", "3", "4"].map((n) => start("adder", [path, "150"], join(home, n)));
    for (const { ended, errors } of running) {
      const code = await ended;
      expect(errors()).toBe("");
      expect(code).toBe(0);
    }
    expect(store(path).get("sum")?.get("n")).toBe(600);
  });
});
