export { type IdSources, uuidV7 } from "./ids.ts";
export { lookup, matches, select } from "./matches.ts";
export { openStore, type StoreOptions } from "./open.ts";
export { parsePatchOptions } from "./patch-options.ts";
export { type Condition, type ParsedQuery, parseQuery, queryOptions } from "./query.ts";
export { recordId } from "./record.ts";
export type { StoreStats } from "./stats.ts";
export type {
  Actor,
  Change,
  Maybe,
  Operation,
  PatchOptions,
  Query,
  RecordInfo,
  RecordVersion,
  Store,
} from "./store.ts";
export { exportLines, type ImportOptions, type ImportProgress, importLines } from "./transfer.ts";
