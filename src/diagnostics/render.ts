import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";
import type { Diagnostic, Label, Severity } from "./diagnostic.ts";
import { codeFrame, visible } from "./frame.ts";
import { type Paint, painter } from "./paint.ts";

/** One line of a script stack, innermost first. */
interface ReportFrame {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Everything there is to say about one problem, wherever it was found. */
export interface Report {
  readonly severity: Severity;
  readonly code: string | null;
  /** Name of the error type; shown where there is no code. */
  readonly type?: string;
  readonly message: string;
  readonly place?: { readonly source: Source; readonly span: Span };
  /** Where the text of the place is not at hand: `file:line:column` or less. */
  readonly location?: string;
  readonly labels?: readonly Label[];
  readonly help?: string | null;
  readonly stack?: readonly ReportFrame[];
}

/** The report of a diagnostic in its source. */
export function reportOf(found: Diagnostic, source: Source): Report {
  return { ...found, place: { source, span: found.span } };
}

const STACK_HEAD = 12;
const STACK_TAIL = 4;

/**
 * A problem as text for people: a heading, one code frame with the expression underlined, a hint, the script stack.
 * Control characters of the source and of the message are made visible, so that no script can drive a terminal.
 */
export function renderReport(report: Report, options: { readonly color?: boolean } = {}): string {
  const paint = painter(options.color === true);
  const lines = [heading(report, paint)];
  if (report.place)
    lines.push(...codeFrame(report.place.source, report.place.span, report.labels ?? [], report.severity, paint));
  else if (report.location) lines.push(paint("dim", `  --> ${report.location}`));
  if (report.help) lines.push(`  ${paint("cyan", "help:")} ${visible(report.help)}`);
  if (report.stack && report.stack.length > 1) lines.push(...stackLines(report.stack, paint));
  return `${lines.join("\n")}\n`;
}

function heading(report: Report, paint: Paint): string {
  const color = report.severity === "error" ? "red" : report.severity === "warning" ? "yellow" : "cyan";
  const word = report.code === null ? typeWord(report) : `${report.severity}[${report.code}]`;
  const [first = "", ...rest] = visible(report.message).split("\n");
  return [`${paint(color, word)}${paint("bold", `: ${first}`)}`, ...rest.map((line) => `  ${line}`)].join("\n");
}

/** An error thrown by a script has no code; its type says more than the word "error". */
function typeWord(report: Report): string {
  return report.type && report.type !== "Error" ? `error (${visible(report.type)})` : report.severity;
}

function stackLines(stack: readonly ReportFrame[], paint: Paint): string[] {
  const line = (frame: ReportFrame) =>
    paint("dim", `    at ${visible(frame.name)} (${visible(frame.path)}:${frame.line}:${frame.column})`);
  if (stack.length <= STACK_HEAD + STACK_TAIL + 1) return ["  stack:", ...stack.map(line)];
  const hidden = stack.length - STACK_HEAD - STACK_TAIL;
  return [
    "  stack:",
    ...stack.slice(0, STACK_HEAD).map(line),
    paint("dim", `    … ${hidden} more`),
    ...stack.slice(-STACK_TAIL).map(line),
  ];
}

/** How many of each: `2 errors, 1 warning`; empty text for none. */
export function countFindings(found: readonly { readonly severity: Severity }[]): string {
  const parts: string[] = [];
  for (const severity of ["error", "warning", "info", "hint"] as const) {
    const count = found.filter((one) => one.severity === severity).length;
    if (count > 0) parts.push(`${count} ${severity}${count === 1 || severity === "info" ? "" : "s"}`);
  }
  return parts.join(", ");
}
