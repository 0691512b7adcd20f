import { spawn, spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const repository = join(import.meta.dirname, "../..");
/** The launcher as users start it. */
export const launcher = join(repository, "bin/aether");

/** Builds dist/ when a source is newer than it: these tests judge what is shipped. */
export function ensureBuilt(): void {
  const bundle = statSync(join(repository, "dist/cli.cjs"), { throwIfNoEntry: false });
  if (bundle && newest(join(repository, "src")) < bundle.mtimeMs) return;
  const built = spawnSync(process.execPath, [join(repository, "scripts/build.mjs")], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the build failed:\n${built.stderr}`);
}

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Program to start; the launcher by default. */
  readonly program?: string;
}

export interface CommandResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The environment of the tests, without what would change the command's behaviour. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NO_COLOR: __, FORCE_COLOR: ___, ...rest } = process.env;
  return { ...rest, ...more };
}

/** Runs a command to its end. */
export function aether(words: readonly string[], options: CommandOptions = {}): CommandResult {
  const { status, signal, stdout, stderr } = spawnSync(options.program ?? launcher, words, {
    cwd: options.cwd ?? repository,
    env: environment(options.env),
    input: options.input ?? "",
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, signal, out: stdout, err: stderr };
}

/** A command under way. */
export class Running {
  out = "";
  err = "";
  readonly done: Promise<CommandResult>;
  private readonly child;
  private readonly watchers = new Set<() => void>();

  constructor(words: readonly string[], options: CommandOptions = {}) {
    this.child = spawn(options.program ?? launcher, words, {
      cwd: options.cwd ?? repository,
      env: environment(options.env),
    });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.out += text;
      for (const watcher of this.watchers) watcher();
    });
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.err += text;
    });
    this.done = new Promise((resolve) => {
      this.child.on("close", (code, signal) => resolve({ code, signal, out: this.out, err: this.err }));
    });
  }

  /** Resolves once standard output holds the text; fails if the command ends before. */
  async printed(text: string): Promise<void> {
    if (this.out.includes(text)) return;
    await new Promise<void>((resolve, reject) => {
      const watcher = () => {
        if (!this.out.includes(text)) return;
        this.watchers.delete(watcher);
        resolve();
      };
      this.watchers.add(watcher);
      void this.done.then((end) => reject(new Error(`ended with ${end.code} before printing ${text}: ${end.err}`)));
    });
  }

  /** Writes to its standard input, which stays open. */
  write(text: string): void {
    this.child.stdin.write(text);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Closes our end of its standard output, as `head` does when it has seen enough. */
  closeOutput(): void {
    this.child.stdout.destroy();
  }
}
