import type { Command } from "commander";

/** Adds the option every `memory` verb has. */
export function memoryOption(command: Command): Command {
  return command.option("--memory <path>", "memory file (default: .aether/memory.db in the project root)");
}
