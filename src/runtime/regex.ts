import { Script } from "node:vm";
import { abort } from "../values/thrown.ts";

/** Subjects this short cannot take long, whatever the pattern: at most about a million attempts. */
const SHORT = 20;

/** Set around a bounded match; the script below is compiled once and calls it. */
let job: (() => unknown) | null = null;
let runner: Script | null = null;

/** `globalThis` property through which the compiled runner reaches the job; not reachable from Aether scripts. */
const DOOR = Symbol.for("aether.bounded-match");

const linear = new WeakMap<RegExp, boolean>();

/**
 * Runs a regex match under a time bound. Patterns that the host's linear engine takes over once they backtrack too much
 * run directly; the others under a timeout that stops the host's matcher.
 * @param limit milliseconds
 * @throws Aborted AE4204 when the match takes longer
 */
export function boundedMatch<T>(regex: RegExp, subject: string, limit: number, match: () => T): T {
  if (subject.length <= SHORT || isLinear(regex)) return match();
  let result: { readonly value: T } | null = null;
  const outer = job;
  job = () => {
    result = { value: match() };
  };
  try {
    compiledRunner().runInThisContext({ timeout: limit });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
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
