import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, Running } from "./command.ts";

beforeAll(ensureBuilt);

const body = {
  loop: "while true { }",
  "loop with calls": "fn f(n) { return n + 1 }\nlet n = 0\nwhile true { n = f(n) % 1000 }",
  wait: "wait 1h",
  timer: 'setTimeout(() => print("never"), 3600000)\nwait 1h',
};

function script(statements: string, warmUp = true) {
  const folder = folderWith({
    ".aether/": "",
    // Busy for long enough that every thread that listens has started.
    "endless.aether": `${warmUp ? "let start = now()\nwhile now() - start < 0.5 { }\n" : ""}print("ready")
try {
  store_memory({id: "before", type: "note"})
${statements}
} catch (e) { print("caught") } finally {
  store_memory({id: "finally", type: "note"})
  print("finally")
}
print("not reached")`,
  });
  return { folder, running: new Running(["run", "endless.aether", "--steps", "1_000_000_000_000"], { cwd: folder }) };
}

describe("signals", () => {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it.each(Object.entries(body))(
      `${signal} ends an endless %s within 200 ms: finally runs, memory is kept`,
      async (_name, statements) => {
        const { folder, running } = script(statements);
        await running.printed("ready");
        // Under way for long enough that every thread that listens has started.
        await new Promise((resolve) => setTimeout(resolve, 300));
        const start = performance.now();
        running.kill(signal);
        const end = await running.done;
        expect(performance.now() - start).toBeLessThan(signal === "SIGINT" ? 200 : 400);
        expect(end.out).toBe("ready\nfinally\n");
        expect(end.code).toBe(code);
        expect(end.err).toContain("error[AE4203]: The run was cancelled");
        expect(aether(["memory", "count", "--type", "note"], { cwd: folder }).out).toBe("2\n");
      },
    );
  }

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s while a regex is matched is heard: finally runs, memory is kept", async (signal, code) => {
    const { folder, running } = script(`print("matching")
      "${"a".repeat(60)}!".test(/^(?:(a+)+\\1)+$/)`);
    await running.printed("matching");
    running.kill(signal);
    const end = await running.done;
    expect([end.code, end.out]).toEqual([code, "ready\nmatching\nfinally\n"]);
    expect(aether(["memory", "count", "--type", "note"], { cwd: folder }).out).toBe("2\n");
  });

  it("Ctrl-C is noticed from the very first statement on", async () => {
    for (let round = 0; round < 5; round++) {
      const { running } = script("while true { }", false);
      await running.printed("ready");
      running.kill("SIGINT");
      const end = await running.done;
      expect([end.code, end.out]).toEqual([130, "ready\nfinally\n"]);
    }
  });

  it("a second Ctrl-C does not wait for finally", async () => {
    const folder = folderWith({
      "stubborn.aether": 'print("ready")\ntry { wait 1h } finally { print("cleaning")\nwait 4s\nprint("cleaned") }',
    });
    const running = new Running(["run", "stubborn.aether"], { cwd: folder });
    await running.printed("ready");
    running.kill("SIGINT");
    await running.printed("cleaning");
    const start = performance.now();
    running.kill("SIGINT");
    const end = await running.done;
    expect(performance.now() - start).toBeLessThan(1000);
    expect(end.out).toBe("ready\ncleaning\n");
    expect(end.signal).toBe("SIGINT");
  });

  it("when nobody reads the output any more, an endless printer ends quietly", async () => {
    const folder = folderWith({ "printer.aether": 'try { while true { print("line") } } finally { print("end") }' });
    const running = new Running(["run", "printer.aether"], { cwd: folder });
    await running.printed("line");
    running.closeOutput();
    const end = await running.done;
    expect([end.code, end.err]).toEqual([0, ""]);
  });
});
