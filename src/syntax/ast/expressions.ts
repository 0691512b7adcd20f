import type { Span } from "../../text/span.ts";
import type { Base, Identifier, Text } from "./base.ts";
import type { TypeExpression } from "./bindings.ts";
import type { Parameter } from "./files.ts";
import type { Assign, Block, If, Invalid, Match, Parallel, ParallelFor, Update } from "./statements.ts";

export type Expression =
  | NullLiteral
  | BooleanLiteral
  | NumberLiteral
  | StringLiteral
  | Template
  | RegexLiteral
  | Name
  | This
  | List
  | ObjectLiteral
  | FunctionExpression
  | Paren
  | Unary
  | Binary
  | Logical
  | Ternary
  | MemberAccess
  | IndexAccess
  | Chain
  | Call
  | PluginCall
  | New
  | If
  | Match
  | Parallel
  | ParallelFor
  | Invalid;

/** `null` and `undefined` */
export interface NullLiteral extends Base {
  readonly kind: "NullLiteral";
}
export interface BooleanLiteral extends Base {
  readonly kind: "BooleanLiteral";
  readonly value: boolean;
}

export type DurationUnit = "ms" | "s" | "m" | "h" | "d" | "w";

export interface NumberLiteral extends Base {
  readonly kind: "NumberLiteral";
  /** Seconds when there is a unit. */
  readonly value: number;
  readonly unit: DurationUnit | null;
}

/** A string with nothing to interpolate; escapes and `{{` are resolved in `value`. */
export interface StringLiteral extends Base {
  readonly kind: "StringLiteral";
  readonly value: string;
}

/** A string with interpolations: texts and expressions in order. */
export interface Template extends Base {
  readonly kind: "Template";
  readonly parts: readonly (Text | Expression)[];
}

export interface RegexLiteral extends Base {
  readonly kind: "RegexLiteral";
  readonly source: string;
  readonly flags: string;
}

export interface Name extends Base {
  readonly kind: "Name";
  readonly name: string;
}
export interface This extends Base {
  readonly kind: "This";
}

export interface Spread extends Base {
  readonly kind: "Spread";
  readonly value: Expression;
}

export interface List extends Base {
  readonly kind: "List";
  readonly items: readonly (Expression | Spread)[];
}

export interface ObjectLiteral extends Base {
  readonly kind: "ObjectLiteral";
  readonly members: readonly (Property | Spread)[];
}

export interface Property extends Base {
  readonly kind: "Property";
  /** Identifier `a:`, Text `"a b":` and `1:` (printed form), or an expression in brackets. */
  readonly key: Identifier | Text | { readonly kind: "Computed"; readonly span: Span; readonly expression: Expression };
  /** For shorthand `{a}` a Name with the key's span. */
  readonly value: Expression;
  readonly shorthand: boolean;
}

/** `x => e`, `(a, b) => { }`, `function(a) { }` */
export interface FunctionExpression extends Base {
  readonly kind: "FunctionExpression";
  readonly form: "arrow" | "function";
  readonly name: Identifier | null;
  readonly params: readonly Parameter[];
  readonly returnType: TypeExpression | null;
  /** An expression body may also be an Assign or Update (`x => count += x`); its value is then null. */
  readonly body: Block | Expression | Assign | Update;
}

export interface Paren extends Base {
  readonly kind: "Paren";
  readonly expression: Expression;
}

export type UnaryOperator = "-" | "!" | "~" | "+" | "not";

export interface Unary extends Base {
  readonly kind: "Unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type BinaryOperator =
  | "**"
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "<<"
  | ">>"
  | ">>>"
  | "&"
  | "^"
  | "|"
  | "in"
  | "not in"
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!=";

export interface Binary extends Base {
  readonly kind: "Binary";
  /** `===` and `!==` arrive as `==` and `!=`. */
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Logical extends Base {
  readonly kind: "Logical";
  /** `&&` arrives as `and`, `||` as `or`. */
  readonly operator: "and" | "or" | "??";
  readonly left: Expression;
  readonly right: Expression;
}

export interface Ternary extends Base {
  readonly kind: "Ternary";
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface MemberAccess extends Base {
  readonly kind: "MemberAccess";
  readonly object: Expression;
  readonly property: Identifier;
  readonly optional: boolean;
}

export interface IndexAccess extends Base {
  readonly kind: "IndexAccess";
  readonly object: Expression;
  readonly index: Expression;
  readonly optional: boolean;
}

/** Wraps a whole postfix chain that holds a `?.`: when one link finds null, the whole chain is null. */
export interface Chain extends Base {
  readonly kind: "Chain";
  readonly expression: MemberAccess | IndexAccess | Call | PluginCall;
}

export interface Call extends Base {
  readonly kind: "Call";
  readonly callee: Expression;
  readonly args: readonly (Expression | Spread)[];
  readonly optional: boolean;
}

/** `call target(args)` */
export interface PluginCall extends Base {
  readonly kind: "PluginCall";
  readonly target: PathTarget | NameTarget;
  readonly args: readonly (Expression | Spread)[];
}

/** `dir/plugin.fn` (always a module) */
export interface PathTarget extends Base {
  readonly kind: "PathTarget";
  /** `system/agents` */
  readonly path: string;
  readonly pathSpan: Span;
  readonly function: Identifier;
}

/** `fn`, `name.fn`, `a.b.fn`: what it means follows from name lookup. */
export interface NameTarget extends Base {
  readonly kind: "NameTarget";
  /** At least one. */
  readonly names: readonly Identifier[];
}

/** `new Set(xs)`, `new Error(m)`, … */
export interface New extends Base {
  readonly kind: "New";
  readonly class: Identifier;
  readonly args: readonly (Expression | Spread)[];
}
