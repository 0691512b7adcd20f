import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../text/source.ts";
import type { File } from "./ast.ts";

export { parse, keepTree, defaultLimits, type SyntaxLimits } from "./parse.ts";
export { type SyntaxToken, tokenize } from "./tokenize.ts";
export { children, kinds, walk } from "./walk.ts";
export { dump } from "./dump.ts";

/** A parsed source: always a tree, even of broken text. */
export interface Parsed {
  readonly source: Source;
  readonly file: File;
  readonly diagnostics: readonly Diagnostic[];
}
