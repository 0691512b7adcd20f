import type { MessageEntry } from "./entry.ts";

/** AE5xxx: something was not permitted. */
export const permissionMessages = {
  AE5001: {
    title: "Memory access denied",
    severity: "error",
    text: "Plugin {plugin} declares `memory_access: {access}`, so `{builtin}` is not allowed here.",
    help: "Declare `memory_access: {needed}` in plugin {plugin}, or run with --permissions=warn while you migrate.",
    type: "PermissionDenied",
  },
} satisfies Record<string, MessageEntry>;
