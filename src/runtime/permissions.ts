import type { Effect as EffectKind } from "../builtins/declare.ts";
import type { Effect, MemoryAccess, Origin } from "../interpreter/host.ts";
import type { PermissionMode } from "../project/project-file.ts";
import { errorValue, Thrown } from "../values/thrown.ts";
import type { ErrorValue } from "../values/types.ts";

const READS: ReadonlySet<MemoryAccess> = new Set(["read-only", "read-write"]);
const WRITES: ReadonlySet<MemoryAccess> = new Set(["write-only", "read-write"]);

/** Holds plugins to what their `memory_access` says. The plugin in whose source the call stands decides. */
export class MemoryPermissions {
  private readonly told = new Set<string>();

  constructor(
    private readonly mode: PermissionMode,
    /** Told of each breach once when the mode is `warn`. */
    private readonly warn: (error: ErrorValue, origin: Origin) => void,
  ) {}

  /**
   * Lets a memory effect pass, or not.
   * @throws Thrown AE5001 when it is not allowed and the mode is `enforce`
   */
  check(effect: Effect, kind: EffectKind): void {
    const { origin } = effect;
    if (allowed(origin.memoryAccess, kind)) return;
    const error = errorValue("AE5001", {
      plugin: origin.plugin ?? origin.path,
      access: origin.memoryAccess,
      builtin: effect.operation,
      needed: needed(origin.memoryAccess, kind),
    });
    if (this.mode === "enforce") throw new Thrown(error);
    const breach = `${origin.plugin ?? origin.path} ${effect.operation}`;
    if (this.told.has(breach)) return;
    this.told.add(breach);
    this.warn(error, origin);
  }
}

function allowed(access: MemoryAccess, kind: EffectKind): boolean {
  if (kind === "memory.read") return READS.has(access);
  if (kind === "memory.write") return WRITES.has(access);
  if (kind === "memory.transaction") return access !== "none";
  return true;
}

/** The least access that allows it as well as what is declared already. */
function needed(access: MemoryAccess, kind: EffectKind): MemoryAccess {
  const wanted: MemoryAccess =
    kind === "memory.read" ? "read-only" : kind === "memory.write" ? "write-only" : "read-write";
  return access === "none" ? wanted : "read-write";
}
