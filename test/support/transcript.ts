import { countFindings, renderReport, reportOf } from "../../src/diagnostics/render.ts";
import { blocks } from "../../src/semantics/program.ts";
import { Source } from "../../src/text/source.ts";
import type { Ran } from "./run.ts";

/** What the checker found, as text; `No problems.` for nothing. */
export function diagnosticsText({ findings, module }: Ran): string {
  if (findings.length === 0) return "No problems.\n";
  return [
    ...findings.map((found) => renderReport(reportOf(found, module.source))),
    `${countFindings(findings)}\n`,
  ].join("\n");
}

/** What a run printed and logged, its result or its error. */
export function transcript(ran: Ran, files: Readonly<Record<string, string>> = {}): string {
  if (ran.module.diagnostics.some(blocks)) return "Nothing was run.\n";
  return `${ran.output}${ending(ran, files)}`;
}

function ending({ error, value, result, module }: Ran, files: Readonly<Record<string, string>>): string {
  if (!error) return value === null ? "" : `=> ${result}\n`;
  const text =
    error.path === module.source.path ? module.source.text : error.path === null ? undefined : files[error.path];
  const place =
    text !== undefined && error.span ? { source: new Source(error.path!, text), span: error.span } : undefined;
  return renderReport({ severity: "error", ...error, ...(place ? { place } : { location: error.path ?? "nowhere" }) });
}
