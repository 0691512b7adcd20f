import { describe, expect, it } from "vitest";
import { runSource } from "../support/run.ts";

const plugins = `plugin closed {
  memory_access: none
  fn count() { return count_memory({}) }
  fn give() { return count_memory }
  fn use(f) { return f({}) }
  fn each(f) { return [{}].map(f) }
  fn shared() { return level() }
}
plugin open {
  memory_access: read-write
  fn give() { return count_memory }
  fn use(f) { return f({}) }
  fn each(f) { return [{}].map(f) }
  fn closure() { return () => count_memory({}) }
}
fn level() { return count_memory({}) }
`;

describe("the plugin in whose source a memory call stands decides", () => {
  const cases: [what: string, expression: string, allowed: boolean][] = [
    ["its own call", "call closed.count()", false],
    ["a built-in that an open plugin hands to a closed one", "call closed.use(call open.give())", false],
    ["a built-in that a closed plugin hands to an open one", "call open.use(call closed.give())", false],
    ["a built-in of an open plugin as callback in an open one", "call open.each(call open.give())", true],
    ["a built-in of an open plugin as callback in a closed one", "call closed.each(call open.give())", false],
    ["a closure of an open plugin called by a closed one", "call closed.use(call open.closure())", true],
    ["the level of a file: what all its plugins may", "call closed.shared()", false],
  ];
  it.each(cases)("%s", async (_what, expression, allowed) => {
    for (const mode of ["fast", "sliced"] as const) {
      const run = await runSource(`${plugins}try { return ${expression} } catch (e) { return e.type }`, { mode });
      expect(run.error).toBeUndefined();
      if (allowed) expect(run.result).not.toBe("PermissionDenied");
      else expect(run.result).toBe("PermissionDenied");
    }
  });

  it("an unusable or misspelt header does not open the memory", async () => {
    for (const header of ["memory_access: readonly", "memory_access: None", "memory_acces: none"]) {
      const run = await runSource(`plugin p { ${header}\n on_run { return store_memory({a: 1}) } }`);
      expect(run.error?.code).toBe("AE3008");
    }
  });
});
