import type { Store } from "../memory/store.ts";

/** The memory of a run, opened when it is first needed: a script that uses none creates no file. */
export class MemoryHandle {
  private store: Store | null = null;

  /**
   * @param open opens the store, creating it where needed
   * @param exists is there a store already? Then reading it is worth opening it
   * @param synchronous does the store answer at once? Known before it is opened
   */
  constructor(
    private readonly open: () => Store,
    private readonly exists: () => boolean,
    readonly synchronous = true,
  ) {}

  /** The store of a caller who keeps it: `close` leaves it open. */
  static of(store: Store): MemoryHandle {
    const handle = new MemoryHandle(
      () => store,
      () => true,
      store.synchronous,
    );
    handle.kept = true;
    return handle;
  }

  private kept = false;

  /** The store, opened now if need be. @throws Thrown AE60xx when it cannot be opened */
  get(): Store {
    this.store ??= this.open();
    return this.store;
  }

  /** The store if it is open or exists; null when opening it would only create an empty one. */
  peek(): Store | null {
    return this.store ?? (this.exists() ? this.get() : null);
  }

  /** The store if it is open. */
  get opened(): Store | null {
    return this.store;
  }

  async close(): Promise<void> {
    const { store } = this;
    this.store = null;
    if (!this.kept) await store?.close();
  }
}
