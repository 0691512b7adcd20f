/** What the resolver finds out about a file: side tables beside the tree, which stays plain data. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type {
  Block,
  Expression,
  File,
  FunctionDeclaration,
  FunctionExpression,
  Handler,
  Node,
  On,
  Parameter,
  Plugin,
  Spread,
  Statement,
  Test,
} from "../syntax/ast.ts";
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";

/** A `let`, parameter, loop, catch or case name, or a nested function. */
export interface Variable {
  readonly name: string;
  readonly span: Span;
  readonly kind: "let" | "parameter" | "loop" | "catch" | "case" | "function";
  /** `frame`: a slot of its function's frame; `file`: a slot of the file's variables, seen by every function in it. */
  readonly storage: "frame" | "file";
  readonly owner: FunctionInfo;
  readonly slot: number;
  /** An inner function uses it, so it lives in a box. Frame storage only. */
  captured: boolean;
  /** The nested function it holds; such names cannot be assigned. */
  readonly code: FunctionInfo | null;
}

/** What running some code may do besides computing. */
export interface Effects {
  /** Functions called by name, here and in other modules. */
  readonly calls: Set<FunctionInfo>;
  /** Calls into other modules, turned into `calls` once these are loaded. */
  readonly links: FunctionLink[];
  /** Something in it waits by itself. */
  waits: boolean;
  /** Uses the memory, which waits where the store does. */
  memory: boolean;
  /** Calls something known only at run time. */
  unknownCall: boolean;
  /** Calls a plugin by a name known only at run time. */
  namedCall: boolean;
}

export type Body = Block | Expression | Statement;

/** No effects found so far. */
export function noEffects(): Effects {
  return { calls: new Set(), links: [], waits: false, memory: false, unknownCall: false, namedCall: false };
}

/** One function-like piece of code: it gets its own frame. */
export interface FunctionInfo {
  readonly kind: "function" | "handler" | "arrow" | "file" | "init" | "branch" | "test" | "on";
  /** For stacks: `plugin.name`, `name`, or `(function)`. */
  readonly name: string;
  /** The name as declared; empty for anonymous code. */
  readonly shortName: string;
  readonly node: FunctionDeclaration | Handler | FunctionExpression | File | Test | On | Node;
  readonly params: readonly Parameter[];
  readonly unit: Unit;
  readonly parent: FunctionInfo | null;
  /** Number of frame slots for its own variables. */
  slots: number;
  /** Outer variables it uses, in the order of its capture list. */
  readonly captures: Variable[];
  readonly effects: Effects;
  /** Used as a value somewhere, so anybody may call it. */
  escapes: boolean;
  /** Result of the effects analysis. */
  waits: boolean;
}

/** A function of another module, by path and name. */
export interface FunctionLink {
  readonly module: ModuleLink;
  readonly name: string;
  /** True when the function is taken as a value instead of being called. */
  readonly escapes: boolean;
}

/** A mention of another module; `target` is filled in when the program is linked, and stays null when there is none. */
export interface ModuleLink {
  readonly path: string;
  readonly span: Span;
  /** `path`: a module path; `plugin`: the name of a plugin, in this file first. */
  readonly form: "path" | "plugin";
  target: Unit | null;
}

/** What a name means at one place. */
export type Reference =
  | { readonly form: "variable"; readonly variable: Variable }
  | { readonly form: "function"; readonly info: FunctionInfo }
  | { readonly form: "config" }
  | { readonly form: "state" }
  | { readonly form: "module"; readonly link: ModuleLink }
  | { readonly form: "builtin"; readonly name: string }
  | { readonly form: "namespace"; readonly name: string }
  | { readonly form: "undeclared" };

/** The names a block declares itself. */
export interface BlockScope {
  readonly variables: readonly Variable[];
  readonly functions: readonly { readonly variable: Variable; readonly info: FunctionInfo }[];
}

/** The owner of code: a plugin, or a file's own level. Functions, `config`, `state` and memory access belong to it. */
export interface Unit {
  readonly kind: "plugin" | "file";
  /** Plugin name, or the file's display path. */
  readonly name: string;
  readonly plugin: Plugin | null;
  readonly module: Module;
  readonly functions: Map<string, FunctionInfo>;
}

/** One resolved file. */
export interface Module {
  readonly id: string;
  readonly source: Source;
  readonly file: File;
  /** Everything found, syntax included. */
  readonly diagnostics: Diagnostic[];
  readonly fileUnit: Unit;
  readonly plugins: Map<string, Unit>;
  /** The plugin named like the file, else its only one. */
  readonly main: Unit | null;
  /** Top-level code. */
  readonly code: FunctionInfo;
  /** The file-level `let`s alone, run at first use of the module; shares the frame layout of `code`. */
  readonly init: FunctionInfo;
  /** A built-in that waits is used as a value somewhere in it. */
  readonly waitingValues: { found: boolean };
  /** Number of file variables. */
  readonly variables: { count: number };
  readonly references: Map<Node, Reference>;
  readonly scopes: Map<Node, BlockScope>;
  readonly functions: Map<Node, FunctionInfo>;
  /** Variables by the identifier that declares them. */
  readonly declarations: Map<Node, Variable>;
  readonly links: ModuleLink[];
  readonly calls: CallSite[];
}

/** A call of a function known before running, for arity and existence checks. */
export interface CallSite {
  readonly node: Node;
  /** In whose source it stands. */
  readonly unit: Unit;
  readonly span: Span;
  readonly args: readonly (Expression | Spread)[];
  readonly spread: boolean;
  readonly target: { readonly info: FunctionInfo } | FunctionLink | { readonly builtin: string };
}
