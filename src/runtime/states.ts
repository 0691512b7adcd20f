import type { Actor } from "../memory/store.ts";
import { toJson } from "../values/json.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import type { MemoryHandle } from "./memory-handle.ts";

/** A plugin's `state` as a run holds it. */
export interface TouchedState {
  readonly plugin: string;
  readonly state: ObjectValue;
}

/**
 * Loads and saves the `state` of plugins. Only top-level keys that changed since they were loaded or saved are written, so
 * that runs at the same time do not undo each other's changes.
 */
export class States {
  /** What the store is known to hold, or would by the declaration: JSON text by key, by plugin. */
  private readonly saved = new Map<string, Map<string, string>>();

  constructor(
    private readonly memory: MemoryHandle,
    private readonly session: string,
  ) {}

  /** The saved state laid over the declaration; keys new in the declaration keep their declared values. */
  load(plugin: string, declared: ObjectValue): ObjectValue {
    const stored = this.memory.peek()?.loadState(plugin) ?? null;
    if (stored instanceof Promise)
      throw new Error("internal: the state of a plugin must be loaded before its code runs");
    const state = new ObjectValue([...declared, ...(stored ?? [])]);
    this.saved.set(plugin, texts(state));
    return state;
  }

  /**
   * Saves what changed, in one transaction.
   * @throws Thrown AE2121, AE2122, AE2124 naming the path when a value has no JSON form, AE60xx when the store fails
   */
  async save(touched: Iterable<TouchedState>): Promise<void> {
    const changes = [...touched].flatMap((one) => this.changes(one) ?? []);
    if (changes.length === 0) return;
    const store = this.memory.get();
    await store.begin();
    try {
      for (const { plugin, state, changed, removed } of changes) {
        const values = new Map(changed.map((key) => [key, state.get(key) as Value]));
        await store.saveState(plugin, values, removed, this.actor(plugin));
      }
    } catch (error) {
      await store.rollback();
      throw error;
    }
    await store.commit();
    for (const { plugin, now } of changes) this.saved.set(plugin, now);
  }

  private changes({ plugin, state }: TouchedState) {
    const before = this.saved.get(plugin) ?? new Map<string, string>();
    const now = texts(state, `${plugin}.`);
    const changed = [...now].flatMap(([key, text]) => (before.get(key) === text ? [] : [key]));
    const removed = [...before.keys()].filter((key) => !now.has(key));
    return changed.length === 0 && removed.length === 0 ? null : { plugin, state, changed, removed, now };
  }

  private actor(plugin: string): Actor {
    return { plugin, run: this.session };
  }
}

/** @param prefix what stands before `state` where an error names the path */
function texts(state: ObjectValue, prefix = ""): Map<string, string> {
  return new Map(
    [...state].map(([key, value]) => [key, toJson(value, { strict: true, root: `${prefix}state.${key}` })]),
  );
}
