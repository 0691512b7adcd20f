/**
 * The abstract syntax tree: plain data, a union by `kind`, a span on every node. Nothing here knows how a node is parsed,
 * checked or run. Adding a kind breaks the build wherever a `satisfies never` walks the union, which is the point.
 */
import type { Identifier, Text } from "./ast/base.ts";
import type { Binding, Pattern, TypeExpression } from "./ast/bindings.ts";
import type { Expression, NameTarget, PathTarget, Property, Spread } from "./ast/expressions.ts";
import type { File, HeaderValue, Member, Parameter } from "./ast/files.ts";
import type { MatchCase, Statement } from "./ast/statements.ts";

export type * from "./ast/base.ts";
export type * from "./ast/bindings.ts";
export type * from "./ast/expressions.ts";
export type * from "./ast/files.ts";
export type * from "./ast/statements.ts";

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
