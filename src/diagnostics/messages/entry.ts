import type { Severity } from "../diagnostic.ts";

/** One message of the catalogue; `{name}` in the texts is filled from the parameters. */
export interface MessageEntry {
  readonly title: string;
  readonly severity: Severity;
  readonly text: string;
  readonly help?: string;
  /** Name of the error type scripts see in `error.type`; `Error` when absent. */
  readonly type?: string;
}
