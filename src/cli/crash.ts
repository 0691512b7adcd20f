import { errorCode } from "./streams.ts";

/** Where and as what the program runs, as far as it matters to whoever looks into a crash. */
export interface CrashFacts {
  /** Version of this program. */
  readonly version: string;
  /** Version of Node with its `v`. */
  readonly node: string;
  /** Operating system and processor, `linux x64`. */
  readonly platform: string;
}

/** Of a stack, the calls that led to the error; what follows is how the program was started. */
const CALLS = 12;
/** Characters shown of a message that holds something long. */
const MESSAGE = 600;

/**
 * What a person is told when the program itself fails. Node would print the line of source the error was thrown in, and a
 * line of the bundle is as long as a book.
 * @param error whatever was thrown
 */
export function crashReport(error: unknown, { version, node, platform }: CrashFacts): string {
  const lines = [
    "aether: internal error. This is a mistake in Aether, not in your script.",
    clipped(headline(error)),
    ...(error instanceof Error ? calls(error) : []),
    `Please report these lines and what you did: aether ${version}, Node.js ${node}, ${platform}.`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What went wrong, in one line. @param error whatever was thrown */
export function headline(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`;
  const code = errorCode(error);
  const known = typeof code === "string" && !error.message.includes(code) ? ` [${code}]` : "";
  return `${error.name}: ${error.message}${known}`;
}

function clipped(text: string): string {
  return text.length > MESSAGE ? `${text.slice(0, MESSAGE)}…` : text;
}

/** The stack without the message above it and without the folders, which are the reader's own business. */
function calls(error: Error): string[] {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  return lines.slice(0, CALLS).map((line) => line.replace(/(\(|at )[^()]*[\\/](?=[^\\/]+:\d+:\d+\)?$)/, "$1"));
}
