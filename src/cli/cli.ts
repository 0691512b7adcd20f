import type { Streams } from "./streams.ts";

/** The world of one invocation; tests and embedders give their own. */
export interface Cli {
  readonly streams: Streams;
  /** Absolute path of the current folder. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder with `system/` and `stdlib/`; null when the code runs apart from its package. */
  readonly packageFolder: string | null;
}

/** May text for this stream be coloured? https://no-color.org */
export function colors(cli: Cli, stream: "out" | "err"): boolean {
  if (cli.environment.NO_COLOR) return false;
  return stream === "out" ? cli.streams.outIsTerminal : cli.streams.errIsTerminal;
}
