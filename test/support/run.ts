import { join } from "node:path";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { runnablePlugins } from "../../src/interpreter/execution.ts";
import type { Limits, Mode } from "../../src/interpreter/host.ts";
import { uuidV7 } from "../../src/memory/ids.ts";
import { openStore } from "../../src/memory/open.ts";
import type { Store } from "../../src/memory/store.ts";
import type { PermissionMode } from "../../src/project/project-file.ts";
import { type Override, Settings } from "../../src/project/settings.ts";
import type { CancelSource } from "../../src/runtime/cancellation.ts";
import { VirtualClock } from "../../src/runtime/clock.ts";
import { MemoryHandle } from "../../src/runtime/memory-handle.ts";
import { SeededRandom } from "../../src/runtime/random.ts";
import { Run } from "../../src/runtime/run.ts";
import { checkModule } from "../../src/semantics/check.ts";
import type { Module } from "../../src/semantics/model.ts";
import { blocks } from "../../src/semantics/program.ts";
import type { Span } from "../../src/text/span.ts";
import { print } from "../../src/values/print.ts";
import type { ErrorValue, StackFrame, Value } from "../../src/values/types.ts";
import { TextResolver } from "./resolver.ts";

export interface RunSourceOptions {
  readonly mode?: Mode;
  readonly steps?: number;
  readonly limits?: Partial<Limits>;
  /** Other modules by path (`lib/x.aether`, `plugins/y.aether`). */
  readonly files?: Readonly<Record<string, string>>;
  /** Display path of the source, `main.aether` by default. */
  readonly path?: string;
  /** A store to use and keep open; a fresh one in memory by default. */
  readonly store?: Store;
  /** Configuration of the main plugin. */
  readonly config?: Readonly<Record<string, Value>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly permissions?: PermissionMode;
  /** Plugin to run, where the source has several. */
  readonly plugin?: string;
  /** Calls this function instead of running the file. */
  readonly fn?: string;
  /** Arguments of `fn`, or of `on_run`. */
  readonly args?: readonly Value[];
  /** The last expression is the result, without a `return`. */
  readonly script?: boolean;
  readonly seed?: number;
  readonly timeout?: number;
  readonly cancel?: readonly CancelSource[];
  readonly clock?: VirtualClock;
}

export interface Ran {
  /** The printed result. */
  readonly result?: string;
  readonly value?: Value;
  readonly error?: {
    readonly code: string | null;
    readonly type: string;
    readonly message: string;
    /** Path of the file it was thrown in. */
    readonly path: string | null;
    readonly span: Span | null;
    readonly stack: readonly StackFrame[];
    readonly help: string | null;
    readonly data: Value;
  };
  /** Printed and logged lines in order; logged ones begin with `log LEVEL: `. */
  readonly output: string;
  readonly steps: number;
  readonly module: Module;
  /** What the checker says about the source, in its order. */
  readonly findings: readonly Diagnostic[];
  /** Milliseconds of virtual time the run took. */
  readonly elapsed: number;
}

/** Noon of a day whose date nobody has reason to expect. */
const START = Date.UTC(2025, 6, 7, 12, 0, 0);

/** Runs a source text with a virtual clock, seeded chance, a memory of its own and captured output. */
export async function runSource(text: string, options: RunSourceOptions = {}): Promise<Ran> {
  const clock = options.clock ?? new VirtualClock(START);
  const random = new SeededRandom(options.seed ?? 1);
  const resolver = new TextResolver({ ...options.files, [options.path ?? "main.aether"]: text });
  const sources = { now: () => clock.now(), newId: uuidV7({ now: () => clock.now(), random: (n) => random.bytes(n) }) };
  const memory = options.store
    ? MemoryHandle.of(options.store)
    : new MemoryHandle(
        () => openStore(":memory:", sources),
        () => false,
      );
  const lines: string[] = [];
  const run = new Run({
    resolver,
    memory,
    output: { print: (line) => lines.push(line), log: ({ level, message }) => lines.push(`log ${level}: ${message}`) },
    settings: settingsOf(options),
    permissions: options.permissions,
    limits: { ...options.limits, ...(options.steps === undefined ? {} : { steps: options.steps }) },
    mode: options.mode,
    clock,
    random,
    environment: options.environment,
    cancel: options.cancel,
    timeout: options.timeout ?? null,
  });
  const before = clock.monotonic();
  try {
    const module = run.load(resolver.resolve(options.path ?? "main.aether", null)!);
    const findings = checkModule(run.program, module);
    const output = () => lines.map((line) => `${line}\n`).join("");
    const blocking = module.diagnostics.find(blocks);
    if (blocking) {
      const { code, message, span, help } = blocking;
      const error = {
        code,
        type: "Error",
        message,
        path: module.source.path,
        span,
        stack: [],
        help: help ?? null,
        data: null,
      };
      return { error, output: output(), steps: 0, module, findings, elapsed: 0 };
    }
    const result = await start(run, module, options);
    const common = { output: output(), steps: result.steps, module, findings, elapsed: clock.monotonic() - before };
    if (!result.ok) return { error: plainError(result.error), ...common };
    return { result: print(result.value), value: result.value, ...common };
  } finally {
    await memory.close();
  }
}

function start(run: Run, module: Module, options: RunSourceOptions) {
  if (options.fn !== undefined) {
    const unit = module.plugins.get(options.plugin ?? "") ?? module.main ?? module.fileUnit;
    return run.callFunction(unit, options.fn, options.args ?? []);
  }
  if (options.script) return run.runScript(module);
  const runnable = runnablePlugins(module);
  const plugin =
    options.plugin === undefined ? (runnable.length === 1 ? runnable[0]! : null) : module.plugins.get(options.plugin)!;
  return run.runFile(module, plugin, options.args);
}

function settingsOf(options: RunSourceOptions): Settings {
  const commandLine: Override[] = Object.entries(options.config ?? {}).map(([key, value]) => ({
    plugin: null,
    key,
    value,
  }));
  return new Settings({
    file: new Map(),
    environment: options.environment ?? {},
    commandLine,
    read: (text) => text,
    plugins: () => [],
  });
}

function plainError(error: ErrorValue): NonNullable<Ran["error"]> {
  const { code, type, message, place, stack, help, data } = error;
  return { code, type, message, path: place?.path ?? null, span: place?.span ?? null, stack, help, data };
}

export const repository = join(import.meta.dirname, "../..");
