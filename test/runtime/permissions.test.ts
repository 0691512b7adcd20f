import { describe, expect, it } from "vitest";
import type { Effect as EffectKind } from "../../src/builtins/declare.ts";
import type { Effect, MemoryAccess } from "../../src/interpreter/host.ts";
import { MemoryPermissions } from "../../src/runtime/permissions.ts";
import { Thrown } from "../../src/values/thrown.ts";

const effect = (memoryAccess: MemoryAccess, operation = "store_memory", plugin: string | null = "notes"): Effect => ({
  operation,
  args: [],
  origin: { plugin, memoryAccess, path: "notes.aether" },
  span: { start: 0, end: 1 },
});

function outcome(access: MemoryAccess, kind: EffectKind, mode: "enforce" | "warn" = "enforce"): string {
  const warnings: string[] = [];
  try {
    new MemoryPermissions(mode, (error) => warnings.push(error.message)).check(effect(access), kind);
  } catch (error) {
    if (error instanceof Thrown) return `${error.error.type} ${error.error.code}`;
    throw error;
  }
  return warnings.length > 0 ? "warned" : "allowed";
}

describe("memory_access", () => {
  const kinds = ["memory.read", "memory.write", "memory.transaction"] as const;
  const table: Record<MemoryAccess, readonly boolean[]> = {
    none: [false, false, false],
    "read-only": [true, false, true],
    "write-only": [false, true, true],
    "read-write": [true, true, true],
  };
  for (const [access, allowed] of Object.entries(table)) {
    it(`${access} allows ${kinds.filter((_, i) => allowed[i]).join(", ") || "nothing"}`, () => {
      expect(kinds.map((kind) => outcome(access as MemoryAccess, kind))).toEqual(
        allowed.map((yes) => (yes ? "allowed" : "PermissionDenied AE5001")),
      );
    });
  }

  it("says what to declare instead", () => {
    const permissions = new MemoryPermissions("enforce", () => {});
    const help = (access: MemoryAccess, kind: EffectKind) => {
      try {
        permissions.check(effect(access), kind);
      } catch (error) {
        return (error as Thrown).error.help;
      }
      return null;
    };
    expect(help("none", "memory.write")).toContain("`memory_access: write-only`");
    expect(help("none", "memory.read")).toContain("`memory_access: read-only`");
    expect(help("read-only", "memory.write")).toContain("`memory_access: read-write`");
  });

  it("warn lets everything pass and tells each breach once", () => {
    const warnings: string[] = [];
    const permissions = new MemoryPermissions("warn", (error, origin) =>
      warnings.push(`${origin.plugin}: ${error.message}`),
    );
    for (let i = 0; i < 3; i++) {
      permissions.check(effect("none", "store_memory"), "memory.write");
      permissions.check(effect("none", "get_memory"), "memory.read");
      permissions.check(effect("none", "store_memory", "other"), "memory.write");
      permissions.check(effect("read-write", "store_memory", "fine"), "memory.write");
    }
    expect(warnings).toEqual([
      "notes: Plugin notes declares `memory_access: none`, so `store_memory` is not allowed here.",
      "notes: Plugin notes declares `memory_access: none`, so `get_memory` is not allowed here.",
      "other: Plugin other declares `memory_access: none`, so `store_memory` is not allowed here.",
    ]);
  });
});
