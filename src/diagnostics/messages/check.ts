import type { MessageEntry } from "./entry.ts";

/** AE3xxx: found before running, by `aether check`. */
export const checkMessages = {
  AE3001: {
    title: "Unknown name",
    severity: "error",
    text: "`{name}` is not declared here.",
    help: "Declare it with `let {name} = …`, or check the spelling.",
  },
} satisfies Record<string, MessageEntry>;
