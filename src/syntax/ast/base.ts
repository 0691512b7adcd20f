import type { Span } from "../../text/span.ts";

/** What every node has. */
export interface Base {
  readonly span: Span;
}

/** A comment, kept for the formatter and for documentation. `text` is the source including its marks. */
export interface Comment extends Base {
  readonly text: string;
  readonly style: "hash" | "slash" | "block";
  /** True when nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}

export interface Identifier extends Base {
  readonly kind: "Identifier";
  readonly name: string;
}

/** Text without interpolation: header texts, module paths, test names, quoted keys. `value` has its escapes resolved. */
export interface Text extends Base {
  readonly kind: "Text";
  readonly value: string;
}
