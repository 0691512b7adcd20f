import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../text/source.ts";

/** More findings than this tell nobody anything. */
const mostReported = 100;

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
    if (kept.length >= mostReported) break;
    if (diagnostic.span.start === lastStart) continue;
    const line = lineOf(diagnostic);
    const literal = literalCodes.has(diagnostic.code);
    const echo = lines.has(line) || (lostLines.has(line) && !lostTextCodes.has(diagnostic.code));
    if (!literal && echo && !diagnostic.code.startsWith("AE4")) continue;
    if (!literal) lines.add(line);
    lastStart = diagnostic.span.start;
    kept.push(diagnostic);
  }
  return kept;
}

/** At one offset the finding inside the token comes before those about its place. */
function rank(diagnostic: Diagnostic): number {
  if (diagnostic.code.startsWith("AE4")) return 0;
  return literalCodes.has(diagnostic.code) ? 1 : 2;
}
