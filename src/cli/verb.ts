import type { Command } from "commander";
import type { Cli } from "./cli.ts";
import type { ExitCode } from "./exit.ts";

/** Runs the work of a verb; what it answers becomes the exit code. */
export type Action = (work: () => ExitCode | Promise<ExitCode>) => Promise<void>;

/** One verb of the command line. */
export interface Verb {
  readonly name: string;
  /** Adds arguments, options and the action to its command. */
  define(command: Command, cli: Cli, action: Action): void;
  /** Shown below its help. */
  readonly examples: readonly string[];
}
