import type { MessageEntry } from "./entry.ts";

/** AE2xxx: a script failed while running; scripts can catch these. */
export const runMessages = {
  AE2001: {
    title: "Property of null",
    severity: "error",
    text: 'Cannot read "{property}" of `{expression}`, because it is null.',
    help: "Use `?.` to get null instead, or test `{expression}` first.",
    type: "NullError",
  },
} satisfies Record<string, MessageEntry>;
