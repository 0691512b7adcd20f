import type { Span } from "../text/span.ts";

export type Severity = "error" | "warning" | "info" | "hint";

/** A further place that explains the diagnostic. */
export interface Label {
  readonly span: Span;
  readonly message: string;
}

/** A change of the source that mends the finding. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** The one type for everything a tool says about a source text. */
export interface Diagnostic {
  /** Stable code from the catalogue, for example `AE1001`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly labels?: readonly Label[];
  /** What to do, in one sentence. */
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}
