import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defaultLimits, type Limits } from "../interpreter/host.ts";
import { openStore } from "../memory/open.ts";
import { openProject, type Project } from "../project/project.ts";
import type { PermissionMode } from "../project/project-file.ts";
import { type Override, Settings } from "../project/settings.ts";
import { Interrupts } from "../runtime/interrupts.ts";
import type { LogFormat } from "../runtime/log.ts";
import { MemoryHandle } from "../runtime/memory-handle.ts";
import { Run, type RunResult } from "../runtime/run.ts";
import type { Module } from "../semantics/model.ts";
import type { ModuleFile } from "../semantics/modules.ts";
import { blocks } from "../semantics/program.ts";
import { type Answer, JsonAnswer, PlainAnswer } from "./answer.ts";
import type { Cli } from "./cli.ts";
import type { Sources } from "./errors.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit.ts";
import { wordValue } from "./words.ts";

/** The options of `run` and `call`, as read from the command line. */
export interface ExecuteOptions {
  readonly config: readonly Override[];
  readonly memory: string | null;
  readonly permissions: PermissionMode | null;
  /** Seconds. */
  readonly timeout: number | null;
  readonly steps: number | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly logFormat: LogFormat;
}

/** Finds the module to run, or fails with what was looked for. */
export type Target = (project: Project) => ModuleFile;
/** Starts the run of a loaded module; answers an exit code where there is nothing to run. */
export type Start = (run: Run, module: Module, answer: Answer) => Promise<RunResult> | ExitCode;

/** Runs code of a module and answers with its result. */
export async function execute(cli: Cli, options: ExecuteOptions, target: Target, start: Start): Promise<ExitCode> {
  const answer = options.json ? new JsonAnswer(cli) : new PlainAnswer(cli, options);
  return answer.guard(async () => {
    const project = await openProject(cli.cwd, cli.packageFolder);
    const file = target(project);
    const memory = openMemory(cli, project, options.memory);
    const interrupts = new Interrupts();
    interrupts.start();
    try {
      const run = new Run({
        resolver: project.resolver,
        memory,
        output: answer.output,
        settings: settingsOf(cli, project, options.config),
        permissions: options.permissions ?? project.file.permissions ?? "enforce",
        limits: limitsOf(project, options),
        environment: cli.environment,
        timeout: options.timeout,
        cancel: [interrupts, { poll: () => (cli.streams.broken ? "request" : null), listen: () => () => {} }],
      });
      const module = run.load(file);
      if (module.diagnostics.some(blocks)) return answer.blocked(module);
      const result = await start(run, module, answer);
      if (typeof result === "number") return result;
      answer.finished(result, sourcesOf(run));
      const unread = cli.streams.broken && result.cancelled === "request";
      return unread ? exitCodes.fine : exitCodeOf(result);
    } finally {
      interrupts.close();
      await memory.close();
    }
  });
}

/** The memory of a project, opened when it is first needed. */
export function openMemory(cli: Cli, project: Project, path: string | null): MemoryHandle {
  const file = path === null ? project.memoryPath : path === ":memory:" ? path : resolve(cli.cwd, path);
  return new MemoryHandle(
    () => openStore(file, project.file.history === null ? {} : { history: project.file.history }),
    () => file !== ":memory:" && existsSync(file),
  );
}

function settingsOf(cli: Cli, project: Project, commandLine: readonly Override[]): Settings {
  return new Settings({
    file: project.file.config,
    environment: cli.environment,
    commandLine,
    read: wordValue,
    plugins: () => project.resolver.registered(),
  });
}

/** A timeout longer than the wall time limit replaces it; a shorter one comes first anyway. */
function limitsOf(project: Project, { steps, timeout }: ExecuteOptions): Partial<Limits> {
  const limits = { ...project.file.limits, ...(steps === null ? {} : { steps }) };
  const longer = timeout !== null && timeout * 1000 >= (limits.wallTime ?? defaultLimits.wallTime);
  return longer ? { ...limits, wallTime: Number.POSITIVE_INFINITY } : limits;
}

function sourcesOf(run: Run): Sources {
  return (path) => {
    for (const module of run.program.loaded) if (module.source.path === path) return module.source;
    return undefined;
  };
}
