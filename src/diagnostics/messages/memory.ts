import type { MessageEntry } from "./entry.ts";

/** AE6xxx: the memory refused or failed. */
export const memoryMessages = {
  AE6001: {
    title: "Record type changed",
    severity: "error",
    text: 'Record "{id}" has type "{stored}" and cannot be replaced by one of type "{given}".',
    help: "Ids are shared by all types: choose another id, or delete the old record first.",
    type: "MemoryError",
  },
} satisfies Record<string, MessageEntry>;
