import type { Logger } from "pino";
import { visible } from "../diagnostics/frame.ts";
import { painter, type Style } from "../diagnostics/paint.ts";
import type { LogLevel } from "../syntax/ast.ts";
import { toJson } from "../values/json.ts";
import { Thrown } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import type { LogEntry } from "./output.ts";
import { loadPino } from "./pino.ts";

export type LogFormat = "pretty" | "json";

export interface LogWriterOptions {
  readonly format: LogFormat;
  readonly color: boolean;
  /** Takes finished lines, line break included. */
  readonly write: (line: string) => void;
}

/** Writes log lines: for people (`pretty`), or one JSON object a line with `level time session plugin message data`. */
export class LogWriter {
  private logger: Logger | null = null;

  constructor(private readonly options: LogWriterOptions) {}

  log(entry: LogEntry): void {
    this.logger ??= this.open();
    const { level, message, plugin, session, data } = entry;
    const time = new Date(entry.time).toISOString();
    this.logger[level]({ time, session, plugin, ...(data === undefined ? {} : { data: plain(data) }) }, message);
  }

  private open(): Logger {
    const { format, color, write } = this.options;
    return loadPino()(
      {
        level: "debug",
        base: null,
        timestamp: false,
        messageKey: "message",
        formatters: { level: (label) => ({ level: label }) },
      },
      { write: format === "json" ? write : (line: string) => write(pretty(JSON.parse(line) as Line, color)) },
    );
  }
}

interface Line {
  readonly level: LogLevel;
  readonly time: string;
  readonly plugin: string | null;
  readonly message: string;
}

const styles: Record<LogLevel, Style> = { debug: "dim", info: "green", warn: "yellow", error: "red" };

/** `12:34:56.789 info  agent_sync: Agent core_agent created` */
function pretty({ level, time, plugin, message }: Line, color: boolean): string {
  const paint = painter(color);
  const source = plugin === null ? "" : paint("cyan", `${visible(plugin)}: `);
  const [first, ...rest] = visible(message).split("\n");
  const head = `${paint("dim", time.slice(11, 23))} ${paint(styles[level], level.padEnd(5))} `;
  return `${[`${head}${source}${first}`, ...rest.map((line) => `             ${line}`)].join("\n")}\n`;
}

/** Data as host JSON for the log; what has no JSON form (a cycle) is left to the message. */
function plain(value: Value): unknown {
  try {
    return JSON.parse(toJson(value)) as unknown;
  } catch (error) {
    if (error instanceof Thrown) return undefined;
    throw error;
  }
}
