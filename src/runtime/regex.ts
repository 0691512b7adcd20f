import { Script } from "node:vm";
import { type Aborted, abort } from "../values/thrown.ts";

/** Subjects this short cannot take long, whatever the pattern: at most about a million attempts. */
const SHORT = 20;

/** Set around a bounded match; the script below is compiled once and calls it. */
let job: (() => unknown) | null = null;
let runner: Script | null = null;

/** `globalThis` property through which the compiled runner reaches the job; not reachable from Aether scripts. */
const DOOR = Symbol.for("aether.bounded-match");

const linear = new WeakMap<RegExp, boolean>();

/** Whoever may stop a match from outside. */
export interface MatchGuard {
  /** Called before a match that may take long. Answers whether Ctrl-C may break it off. */
  blocking(): boolean;
  /** Ctrl-C broke the match off. */
  interrupted(): void;
  /** The error to stop with when somebody asks for it. */
  poll(): Aborted | null;
}

/**
 * Runs a regex match under a time bound. Patterns that the host's linear engine takes over once they backtrack too much
 * run directly; the others under a timeout that stops the host's matcher.
 * @param limit milliseconds
 * @throws Aborted AE4204 when the match takes longer; what `guard` answers when the run was to stop meanwhile
 */
export function boundedMatch<T>(
  regex: RegExp,
  subject: string,
  limit: number,
  match: () => T,
  guard: MatchGuard | null = null,
): T {
  if (subject.length <= SHORT || isLinear(regex)) return match();
  let result: { readonly value: T } | null = null;
  const outer = job;
  job = () => {
    result = { value: match() };
  };
  const breakOnSigint = guard?.blocking() === true;
  const script = compiledRunner();
  try {
    // A Ctrl-C that is noted already would be forgotten when the script ends: Node clears the note.
    const asked = guard?.poll();
    if (asked) throw asked;
    script.runInThisContext({ timeout: limit, breakOnSigint });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_SCRIPT_EXECUTION_INTERRUPTED") guard?.interrupted();
    if (code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      // Somebody may have asked the run to stop, which this thread could not hear.
      const stopped = guard?.poll();
      if (stopped) throw stopped;
      abort("AE4204", { pattern: shorten(regex.source), length: subject.length, limit });
    }
    throw error;
  } finally {
    job = outer;
  }
  return (result as { readonly value: T } | null)!.value;
}

function compiledRunner(): Script {
  if (runner) return runner;
  Object.defineProperty(globalThis, DOOR, { value: () => job?.() });
  runner = new Script('globalThis[Symbol.for("aether.bounded-match")]()', { filename: "bounded-match" });
  return runner;
}

/** Does the host's linear engine accept the pattern? Only then does excessive backtracking fall back to it. */
function isLinear(regex: RegExp): boolean {
  let known = linear.get(regex);
  if (known === undefined) {
    known = compilesAsLinear(regex);
    linear.set(regex, known);
  }
  return known;
}

function compilesAsLinear(regex: RegExp): boolean {
  if (!fallsBack()) return false;
  try {
    return new RegExp(regex.source, `${regex.flags}l`).flags.includes("l");
  } catch {
    return false;
  }
}

/** Is the process started so that backtracking patterns fall back to the linear engine (see bin/aether)? */
function fallsBack(): boolean {
  const flag = "--enable-experimental-regexp-engine-on-excessive-backtracks";
  return (
    process.execArgv.some((given) => given.replaceAll("_", "-") === flag) ||
    (process.env.NODE_OPTIONS ?? "").includes(flag)
  );
}

function shorten(pattern: string): string {
  return pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
}
