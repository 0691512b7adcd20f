import { countFindings, renderReport, reportOf } from "../diagnostics/render.ts";
import { jsonDiagnostic } from "../diagnostics/render-json.ts";
import { type LogFormat, LogWriter } from "../runtime/log.ts";
import type { LogEntry, Output } from "../runtime/output.ts";
import type { RunResult } from "../runtime/run.ts";
import type { Module } from "../semantics/model.ts";
import { blocks } from "../semantics/program.ts";
import { toJson } from "../values/json.ts";
import { Aborted, Thrown } from "../values/thrown.ts";
import type { ErrorValue, Value } from "../values/types.ts";
import { type Cli, colors } from "./cli.ts";
import { jsonError, jsonValue, reportError, type Sources } from "./errors.ts";
import { type ExitCode, exitCodeOfError, exitCodes } from "./exit.ts";

/** How a run answers its caller. */
export interface Answer {
  /** Where the words of the script go. */
  readonly output: Output;
  /** Something to tell a person who asked for what cannot be run as it is. */
  note(text: string, error: ErrorValue): ExitCode;
  /** The module has errors that keep it from running. */
  blocked(module: Module): ExitCode;
  finished(result: RunResult, sources: Sources): void;
  /** Runs `work`; errors it throws for people are answered. */
  guard(work: () => Promise<ExitCode>): Promise<ExitCode>;
}

/** The result on standard output, everything else on standard error. */
export class PlainAnswer implements Answer {
  readonly output: Output;

  constructor(
    private readonly cli: Cli,
    options: { readonly quiet: boolean; readonly logFormat: LogFormat },
  ) {
    const { streams } = cli;
    const log = new LogWriter({
      format: options.logFormat,
      color: colors(cli, "err"),
      write: (line) => streams.err(line),
    });
    this.output = {
      print: (text) => streams.out(`${text}\n`),
      log: (entry) => {
        if (!options.quiet) log.log(entry);
      },
    };
  }

  note(text: string): ExitCode {
    this.cli.streams.err(text);
    return exitCodes.usage;
  }

  blocked(module: Module): ExitCode {
    const found = module.diagnostics.filter(blocks);
    for (const one of found) {
      this.cli.streams.err(`${renderReport(reportOf(one, module.source), { color: colors(this.cli, "err") })}\n`);
    }
    this.cli.streams.err(`${countFindings(found)}; nothing was run.\n`);
    return exitCodes.check;
  }

  finished(result: RunResult, sources: Sources): void {
    // The run was stopped because of the stream; why is said at the end.
    if (this.cli.streams.broken && !result.ok && result.cancelled === "request") return;
    if (!result.ok) reportError(this.cli, result.error, sources);
    else if (result.value !== null) this.cli.streams.out(`${resultText(result.value)}\n`);
  }

  async guard(work: () => Promise<ExitCode>): Promise<ExitCode> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Thrown || error instanceof Aborted)) throw error;
      reportError(this.cli, error.error);
      return exitCodeOfError(error.error.code);
    }
  }
}

/** A result as standard output shows it: text raw, otherwise JSON. */
function resultText(value: Value): string {
  return typeof value === "string" ? value : toJson(value);
}

/** One JSON object on standard output: `{ok, result, error, logs}`. */
export class JsonAnswer implements Answer {
  readonly output: Output;
  private readonly logs: unknown[] = [];

  constructor(private readonly cli: Cli) {
    this.output = {
      print: (message) => this.logs.push({ level: "print", message }),
      log: (entry) => this.logs.push(logLine(entry)),
    };
  }

  note(_text: string, error: ErrorValue): ExitCode {
    this.write(false, "null", jsonError(error));
    return exitCodes.usage;
  }

  blocked(module: Module): ExitCode {
    const found = module.diagnostics.filter(blocks);
    const diagnostics = found.map((one) => jsonDiagnostic(one, module.source));
    const { code, message, help, path, start, end } = diagnostics[0]!;
    this.write(false, "null", {
      code,
      type: "Error",
      message,
      help,
      path,
      start,
      end,
      stack: [],
      data: null,
      diagnostics,
    });
    return exitCodes.check;
  }

  finished(result: RunResult, sources: Sources): void {
    if (result.ok) this.write(true, toJson(result.value), null);
    else this.write(false, "null", jsonError(result.error, sources));
  }

  async guard(work: () => Promise<ExitCode>): Promise<ExitCode> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Thrown || error instanceof Aborted)) throw error;
      this.write(false, "null", jsonError(error.error));
      return exitCodeOfError(error.error.code);
    }
  }

  private write(ok: boolean, result: string, error: unknown): void {
    const { streams } = this.cli;
    streams.out(jsonAnswer(ok, result, error).slice(0, -END.length));
    // In portions: all of them together may be longer than a text can be.
    for (let at = 0; at < this.logs.length; at += PORTION) {
      const lines = this.logs.slice(at, at + PORTION).map((line) => JSON.stringify(line));
      streams.out(`${at === 0 ? "" : ","}${lines.join(",")}`);
    }
    streams.out(END);
  }
}

/** How the object ends, behind the log lines. */
const END = "]}\n";
/** Log lines written at once. */
const PORTION = 1000;

/**
 * The object `--json` prints, without log lines.
 * @param result JSON text, which keeps the order of keys that host objects would change
 */
export function jsonAnswer(ok: boolean, result: string, error: unknown): string {
  return `{"ok":${ok},"result":${result},"error":${JSON.stringify(error)},"logs":[${END}`;
}

function logLine({ level, message, plugin, time, session, data }: LogEntry) {
  return {
    level,
    message,
    plugin,
    time: new Date(time).toISOString(),
    session,
    ...(data === undefined ? {} : { data: jsonValue(data) }),
  };
}
