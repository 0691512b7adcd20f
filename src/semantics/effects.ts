import type { FunctionInfo, Module } from "./model.ts";

/** What the analysis needs to know about the world. */
export interface EffectOptions {
  /** Memory is reached over a network, so that using it waits. */
  readonly storeWaits: boolean;
  /** Everything may yield: the sliced mode. */
  readonly everything: boolean;
}

/**
 * Decides for every function whether it may wait: it does so itself, or something it calls does. Callees known only at run
 * time may wait as soon as any function taken as a value may, or anything is called by a run-time name. Answers whether
 * such unknown callees may wait. The result only ever grows, so modules loaded later keep earlier answers valid as long
 * as the caller passes the previous answer as `unknownWaits`.
 */
export function analyseEffects(modules: Iterable<Module>, options: EffectOptions, unknownWaits: boolean): boolean {
  const functions: FunctionInfo[] = [];
  for (const module of modules) {
    functions.push(module.code, module.init, ...module.functions.values());
    if (module.waitingValues.found) unknownWaits = true;
  }
  for (const info of functions) {
    if (info.effects.namedCall) unknownWaits = true;
    if (options.everything || info.effects.waits || (options.storeWaits && info.effects.memory)) info.waits = true;
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const info of functions) {
      if (!info.waits && mayWait(info, unknownWaits)) {
        info.waits = true;
        changed = true;
      }
      if (info.waits && info.escapes && !unknownWaits) {
        unknownWaits = true;
        changed = true;
      }
    }
  }
  return unknownWaits || options.everything;
}

function mayWait(info: FunctionInfo, unknownWaits: boolean): boolean {
  const { effects } = info;
  if (effects.unknownCall && unknownWaits) return true;
  for (const callee of effects.calls) if (callee.waits) return true;
  return false;
}
