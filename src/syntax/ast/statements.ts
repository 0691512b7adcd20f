import type { Base, Identifier, Text } from "./base.ts";
import type { Binding, Pattern, TypeExpression } from "./bindings.ts";
import type { Expression, IndexAccess, MemberAccess, Name } from "./expressions.ts";
import type { FunctionDeclaration, On, Plugin, Test } from "./files.ts";

export type Statement =
  | Plugin
  | FunctionDeclaration
  | Test
  | On
  | TypeDeclaration
  | Import
  | Let
  | Assign
  | Update
  | If
  | For
  | While
  | Match
  | Break
  | Continue
  | Return
  | Throw
  | Try
  | Wait
  | Log
  | Assert
  | Emit
  | Retry
  | Timeout
  | Parallel
  | ParallelFor
  | Lock
  | Act
  | Block
  | ExpressionStatement
  | Invalid;

export interface Block extends Base {
  readonly kind: "Block";
  readonly body: readonly Statement[];
}

/** `import "dir/name" as alias`, `use a/b [as c]` */
export interface Import extends Base {
  readonly kind: "Import";
  readonly form: "import" | "use";
  readonly path: Text;
  /** The bound name: written, or the last part of the path. */
  readonly alias: Identifier;
}

export interface TypeDeclaration extends Base {
  readonly kind: "TypeDeclaration";
  readonly name: Identifier;
  readonly type: TypeExpression;
}

export interface Let extends Base {
  readonly kind: "Let";
  readonly target: Binding;
  readonly type: TypeExpression | null;
  readonly value: Expression;
}

export type AssignOperator = "=" | "+=" | "-=" | "*=" | "/=" | "%=" | "??=";

export interface Assign extends Base {
  readonly kind: "Assign";
  readonly operator: AssignOperator;
  readonly target: Name | MemberAccess | IndexAccess;
  readonly value: Expression;
}

/** `x++`, `--x` (prefix and postfix mean the same; neither has a value) */
export interface Update extends Base {
  readonly kind: "Update";
  readonly operator: "++" | "--";
  readonly prefix: boolean;
  readonly target: Name | MemberAccess | IndexAccess;
}

/** Statement and expression; `else if` chains are flat. */
export interface If extends Base {
  readonly kind: "If";
  readonly branches: readonly { readonly test: Expression; readonly body: Block }[];
  readonly otherwise: Block | null;
}

/** `for x in xs`, `for i, x in xs` (`first` is then the index or key) */
export interface For extends Base {
  readonly kind: "For";
  readonly first: Binding;
  readonly second: Binding | null;
  readonly iterable: Expression;
  readonly body: Block;
}

export interface While extends Base {
  readonly kind: "While";
  readonly test: Expression;
  readonly body: Block;
}

/** Statement and expression. */
export interface Match extends Base {
  readonly kind: "Match";
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export interface MatchCase extends Base {
  readonly kind: "MatchCase";
  /** Empty for `default`. */
  readonly patterns: readonly Pattern[];
  readonly guard: Expression | null;
  readonly body: Block;
}

export interface Break extends Base {
  readonly kind: "Break";
}
export interface Continue extends Base {
  readonly kind: "Continue";
}
export interface Return extends Base {
  readonly kind: "Return";
  readonly value: Expression | null;
}
export interface Throw extends Base {
  readonly kind: "Throw";
  readonly value: Expression;
}

export interface Try extends Base {
  readonly kind: "Try";
  readonly body: Block;
  readonly handler: { readonly param: Identifier | null; readonly body: Block } | null;
  readonly finalizer: Block | null;
}

export interface Wait extends Base {
  readonly kind: "Wait";
  readonly value: Expression;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface Log extends Base {
  readonly kind: "Log";
  readonly level: LogLevel | null;
  readonly value: Expression;
}

/** `assert e`, `assert(e, "message")` */
export interface Assert extends Base {
  readonly kind: "Assert";
  readonly test: Expression;
  readonly message: Expression | null;
}

/** `emit EVENT {…}` */
export interface Emit extends Base {
  readonly kind: "Emit";
  readonly event: Identifier | Text;
  readonly payload: Expression | null;
}

/** `retry 3 backoff 1s { }` */
export interface Retry extends Base {
  readonly kind: "Retry";
  readonly count: Expression;
  readonly backoff: Expression | null;
  readonly body: Block;
}

/** `timeout 30s { }` */
export interface Timeout extends Base {
  readonly kind: "Timeout";
  readonly duration: Expression;
  readonly body: Block;
}

/** `parallel { a: e1, b: e2 }`: an object of results; statement and expression */
export interface Parallel extends Base {
  readonly kind: "Parallel";
  readonly branches: readonly { readonly key: Identifier | Text; readonly value: Expression }[];
}

/** `parallel for x in xs limit 4 { }`: a list of results in order; statement and expression */
export interface ParallelFor extends Base {
  readonly kind: "ParallelFor";
  readonly first: Binding;
  readonly second: Binding | null;
  readonly iterable: Expression;
  readonly limit: Expression | null;
  readonly body: Block;
}

/** `lock "name" { }` */
export interface Lock extends Base {
  readonly kind: "Lock";
  readonly name: Expression;
  readonly body: Block;
}

/** `act CLASS "what" because "why" { } undo { }` */
export interface Act extends Base {
  readonly kind: "Act";
  readonly class: Identifier;
  readonly what: Expression;
  readonly because: Expression | null;
  readonly body: Block;
  readonly undo: Block | null;
}

export interface ExpressionStatement extends Base {
  readonly kind: "ExpressionStatement";
  readonly expression: Expression;
}

/** What the parser could not understand; it has reported why. */
export interface Invalid extends Base {
  readonly kind: "Invalid";
}
