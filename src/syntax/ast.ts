/**
 * The abstract syntax tree: plain data, a union by `kind`, a span on every node. Nothing here knows how a node is parsed,
 * checked or run. Adding a kind breaks the build wherever a `satisfies never` walks the union, which is the point.
 */
import type { Span } from "../text/span.ts";

interface Base {
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

// ---------------------------------------------------------------------------------------------- files and plugins

export interface File extends Base {
  readonly kind: "File";
  readonly body: readonly Statement[];
  readonly comments: readonly Comment[];
}

export interface Plugin extends Base {
  readonly kind: "Plugin";
  readonly form: "plugin" | "agent";
  readonly name: Identifier;
  /** `agent NAME extends BASE` */
  readonly base: Identifier | null;
  /** Headers, handlers, functions and tests in source order. */
  readonly members: readonly Member[];
  /** Text of the `#` run directly above, without marks; null when there is none. */
  readonly doc: string | null;
}

export type Member = Header | Handler | FunctionDeclaration | Test | On;

/** `key: value` in a plugin; the value's form follows from the key. */
export interface Header extends Base {
  readonly kind: "Header";
  readonly key: Identifier;
  readonly value: HeaderValue;
}

export type HeaderValue = Text | Word | WordList | Schedule | Expression;

/** A bare word such as `read-write`. */
export interface Word extends Base {
  readonly kind: "Word";
  readonly word: string;
}

/** `[os, sync, "two words"]` */
export interface WordList extends Base {
  readonly kind: "WordList";
  readonly words: readonly (Word | Text)[];
}

/** `every 1 hour timezone "Europe/Paris" missed skip overlap queue` */
export interface Schedule extends Base {
  readonly kind: "Schedule";
  readonly rule: ScheduleRule;
  readonly timezone: Text | null;
  readonly missed: "skip" | "once" | "all" | null;
  readonly overlap: "skip" | "queue" | "cancel" | "allow" | null;
}

export type ScheduleRule =
  /** `every 30 minutes`, `hourly` (3600), `every 5m`; seconds > 0 */
  | { readonly form: "every"; readonly seconds: number }
  /** `daily at "02:00"` */
  | { readonly form: "daily"; readonly hour: number; readonly minute: number }
  /** `weekly on "Monday at 18:00"`; weekday 0 = Sunday */
  | { readonly form: "weekly"; readonly weekday: number; readonly hour: number; readonly minute: number }
  /** `cron "0 3 * * *"`, five or six fields, checked */
  | { readonly form: "cron"; readonly expression: string };

/** `on_run { }`, `on_message(msg) { }`: a member without `fn` whose name starts with `on_`. */
export interface Handler extends Base {
  readonly kind: "Handler";
  readonly name: Identifier;
  readonly params: readonly Parameter[];
  readonly body: Block;
  readonly doc: string | null;
}

/** `on EVENT [where cond] [(event)] { }` */
export interface On extends Base {
  readonly kind: "On";
  readonly event: Identifier;
  readonly condition: Expression | null;
  readonly params: readonly Parameter[];
  readonly body: Block;
}

export interface FunctionDeclaration extends Base {
  readonly kind: "FunctionDeclaration";
  readonly name: Identifier;
  readonly params: readonly Parameter[];
  readonly returnType: TypeExpression | null;
  readonly body: Block;
  readonly doc: string | null;
}

export interface Parameter extends Base {
  readonly kind: "Parameter";
  readonly target: Binding;
  readonly type: TypeExpression | null;
  readonly fallback: Expression | null;
  readonly rest: boolean;
}

/** `test "name" { }` or `test "name" for case in [ … ] { }` */
export interface Test extends Base {
  readonly kind: "Test";
  readonly name: Text;
  readonly table: { readonly variable: Binding; readonly rows: Expression } | null;
  readonly body: Block;
}

// ---------------------------------------------------------------------------------------------------- statements

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

// --------------------------------------------------------------------------------------------------- expressions

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

// ------------------------------------------------------------------------------- bindings, patterns and type notes

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

/** Every node of the tree. */
export type Node =
  | File
  | Identifier
  | Text
  | Member
  | HeaderValue
  | Statement
  | Expression
  | Parameter
  | MatchCase
  | Spread
  | Property
  | Extract<Property["key"], { kind: "Computed" }>
  | PathTarget
  | NameTarget
  | Binding
  | Pattern
  | TypeExpression;

export type NodeKind = Node["kind"];
