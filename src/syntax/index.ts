import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../text/source.ts";
import type { File } from "./ast.ts";

/** A parsed source: always a tree, even of broken text. */
export interface Parsed {
  readonly source: Source;
  readonly file: File;
  readonly diagnostics: readonly Diagnostic[];
}
