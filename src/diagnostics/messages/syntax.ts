import type { MessageEntry } from "./entry.ts";

/** AE1xxx: the text is not a program. */
export const syntaxMessages = {
  AE1001: { title: "Unexpected token", severity: "error", text: "Expected {expected}, but found {found}." },
} satisfies Record<string, MessageEntry>;
