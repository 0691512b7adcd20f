import type { Effect as EffectKind } from "../builtins/declare.ts";
import type { Effect, Origin } from "../interpreter/host.ts";
import type { PermissionMode } from "../project/project-file.ts";
import { allowsMemory, neededAccess } from "../semantics/memory-access.ts";
import { errorValue, Thrown } from "../values/thrown.ts";
import type { ErrorValue } from "../values/types.ts";

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
    if (allowsMemory(origin.memoryAccess, kind)) return;
    const error = errorValue("AE5001", {
      plugin: origin.plugin ?? origin.path,
      access: origin.memoryAccess,
      builtin: effect.operation,
      needed: neededAccess(origin.memoryAccess, kind),
    });
    if (this.mode === "enforce") throw new Thrown(error);
    const breach = `${origin.plugin ?? origin.path} ${effect.operation}`;
    if (this.told.has(breach)) return;
    this.told.add(breach);
    this.warn(error, origin);
  }
}
