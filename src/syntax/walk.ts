import type { Node, NodeKind } from "./ast.ts";

/** The nodes directly below a node, in source order. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case "Identifier":
    case "Text":
    case "Word":
    case "Break":
    case "Continue":
    case "Invalid":
    case "NullLiteral":
    case "BooleanLiteral":
    case "NumberLiteral":
    case "StringLiteral":
    case "RegexLiteral":
    case "Name":
    case "This":
      return none;
    case "File":
    case "Block":
      return node.body;
    case "Plugin":
      return compact(node.name, node.base, ...node.members);
    case "Header":
      return [node.key, node.value];
    case "WordList":
      return node.words;
    case "Schedule":
      return compact(node.timezone);
    case "Handler":
      return [node.name, ...node.params, node.body];
    case "On":
      return compact(node.event, node.condition, ...node.params, node.body);
    case "FunctionDeclaration":
      return compact(node.name, ...node.params, node.returnType, node.body);
    case "Parameter":
      return compact(node.target, node.type, node.fallback);
    case "Test":
      return compact(node.name, node.table?.variable, node.table?.rows, node.body);
    case "Import":
      return [node.path, node.alias];
    case "TypeDeclaration":
      return [node.name, node.type];
    case "Let":
      return compact(node.target, node.type, node.value);
    case "Assign":
      return [node.target, node.value];
    case "Update":
      return [node.target];
    case "If":
      return compact(...node.branches.flatMap((branch) => [branch.test, branch.body]), node.otherwise);
    case "For":
      return compact(node.first, node.second, node.iterable, node.body);
    case "While":
      return [node.test, node.body];
    case "Match":
      return [node.subject, ...node.cases];
    case "MatchCase":
      return compact(...node.patterns, node.guard, node.body);
    case "Return":
      return compact(node.value);
    case "Throw":
    case "Wait":
    case "Log":
    case "Spread":
    case "ValuePattern":
      return [node.value];
    case "Try":
      return compact(node.body, node.handler?.param, node.handler?.body, node.finalizer);
    case "Assert":
      return compact(node.test, node.message);
    case "Emit":
      return compact(node.event, node.payload);
    case "Retry":
      return compact(node.count, node.backoff, node.body);
    case "Timeout":
      return [node.duration, node.body];
    case "Parallel":
      return node.branches.flatMap((branch) => [branch.key, branch.value]);
    case "ParallelFor":
      return compact(node.first, node.second, node.iterable, node.limit, node.body);
    case "Lock":
      return [node.name, node.body];
    case "Act":
      return compact(node.class, node.what, node.because, node.body, node.undo);
    case "ExpressionStatement":
    case "Paren":
    case "Chain":
    case "Computed":
      return [node.expression];
    case "Template":
      return node.parts;
    case "List":
      return node.items;
    case "ObjectLiteral":
      return node.members;
    case "Property":
      // The value of a shorthand is a name on the same text as its key.
      return [node.key, node.value];
    case "FunctionExpression":
      return compact(node.name, ...node.params, node.returnType, node.body);
    case "Unary":
      return [node.operand];
    case "Binary":
    case "Logical":
      return [node.left, node.right];
    case "Ternary":
      return [node.test, node.then, node.otherwise];
    case "MemberAccess":
      return [node.object, node.property];
    case "IndexAccess":
      return [node.object, node.index];
    case "Call":
      return [node.callee, ...node.args];
    case "PluginCall":
      return [node.target, ...node.args];
    case "PathTarget":
      return [node.function];
    case "NameTarget":
      return node.names;
    case "New":
      return [node.class, ...node.args];
    case "ObjectBinding":
      return compact(
        ...node.entries.flatMap((entry) => sameOrBoth(entry.key, entry.target, entry.fallback)),
        node.rest,
      );
    case "ListBinding":
      return compact(...node.items.flatMap((item) => [item?.target, item?.fallback]), node.rest);
    case "BindPattern":
      return [node.name];
    case "ObjectPattern":
      return compact(...node.entries.flatMap((entry) => keyAndPattern(entry.key, entry.pattern)), node.rest);
    case "ListPattern":
      return compact(...node.items, node.rest);
    case "NamedType":
      return node.args;
    case "ObjectType":
      return node.fields.map((field) => field.type);
    case "UnionType":
      return node.options;
    default:
      node satisfies never;
      return none;
  }
}

const none: readonly Node[] = [];

function compact(...nodes: readonly (Node | null | undefined)[]): Node[] {
  return nodes.filter((node) => node !== null && node !== undefined);
}

/** `{a}` in a pattern binds its key, which stands below the pattern. */
function keyAndPattern(key: Node, pattern: Node): Node[] {
  return pattern.kind === "BindPattern" && pattern.name === key ? [pattern] : [key, pattern];
}

/** `{a}` binds its key: one node, not two. */
function sameOrBoth(key: Node, target: Node, fallback: Node | null): (Node | null)[] {
  return (key as unknown) === target ? [key, fallback] : [key, target, fallback];
}

/**
 * Visits a node and everything below it, parents first, in source order. When `visit` answers false, the nodes below
 * are left out. Trees of `parse` are at most 200 levels deep; deeper ones are walked without recursion all the same.
 */
export function walk(root: Node, visit: (node: Node) => unknown): void {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (visit(node) === false) continue;
    const below = children(node);
    for (let at = below.length - 1; at >= 0; at -= 1) waiting.push(below[at]!);
  }
}

/** Every kind of node, for tables that must be complete. The compiler checks that none is missing. */
export const kinds = Object.keys({
  File: 0,
  Identifier: 0,
  Text: 0,
  Plugin: 0,
  Header: 0,
  Word: 0,
  WordList: 0,
  Schedule: 0,
  Handler: 0,
  On: 0,
  FunctionDeclaration: 0,
  Parameter: 0,
  Test: 0,
  TypeDeclaration: 0,
  Import: 0,
  Let: 0,
  Assign: 0,
  Update: 0,
  If: 0,
  For: 0,
  While: 0,
  Match: 0,
  MatchCase: 0,
  Break: 0,
  Continue: 0,
  Return: 0,
  Throw: 0,
  Try: 0,
  Wait: 0,
  Log: 0,
  Assert: 0,
  Emit: 0,
  Retry: 0,
  Timeout: 0,
  Parallel: 0,
  ParallelFor: 0,
  Lock: 0,
  Act: 0,
  Block: 0,
  ExpressionStatement: 0,
  Invalid: 0,
  NullLiteral: 0,
  BooleanLiteral: 0,
  NumberLiteral: 0,
  StringLiteral: 0,
  Template: 0,
  RegexLiteral: 0,
  Name: 0,
  This: 0,
  List: 0,
  ObjectLiteral: 0,
  Property: 0,
  Spread: 0,
  Computed: 0,
  FunctionExpression: 0,
  Paren: 0,
  Unary: 0,
  Binary: 0,
  Logical: 0,
  Ternary: 0,
  MemberAccess: 0,
  IndexAccess: 0,
  Chain: 0,
  Call: 0,
  PluginCall: 0,
  PathTarget: 0,
  NameTarget: 0,
  New: 0,
  ObjectBinding: 0,
  ListBinding: 0,
  ValuePattern: 0,
  BindPattern: 0,
  ObjectPattern: 0,
  ListPattern: 0,
  NamedType: 0,
  ObjectType: 0,
  UnionType: 0,
} satisfies Record<NodeKind, 0>) as NodeKind[];
