import type { MessageEntry } from "./entry.ts";

/** AE1xxx: the text is not a program. */
export const syntaxMessages = {
  AE1001: { title: "Unexpected token", severity: "error", text: "Expected {expected}, but found {found}." },
  AE1900: {
    title: "Not UTF-8",
    severity: "error",
    text: "The bytes {bytes} here are not UTF-8 text.",
    help: "Save the file as UTF-8.",
  },
} satisfies Record<string, MessageEntry>;
