import type { CancelReason } from "../runtime/cancellation.ts";
import type { RunResult } from "../runtime/run.ts";

/** What the process answers to its caller. */
export const exitCodes = {
  fine: 0,
  /** The script failed. */
  failed: 1,
  /** Wrong usage, or a file that was not found. */
  usage: 2,
  /** Errors found before running. */
  check: 3,
  /** A limit was reached. */
  limit: 4,
  /** Something was not permitted. */
  denied: 5,
  /** A mistake in this program; EX_SOFTWARE of sysexits.h. */
  internal: 70,
  /** 128 + SIGHUP */
  hungUp: 129,
  /** 128 + SIGINT */
  interrupted: 130,
  /** 128 + SIGTERM */
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of a finished run. */
export function exitCodeOf(result: RunResult): ExitCode {
  if (result.ok) return exitCodes.fine;
  return exitCodeOfReason(result.cancelled) ?? exitCodeOfError(result.error.code);
}

/** The exit code after a signal; null for other reasons to stop. */
export function exitCodeOfReason(reason: CancelReason | null): ExitCode | null {
  if (reason === "interrupt") return exitCodes.interrupted;
  if (reason === "terminate") return exitCodes.terminated;
  return reason === "hangup" ? exitCodes.hungUp : null;
}

/** The exit code for an error by its catalogue code; null for errors thrown by scripts. */
export function exitCodeOfError(code: string | null): ExitCode {
  if (code === null) return exitCodes.failed;
  if (code.startsWith("AE4")) return exitCodes.limit;
  if (code.startsWith("AE5")) return exitCodes.denied;
  if (code.startsWith("AE1")) return exitCodes.check;
  return code.startsWith("AE26") || code === "AE2501" || code === "AE2502" || code === "AE2503"
    ? exitCodes.usage
    : exitCodes.failed;
}
