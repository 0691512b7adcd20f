/** Aether for Node: the core, projects on disk, the memory, and runs. */
export * from "./core.ts";
export { openStore } from "./memory/open.ts";
export type { Store } from "./memory/store.ts";
export { openProject, type Project } from "./project/project.ts";
export { packageFolder } from "./project/root.ts";
export { type Override, Settings } from "./project/settings.ts";
export { signalSource } from "./runtime/cancellation.ts";
export { LogWriter } from "./runtime/log.ts";
export { MemoryHandle } from "./runtime/memory-handle.ts";
export type { LogEntry, Output } from "./runtime/output.ts";
export { Run, type RunOptions, type RunResult } from "./runtime/run.ts";
