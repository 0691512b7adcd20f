import type { Source } from "../text/source.ts";
import type { Position, Span } from "../text/span.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

/** A diagnostic as other programs read it: positions instead of offsets, both counting from 1. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly help: string | null;
  readonly labels: readonly { readonly start: Position; readonly end: Position; readonly message: string }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly start: Position; readonly end: Position; readonly text: string }[];
  }[];
}

/** The JSON form of a diagnostic, with every key always present. */
export function jsonDiagnostic(found: Diagnostic, source: Source): JsonDiagnostic {
  const range = (span: Span) => ({ start: source.position(span.start), end: source.position(span.end) });
  return {
    code: found.code,
    severity: found.severity,
    message: found.message,
    path: source.path,
    ...range(found.span),
    help: found.help ?? null,
    labels: (found.labels ?? []).map((label) => ({ ...range(label.span), message: label.message })),
    fixes: (found.fixes ?? []).map((fix) => ({
      title: fix.title,
      edits: fix.edits.map((edit) => ({ ...range(edit.span), text: edit.text })),
    })),
  };
}
