import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

/** A running script of this folder. */
export interface Running {
  readonly child: ChildProcess;
  /** The signal or exit code it ended with. */
  readonly ended: Promise<unknown>;
  /** Text written so far; a file, because a pipe would lose what a killed process had still to send. */
  readonly output: () => string;
  readonly errors: () => string;
}

/** Starts scripts of this folder in processes of their own, and ends those that are left after the tests. */
export function processes(
  ...scripts: readonly string[]
): (script: string, args: readonly string[], log: string) => Running {
  const here = fileURLToPath(new URL(".", import.meta.url));
  // Inside node_modules, so that the bundles find better-sqlite3.
  const bundles = join(here, "../../../node_modules/.cache", `aether-processes-${process.pid}-${scripts.join("-")}`);
  const children = new Set<ChildProcess>();
  beforeAll(async () => {
    mkdirSync(bundles, { recursive: true });
    await build({
      entryPoints: scripts.map((name) => join(here, `${name}.ts`)),
      bundle: true,
      platform: "node",
      format: "esm",
      external: ["better-sqlite3"],
      outdir: bundles,
      outExtension: { ".js": ".mjs" },
    });
  });
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(bundles, { recursive: true, force: true });
  });
  return (script, args, log) => {
    const out = openSync(`${log}.out`, "w");
    const err = openSync(`${log}.err`, "w");
    const child = spawn(process.execPath, [join(bundles, `${script}.mjs`), ...args], { stdio: ["ignore", out, err] });
    closeSync(out);
    closeSync(err);
    children.add(child);
    const ended = once(child, "exit").then(([code, signal]) => {
      children.delete(child);
      return signal ?? code;
    });
    return {
      child,
      ended,
      output: () => readFileSync(`${log}.out`, "utf8"),
      errors: () => readFileSync(`${log}.err`, "utf8"),
    };
  };
}
