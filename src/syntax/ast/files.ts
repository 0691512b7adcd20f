import type { Base, Comment, Identifier, Text } from "./base.ts";
import type { Binding, TypeExpression } from "./bindings.ts";
import type { Expression } from "./expressions.ts";
import type { Block, Statement } from "./statements.ts";

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
