import type { MessageEntry } from "./entry.ts";

/** AE3xxx: found before running, by `aether check`. */
export const checkMessages = {
  AE3001: {
    title: "Unknown name",
    severity: "error",
    text: "`{name}` is not declared here.{suggestion}",
    help: "Declare it with `let {name} = …`, import it, or check the spelling.",
  },
  AE3002: {
    title: "Used before its let",
    severity: "error",
    text: "`{name}` is used before its `let`.",
    help: "A `let` is visible from the next statement on: move it up.",
  },
  AE3003: {
    title: "Declared twice",
    severity: "error",
    text: "`{name}` is already declared in this scope.",
    help: "Assign to it without `let`, or choose another name.",
  },
  AE3004: {
    title: "Cannot assign",
    severity: "error",
    text: "`{name}` is {what} and cannot be assigned.",
    help: "Choose another name for your variable.",
  },
  AE3005: {
    title: "Unknown class",
    severity: "error",
    text: "There is no class `{name}`.{suggestion}",
    help: "`new` knows Set, URL, Error and Date; build objects with `{ }` literals.",
  },
  AE3006: {
    title: "Not a value",
    severity: "error",
    text: "`{name}` is {what}, not a value.",
    help: "Use one of its members: `{name}.member(…)`.",
  },
  AE3007: {
    title: "Misplaced statement",
    severity: "error",
    text: "`{statement}` {rule}.",
  },
  AE3008: {
    title: "Unclear permission",
    severity: "error",
    text: "`{given}` does not say what plugin {plugin} may do with memory.",
    help: "Write `memory_access:` with one of none, read-only, write-only, read-write.",
  },
  AE3009: {
    title: "Statement word as a name",
    severity: "error",
    text: "`{name}` is not declared here, and this is not a `{name}` statement either.",
    help: "{hint}",
  },
  AE3010: {
    title: "Unknown module",
    severity: "error",
    text: "There is no module `{path}`.{suggestion}",
    help: "Looked relative to this file, in the project root, the plugin folders, and the bundled `system/` and `std/`.",
  },
  AE3011: {
    title: "Unknown function",
    severity: "error",
    text: "{module} has no function `{name}`.{suggestion}",
    help: "It has: {members}.",
  },
  AE3012: {
    title: "Too many arguments",
    severity: "warning",
    text: "`{name}` takes {expected}, but is called with {given}.",
    help: "Extra arguments are ignored when the call runs.",
  },
  AE3013: {
    title: "Missing argument",
    severity: "warning",
    text: "`{name}` needs {expected}, but is called with {given}.",
    help: "A missing argument is null in the function.",
  },
  AE3014: {
    title: "Unknown member",
    severity: "error",
    text: "`{namespace}` has no member `{name}`.{suggestion}",
  },
  AE3015: {
    title: "Unknown plugin header",
    severity: "warning",
    text: "Plugins have no header `{name}`.{suggestion}",
    help: "Headers are description, version, author, memory_access, schedule, tags, config, state and permissions.",
  },
  AE3017: {
    title: "Not available",
    severity: "warning",
    text: "`{construct}` is part of the language, but this version cannot run it.",
    help: "It is checked and formatted; running it fails with AE2020.",
  },
  AE3018: {
    title: "Milliseconds expected",
    severity: "error",
    text: "`{name}` takes milliseconds, but `{given}` is a duration in seconds.",
    help: "Write `{fixed}`, or use `wait {given}`.",
  },
} satisfies Record<string, MessageEntry>;
