import { spawn } from "node:child_process";
import { constants } from "node:os";

/** What scripts need of Node; bin/aether passes the same. */
const FLAGS = [
  // Windows grants threads less stack, whatever one asks for.
  `--stack-size=${process.platform === "win32" ? 900 : 3900}`,
  "--enable-experimental-regexp-engine",
  "--enable-experimental-regexp-engine-on-excessive-backtracks",
];

/** Was the process started without the flags, by `node dist/cli.cjs` or on a system without a shell for bin/aether? */
export function lacksFlags(): boolean {
  return !process.execArgv.some((flag) => flag.startsWith("--stack-size"));
}

/** Starts this program again with the flags; answers its exit code. */
export function restart(): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...FLAGS, ...process.argv.slice(1)], {
    stdio: "inherit",
  });
  // A terminal sends its signals to both; the child decides what becomes of them. Others are passed on.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
