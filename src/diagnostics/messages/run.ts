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
  AE2501: {
    title: "Unknown configuration key",
    severity: "error",
    text: 'Plugin {plugin} has no configuration key "{key}" (given by {where}).',
    help: "{hint}",
    type: "ConfigError",
  },
  AE2502: {
    title: "Configuration for an unknown plugin",
    severity: "error",
    text: 'There is no plugin "{plugin}" to configure with {key} (given by {where}).',
    help: "{hint}",
    type: "ConfigError",
  },
  AE2503: {
    title: "Project file",
    severity: "error",
    text: "{path}: {problem}",
    help: "{hint}",
    type: "ConfigError",
  },
  AE2510: {
    title: "Not a waiting time",
    severity: "error",
    text: "`{operation}` needs a number of {unit} that is not negative, but got {value}.",
    help: "Give it a finite number of {unit} of at least 0.",
    type: "ValueError",
  },
  AE2520: {
    title: "State cannot be saved",
    severity: "error",
    text: 'The state of plugin {plugin} cannot be saved: "{key}" holds something JSON cannot express ({problem}).',
    help: "Keep only null, booleans, numbers, text, timestamps, lists and objects in `state`.",
    type: "StateError",
  },
  AE2530: {
    title: "Unknown plugin",
    severity: "error",
    text: 'There is no plugin "{name}".',
    help: "{hint}",
    type: "NotFound",
  },
  AE2600: { title: "Unknown verb", severity: "error", text: 'There is no command "{name}".', help: "{hint}" },
  AE2601: { title: "Unknown option", severity: "error", text: '"{command}" has no option {name}.', help: "{hint}" },
  AE2602: {
    title: "File or module not found",
    severity: "error",
    text: 'There is no file or module "{name}".',
    help: "{hint}",
  },
  AE2603: {
    title: "Unusable option value",
    severity: "error",
    text: "{option} needs {expected}, but got {value}.",
    help: "{hint}",
  },
  AE2604: {
    title: "Unknown function",
    severity: "error",
    text: '{module} has no function "{name}".',
    help: "{hint}",
  },
  AE2605: {
    title: "Several plugins",
    severity: "error",
    text: "{path} declares several plugins that can run: {names}.",
    help: "Choose one with --plugin NAME.",
  },
  AE2606: {
    title: "File cannot be read",
    severity: "error",
    text: "{path} cannot be read: {problem}.",
    help: "{hint}",
  },
  AE2607: { title: "Missing argument", severity: "error", text: '"{command}" needs {expected}.', help: "{hint}" },
} satisfies Record<string, MessageEntry>;
