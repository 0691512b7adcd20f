import type { Effect } from "../builtins/declare.ts";
import type { Header } from "../syntax/ast.ts";
import type { Unit } from "./model.ts";

/** What `memory_access` says; files without a plugin have `read-write`. */
export type MemoryAccess = (typeof memoryAccessWords)[number];

export const memoryAccessWords = ["none", "read-only", "write-only", "read-write"] as const;

/** The header of a plugin by its key. */
export function headerOf(unit: Unit | null, key: string): Header | null {
  const found = unit?.plugin?.members.find((member) => member.kind === "Header" && member.key.name === key);
  return (found as Header | undefined) ?? null;
}

/** The plugin whose permissions hold for code of a unit: itself, or the main plugin of the file. */
export function ownerOf(unit: Unit): Unit | null {
  return unit.kind === "plugin" ? unit : unit.module.main;
}

/**
 * What the code of a unit may do with memory. Without a header that is everything, an unusable header allows nothing, and
 * code at the level of a file with several plugins may do what all of them may.
 */
export function memoryAccessOf(unit: Unit): MemoryAccess {
  const owner = ownerOf(unit);
  if (owner) return declaredAccess(owner);
  return [...unit.module.plugins.values()].map(declaredAccess).reduce(narrower, "read-write");
}

function declaredAccess(plugin: Unit): MemoryAccess {
  const header = headerOf(plugin, "memory_access");
  if (!header) return "read-write";
  const word = header.value.kind === "Word" ? header.value.word : "";
  return memoryAccessWords.find((known) => known === word) ?? "none";
}

/** What both allow. */
export function narrower(a: MemoryAccess, b: MemoryAccess): MemoryAccess {
  const reads = allowsMemory(a, "memory.read") && allowsMemory(b, "memory.read");
  const writes = allowsMemory(a, "memory.write") && allowsMemory(b, "memory.write");
  if (reads) return writes ? "read-write" : "read-only";
  return writes ? "write-only" : "none";
}

/** May code with this access use a built-in of this effect? */
export function allowsMemory(access: MemoryAccess, effect: Effect): boolean {
  if (effect === "memory.read") return access === "read-only" || access === "read-write";
  if (effect === "memory.write") return access === "write-only" || access === "read-write";
  return effect !== "memory.transaction" || access !== "none";
}

/** The least access that allows the effect as well as what is declared already. */
export function neededAccess(access: MemoryAccess, effect: Effect): MemoryAccess {
  if (access !== "none") return "read-write";
  return effect === "memory.read" ? "read-only" : effect === "memory.write" ? "write-only" : "read-write";
}
