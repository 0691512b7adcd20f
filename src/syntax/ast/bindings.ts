import type { Span } from "../../text/span.ts";
import type { Base, Identifier, Text } from "./base.ts";
import type { Expression } from "./expressions.ts";
import type { Invalid } from "./statements.ts";

/** What `let`, parameters and loops bind. */
export type Binding = Identifier | ObjectBinding | ListBinding | Invalid;

export interface ObjectBinding extends Base {
  readonly kind: "ObjectBinding";
  readonly entries: readonly {
    readonly span: Span;
    readonly key: Identifier | Text;
    /** The key itself when there is no `key: target`. */
    readonly target: Binding;
    readonly fallback: Expression | null;
  }[];
  readonly rest: Identifier | null;
}

export interface ListBinding extends Base {
  readonly kind: "ListBinding";
  /** null skips an element: `[, second]` */
  readonly items: readonly ({ readonly target: Binding; readonly fallback: Expression | null } | null)[];
  readonly rest: Identifier | null;
}

/** What a `case` tests. */
export type Pattern = ValuePattern | BindPattern | ObjectPattern | ListPattern | Invalid;

/** A literal, a dotted name or `(expr)`: compares with `==`. */
export interface ValuePattern extends Base {
  readonly kind: "ValuePattern";
  readonly value: Expression;
}
/** A bare name: always matches and binds; `_` matches without binding. */
export interface BindPattern extends Base {
  readonly kind: "BindPattern";
  readonly name: Identifier;
}
/** `{type: "agent", id}`: the keys must be present. */
export interface ObjectPattern extends Base {
  readonly kind: "ObjectPattern";
  readonly entries: readonly { readonly span: Span; readonly key: Identifier | Text; readonly pattern: Pattern }[];
  readonly rest: Identifier | null;
}
/** `[first, ...rest]`: without a rest the length must fit. */
export interface ListPattern extends Base {
  readonly kind: "ListPattern";
  readonly items: readonly Pattern[];
  readonly rest: Identifier | null;
}

export type TypeExpression = NamedType | ObjectType | UnionType | Invalid;

/** `string`, `list<agent>`, `null` */
export interface NamedType extends Base {
  readonly kind: "NamedType";
  readonly name: string;
  readonly args: readonly TypeExpression[];
}
/** `{id: string, note?: string}` */
export interface ObjectType extends Base {
  readonly kind: "ObjectType";
  readonly fields: readonly {
    readonly span: Span;
    readonly name: string;
    readonly optional: boolean;
    readonly type: TypeExpression;
  }[];
}
/** `string | null` */
export interface UnionType extends Base {
  readonly kind: "UnionType";
  readonly options: readonly TypeExpression[];
}
