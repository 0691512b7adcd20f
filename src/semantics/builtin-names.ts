import type { Effect } from "../builtins/declare.ts";
import { registry } from "../builtins/registry.ts";

/** Is this a global function of the language? */
export function isGlobal(name: string): boolean {
  return registry.globals.has(name);
}

export function isNamespace(name: string): boolean {
  return registry.namespaces.has(name);
}

/** Every name a script can use without declaring it. */
export function globalNames(): Iterable<string> {
  return [...registry.globals.keys(), ...registry.namespaces.keys()];
}

/** Does calling this global wait, or call something by name? `storeWaits`: memory is reached over a network. */
export function waitsByItself(effect: Effect, storeWaits: boolean): boolean {
  if (effect === "wait") return true;
  return storeWaits && (effect === "memory.read" || effect === "memory.write" || effect === "memory.transaction");
}
