import { describe, expect, it } from "vitest";
import { openStore } from "../../src/memory/open.ts";
import type { CancelReason } from "../../src/runtime/cancellation.ts";
import { ObjectValue } from "../../src/values/types.ts";
import { runSource } from "../support/run.ts";

const plugin = (body: string, header = "") => `plugin p {
  description: "d"
  memory_access: read-write
  ${header}
  ${body}
}`;

describe.each(["fast", "sliced"] as const)("waiting and timers in %s mode", (mode) => {
  const lines = async (source: string) => {
    const ran = await runSource(source, { mode });
    expect(ran.error).toBeUndefined();
    return { lines: ran.output.split("\n").slice(0, -1), elapsed: ran.elapsed };
  };

  it("timers fire in the order they are due, while the run waits and after its last statement", async () => {
    const { lines: printed, elapsed } = await lines(`
setTimeout(() => print("c"), 30)
setTimeout(() => print("a"), 10)
setTimeout(() => print("b"), 10)
print("start")
wait 20ms
print("waited")
setTimeout(x => print(x), 1000, "late")
let i = 0
while i < 100000 { i += 1 }
print("end")`);
    expect(printed).toEqual(["start", "a", "b", "waited", "end", "c", "late"]);
    expect(elapsed).toBe(1020);
  });

  it("a timer may set timers, wait, and be cleared while others run", async () => {
    const { lines: printed, elapsed } = await lines(`
let n = 0
fn tick() {
  n += 1
  print("tick {n}")
  if n < 3 { setTimeout(tick, 100) }
}
setTimeout(tick, 100)
let never = setTimeout(() => print("never"), 150)
setTimeout(() => { clearTimeout(never)\nprint("cleared")\nwait 1s\nprint("slow") }, 120)
wait 250ms
print("main")`);
    expect(printed).toEqual(["tick 1", "cleared", "tick 2", "main", "tick 3", "slow"]);
    expect(elapsed).toBe(1120);
  });

  it("waiting inside callbacks and plugins reads as if it were synchronous", async () => {
    const { lines: printed, elapsed } = await lines(`
fn slow(x) { wait x
return x * 2 }
print([1, 2, 3].map(slow))
print([3, 1, 2].sort((a, b) => { sleep(5)\nreturn a - b }))
for x in [1, 2] { if slow(x) > 2 { break } }
try { slow(1)\nthrow "x" } catch (e) { wait 1 } finally { wait 1 }`);
    expect(printed).toEqual(["[2,4,6]", "[1,2,3]"]);
    expect(elapsed).toBeGreaterThanOrEqual(6_000 + 3_000 + 3_000);
  });

  it("what one cannot wait for is an error that can be caught", async () => {
    const { lines: printed } = await lines(`
for bad in [-1, 0 / 0, 1 / 0, "1s", null] {
  try { wait bad\nprint("waited") } catch (e) { print("{e.type}: {e.message}") }
}
try { sleep(-5) } catch (e) { print(e.code) }
try { setTimeout(() => 1, -5) } catch (e) { print(e.code) }`);
    expect(printed).toEqual([
      "ValueError: `wait` needs a number of seconds that is not negative, but got the number -1.",
      "ValueError: `wait` needs a number of seconds that is not negative, but got the number NaN.",
      "ValueError: `wait` needs a number of seconds that is not negative, but got the number Infinity.",
      'ValueError: `wait` needs a number of seconds that is not negative, but got text "1s".',
      "ValueError: `wait` needs a number of seconds that is not negative, but got null.",
      "AE2510",
      "AE2510",
    ]);
  });

  it("an error in a timer fails the run: what waits is stopped, finally blocks run", async () => {
    const ran = await runSource(
      `setTimeout(() => { throw "timer broke" }, 10)
setTimeout(() => print("never"), 20)
try { wait 1h } finally { print("finally") }`,
      { mode },
    );
    expect(ran.error?.message).toBe("timer broke");
    expect(ran.output).toBe("finally\n");
    const after = await runSource('setTimeout(() => { throw "late" }, 10)\nreturn "fine"', { mode });
    expect(after.error?.message).toBe("late");
  });

  it("when the main code fails, no timer fires any more", async () => {
    const ran = await runSource('setTimeout(() => print("never"), 0)\nthrow "no"', { mode });
    expect([ran.error?.message, ran.output]).toEqual(["no", ""]);
  });

  it("wall time does not count waiting", async () => {
    const ran = await runSource("wait 1d\nreturn 1", { mode, limits: { wallTime: 1000 } });
    expect([ran.result, ran.elapsed]).toEqual(["1", 86_400_000]);
  });
});

describe("stopping from outside", () => {
  /** Asks the run to stop once it has been looked at so many times, or when it waits. */
  const after = (looks: number, reason: CancelReason = "request") => {
    let left = looks;
    return { poll: () => (left-- > 0 ? null : reason), listen: () => () => {} };
  };

  it("a timeout counts waiting, ends waits and timers, and cannot be caught", async () => {
    for (const source of ["wait 1h", "setTimeout(() => 1, 3600000)\nwait 1h", "while true { wait 1 }"]) {
      const ran = await runSource(`try { ${source} } catch (e) { print("caught") } finally { print("finally") }`, {
        timeout: 30,
      });
      expect([ran.error?.code, ran.error?.message, ran.output, ran.elapsed]).toEqual([
        "AE4202",
        "The run took longer than 30 s, waiting included.",
        "finally\n",
        30_000,
      ]);
    }
    const timers = await runSource("setTimeout(() => print('never'), 3600000)", { timeout: 30 });
    expect([timers.error?.code, timers.output, timers.elapsed]).toEqual(["AE4202", "", 30_000]);
  });

  it("a request stops code that computes and code that waits", async () => {
    for (const mode of ["fast", "sliced"] as const) {
      for (const body of [
        "while true { }",
        "while true { wait 1 }",
        "fn f() { return f2() }\nfn f2() { return 1 }\nwhile true { f() }",
      ]) {
        const source = body.replace(
          /while.*/,
          (loop) => `try { ${loop} } catch (e) { print("caught") } finally { print("finally") }`,
        );
        const ran = await runSource(source, { mode, cancel: [after(5)] });
        expect([ran.error?.code, ran.error?.message, ran.output]).toEqual([
          "AE4203",
          "The run was cancelled (on request).",
          "finally\n",
        ]);
      }
    }
  });

  it("finally blocks may wait for a while, but not for ever", async () => {
    const ran = await runSource(
      `try { wait 1h } finally {
  print("cleaning")
  wait 2
  print("cleaned")
  try { wait 1h } finally { print("inner") }
  print("never")
}`,
      { timeout: 10 },
    );
    expect([ran.error?.code, ran.output, ran.elapsed]).toEqual(["AE4202", "cleaning\ncleaned\ninner\n", 15_000]);
  });

  it("return and break in finally do not undo it", async () => {
    const ran = await runSource(
      `fn f() { try { wait 1h } finally { return "undone" } }
for x in [1, 2] { try { f() } finally { break } }
print("never")`,
      { timeout: 1 },
    );
    expect([ran.error?.code, ran.output]).toEqual(["AE4202", ""]);
  });
});

describe("state over waits and runs", () => {
  const counter = plugin(
    `on_run(pause = 0, fails = false) {
    state.runs += 1
    state.names.push("run {state.runs}")
    if pause > 0 { wait pause }
    if fails { throw "failed" }
    return "{state.runs} {state.names.length}"
  }`,
    "state: { runs: 0, names: [] }",
  );

  it("is kept from run to run, also after a failure", async () => {
    const store = openStore(":memory:");
    expect((await runSource(counter, { store })).result).toBe("1 1");
    expect((await runSource(counter, { store, args: [0, true] })).error?.message).toBe("failed");
    expect((await runSource(counter, { store })).result).toBe("3 3");
    expect(store.count(new ObjectValue())).toBe(0);
  });

  it("is saved before each wait", async () => {
    const store = openStore(":memory:");
    const seen: unknown[] = [];
    const looking = {
      poll: () => null,
      listen: () => {
        seen.push(store.loadState("p")?.get("runs"));
        return () => {};
      },
    };
    await runSource(counter, { store, args: [5], cancel: [looking] });
    expect(seen).toEqual([1]);
  });

  it("a value without a JSON form fails the run with its path, and the wait where it is noticed", async () => {
    const bad = plugin(
      "on_run(pause = 0) {\n state.hook = { f: x => x }\n if pause > 0 { try { wait 1 } catch (e) { state.hook = e.code\nreturn e.code } }\n }",
      "state: { hook: null }",
    );
    const ended = await runSource(bad);
    expect(ended.error?.code).toBe("AE2124");
    expect(ended.error?.message).toContain("state.hook.f");
    expect((await runSource(bad, { args: [1] })).result).toBe("AE2124");
  });

  it("an open transaction is undone when the run ends in it", async () => {
    const store = openStore(":memory:");
    const ran = await runSource('transaction(() => { store_memory({id: "x"})\nwhile true { } })', {
      store,
      steps: 1000,
    });
    expect(ran.error?.code).toBe("AE4003");
    expect(store.get("x")).toBeNull();
  });
});

describe("effects", () => {
  it("time, chance and ids come from the run", async () => {
    const source = "return [now(), today(), generate_id(), get_session_id(), Math.random()]";
    const first = await runSource(source);
    expect(first.result).toBe((await runSource(source)).result);
    expect(first.result).not.toBe((await runSource(source, { seed: 2 })).result);
    expect(JSON.parse(first.result!).slice(0, 2)).toEqual(["2025-07-07T12:00:00.000Z", "2025-07-07T00:00:00.000Z"]);
  });

  it("memory_access holds, and warn logs each breach once", async () => {
    const source = `plugin p {
  description: "d"
  memory_access: read-only
  on_run {
    for i in range(3) { store_memory({ id: "x", i }) }
    return count_memory({})
  }
}`;
    const refused = await runSource(source);
    expect([refused.error?.code, refused.error?.type]).toEqual(["AE5001", "PermissionDenied"]);
    const warned = await runSource(source, { permissions: "warn" });
    expect(warned.result).toBe("1");
    expect(warned.output.match(/log warn: Plugin p declares/g)).toHaveLength(1);
  });

  it("the plugin in whose source the call stands decides, also in callbacks", async () => {
    const ran = await runSource(
      plugin('on_run { return call plugins/helper.apply(() => store_memory({ id: "mine" })) }'),
      {
        files: {
          "plugins/helper.aether": `plugin helper {
  description: "d"
  memory_access: none
  fn apply(f) {
    let result = [f()]
    try { store_memory({ id: "theirs" }) } catch (e) { result.push(e.type) }
    return result
  }
}`,
        },
      },
    );
    expect(ran.result).toBe('["mine","PermissionDenied"]');
  });

  it("get_env, get_config, and the records of plugins", async () => {
    const ran = await runSource(
      plugin(
        `on_run {
    let names = get_available_plugins().map(p => p.name)
    update_memory("plugin:p", { status: "disabled" })
    return [get_env("HOME_OF_P"), get_env("NONE", "none"), get_config("size"), "p" in names, "logger" in names,
      get_available_plugins().find(p => p.name == "p").status, count_memory({ type: "plugin" }) == names.length]
  }`,
        "config: { size: 3 }",
      ),
      { environment: { HOME_OF_P: "/p" } },
    );
    expect(ran.error).toBeUndefined();
    expect(ran.result).toBe('["/p","none",3,true,true,"disabled",true]');
  });
});
