/** What a store holds, for `aether memory stats`. */
export interface StoreStats {
  /** As the store was opened: a path, or `:memory:`. */
  readonly path: string;
  readonly records: number;
  /** Records by type, most frequent first; null is "no type". */
  readonly types: readonly { readonly type: string | null; readonly records: number }[];
  /** Plugins with a saved state. */
  readonly states: number;
  /** Size of the data in bytes, what is free inside the file included. */
  readonly bytes: number;
}
