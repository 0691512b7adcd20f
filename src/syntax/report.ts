import { diagnostic as makeDiagnostic } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../text/source.ts";

/** More findings than this tell nobody anything; the last of them says that there are more. */
const mostReported = 100;

/** True for findings that must not be taken for echoes: limits, and the end of reading. */
const standsAlone = ({ code }: Diagnostic): boolean => code.startsWith("AE4") || code === "AE1060";

/** Codes of findings inside a single token: reliable whatever stands around them. */
const literalCodes = new Set([
  "AE1007",
  "AE1008",
  "AE1010",
  "AE1011",
  "AE1012",
  "AE1013",
  "AE1014",
  "AE1015",
  "AE1016",
  "AE1017",
  "AE1018",
]);

/** Findings about text that became no token: what the parser says about the rest of such a line is an echo. */
const lostTextCodes = new Set(["AE1006", "AE1007", "AE1009", "AE1016", "AE1017", "AE1054"]);

/**
 * Findings in source order without the echoes of one mistake: one per offset, one per line apart from findings
 * inside literals, and none by the parser in a line that lost text.
 */
export function tidy(source: Source, found: readonly Diagnostic[]): Diagnostic[] {
  const sorted = [...found].sort((a, b) => a.span.start - b.span.start || rank(a) - rank(b));
  const kept: Diagnostic[] = [];
  const lineOf = (diagnostic: Diagnostic): number => source.position(diagnostic.span.start).line;
  const lostLines = new Set(found.filter(({ code }) => lostTextCodes.has(code)).map(lineOf));
  const lines = new Set<number>();
  let lastStart = -1;
  for (const diagnostic of sorted) {
    if (diagnostic.span.start === lastStart) continue;
    const line = lineOf(diagnostic);
    const literal = literalCodes.has(diagnostic.code);
    const echo = lines.has(line) || (lostLines.has(line) && !lostTextCodes.has(diagnostic.code));
    if (!literal && echo && !standsAlone(diagnostic)) continue;
    if (!literal) lines.add(line);
    lastStart = diagnostic.span.start;
    if (kept.length === mostReported - 1) {
      kept.push(tooMany(diagnostic));
      break;
    }
    kept.push(diagnostic);
  }
  return kept;
}

function tooMany(next: Diagnostic): Diagnostic {
  return next.code === "AE1060" ? next : makeDiagnostic("AE1060", next.span);
}

/** At one offset the finding inside the token comes before those about its place. */
function rank(diagnostic: Diagnostic): number {
  if (standsAlone(diagnostic)) return 0;
  return literalCodes.has(diagnostic.code) ? 1 : 2;
}
