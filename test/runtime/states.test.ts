import { describe, expect, it } from "vitest";
import { openStore } from "../../src/memory/open.ts";
import { MemoryHandle } from "../../src/runtime/memory-handle.ts";
import { States } from "../../src/runtime/states.ts";
import { Thrown } from "../../src/values/thrown.ts";
import { Callable, ObjectValue, type Value } from "../../src/values/types.ts";

const object = (entries: Record<string, Value>) => new ObjectValue(Object.entries(entries));

class Hook extends Callable {
  override readonly name = "hook";
  override readonly arity = 0;
}

function world() {
  const store = openStore(":memory:");
  const memory = MemoryHandle.of(store);
  return { store, states: () => new States(memory, "run-1") };
}

describe("the state of plugins", () => {
  it("starts from the declaration and keeps what was saved, new keys added", async () => {
    const { states } = world();
    const first = states();
    const state = first.load("counter", object({ runs: 0, names: [] }));
    expect([...state]).toEqual([
      ["runs", 0],
      ["names", []],
    ]);
    state.set("runs", 1);
    state.set("extra", object({ deep: [1] }));
    await first.save([{ plugin: "counter", state }]);
    expect([...states().load("counter", object({ runs: 0, names: [], added: "new" }))]).toEqual([
      ["runs", 1],
      ["names", []],
      ["added", "new"],
      ["extra", object({ deep: [1] })],
    ]);
  });

  it("writes only keys that changed, so two runs at once keep each other's", async () => {
    const { states } = world();
    const one = states();
    const two = states();
    const a = one.load("p", object({ a: 0, b: 0, list: [] }));
    const b = two.load("p", object({ a: 0, b: 0, list: [] }));
    a.set("a", 1);
    (b.get("list") as Value[]).push("x");
    await one.save([{ plugin: "p", state: a }]);
    await two.save([{ plugin: "p", state: b }]);
    expect([...states().load("p", object({ a: 0, b: 0, list: [] }))]).toEqual([
      ["a", 1],
      ["b", 0],
      ["list", ["x"]],
    ]);
  });

  it("removes keys that were deleted", async () => {
    const { states } = world();
    const first = states();
    const state = first.load("p", object({}));
    state.set("gone", 1);
    state.set("stays", 2);
    await first.save([{ plugin: "p", state }]);
    state.delete("gone");
    await first.save([{ plugin: "p", state }]);
    expect([...states().load("p", object({}))]).toEqual([["stays", 2]]);
  });

  it("refuses what has no JSON form, naming the path, and then saves nothing", async () => {
    const { states } = world();
    const first = states();
    const fine = first.load("fine", object({ n: 0 }));
    const state = first.load("p", object({ n: 0 }));
    fine.set("n", 1);
    state.set("hooks", object({ done: new Hook() }));
    const saved = first.save([
      { plugin: "fine", state: fine },
      { plugin: "p", state },
    ]);
    await expect(saved).rejects.toSatisfy(
      (error) =>
        error instanceof Thrown &&
        error.error.code === "AE2124" &&
        error.error.message.includes("`p.state.hooks.done`"),
    );
    expect([...states().load("fine", object({ n: 0 }))]).toEqual([["n", 0]]);
  });

  it("opens no memory when nothing changed", async () => {
    let opened = 0;
    const memory = new MemoryHandle(
      () => {
        opened++;
        return openStore(":memory:");
      },
      () => false,
    );
    const states = new States(memory, "run-1");
    const state = states.load("p", object({ n: 0 }));
    await states.save([{ plugin: "p", state }]);
    expect(opened).toBe(0);
    state.set("n", 1);
    await states.save([{ plugin: "p", state }]);
    expect(opened).toBe(1);
  });
});
