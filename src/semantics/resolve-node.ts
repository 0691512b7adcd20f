import type { Block, Expression, Node, Parameter, Pattern, Property, Spread, Statement } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import type { Reference } from "./model.ts";
import { noteCall, resolveCall, resolveNew, resolvePluginCall } from "./resolve-call.ts";
import type { Resolver } from "./resolver.ts";

type Visited = Statement | Expression | Spread | Property;

/** Resolves one statement or expression and everything below it. */
export function resolveNode(r: Resolver, node: Visited): void {
  switch (node.kind) {
    case "Let":
      resolveNode(r, node.value);
      r.bind(node.target, "let");
      return;
    case "Assign":
      resolveNode(r, node.value);
      assignTarget(r, node.target);
      return;
    case "Update":
      assignTarget(r, node.target);
      return;
    case "If":
      for (const branch of node.branches) {
        resolveNode(r, branch.test);
        r.block(branch.body);
      }
      if (node.otherwise) r.block(node.otherwise);
      return;
    case "For":
      resolveNode(r, node.iterable);
      r.openScope(node);
      r.bind(node.first, "loop");
      if (node.second) r.bind(node.second, "loop");
      loopBody(r, node.body);
      r.closeScope();
      return;
    case "While":
      resolveNode(r, node.test);
      loopBody(r, node.body);
      return;
    case "Match":
      resolveNode(r, node.subject);
      for (const item of node.cases) {
        r.openScope(item);
        for (const pattern of item.patterns) resolvePattern(r, pattern);
        if (item.guard) resolveNode(r, item.guard);
        r.block(item.body);
        r.closeScope();
      }
      return;
    case "Break":
    case "Continue":
      if (r.loops === 0)
        r.report("AE3007", node.span, { statement: node.kind.toLowerCase(), rule: "only works inside a loop" });
      return;
    case "Return":
      if (r.fixed)
        r.report("AE3007", node.span, { statement: "return", rule: "cannot stand in a default value or a header" });
      if (node.value) resolveNode(r, node.value);
      return;
    case "Throw":
      resolveNode(r, node.value);
      return;
    case "Try":
      r.block(node.body);
      if (node.handler) {
        r.openScope(node);
        if (node.handler.param) r.declare(node.handler.param, "catch");
        r.block(node.handler.body);
        r.closeScope();
      }
      if (node.finalizer) r.block(node.finalizer);
      return;
    case "Wait":
      r.effects.waits = true;
      resolveNode(r, node.value);
      return;
    case "Log":
      resolveNode(r, node.value);
      return;
    case "Assert":
      resolveNode(r, node.test);
      if (node.message) resolveNode(r, node.message);
      return;
    case "Emit":
      if (node.payload) resolveNode(r, node.payload);
      unavailable(r, node.span, "emit");
      return;
    case "Retry":
      unavailable(r, node.span, "retry");
      resolveNode(r, node.count);
      if (node.backoff) resolveNode(r, node.backoff);
      r.block(node.body);
      return;
    case "Timeout":
      unavailable(r, node.span, "timeout");
      resolveNode(r, node.duration);
      r.block(node.body);
      return;
    case "Lock":
      resolveNode(r, node.name);
      r.block(node.body);
      unavailable(r, node.span, "lock");
      return;
    case "Act":
      resolveNode(r, node.what);
      if (node.because) resolveNode(r, node.because);
      r.block(node.body);
      if (node.undo) r.block(node.undo);
      unavailable(r, node.span, "act");
      return;
    case "Parallel":
      unavailable(r, node.span, "parallel");
      for (const branch of node.branches) branchFunction(r, branch.value, [], () => resolveNode(r, branch.value));
      return;
    case "ParallelFor": {
      unavailable(r, node.span, "parallel");
      resolveNode(r, node.iterable);
      if (node.limit) resolveNode(r, node.limit);
      const params = [node.first, ...(node.second ? [node.second] : [])].map((target) => parameter(target));
      branchFunction(r, node, params, () => r.block(node.body));
      return;
    }
    case "Block":
      r.block(node);
      return;
    case "ExpressionStatement":
      resolveNode(r, node.expression);
      return;
    case "Import": {
      const link = r.link("path", node.path.value, node.path.span);
      if (r.scope.names.has(node.alias.name)) r.report("AE3003", node.alias.span, { name: node.alias.name });
      else r.scope.names.set(node.alias.name, { form: "module", link });
      return;
    }
    case "TypeDeclaration":
    case "Invalid":
      return;
    case "FunctionDeclaration":
      return;
    case "Plugin":
      r.report("AE3007", node.name.span, { statement: node.form, rule: "can only stand at the top level of a file" });
      return;
    case "Test":
      test(r, node);
      return;
    case "On": {
      const info = r.newFunction("on", `on ${node.event.name}`, node, node.params, r.fn);
      r.resolveFunction(info, () => {
        // The event is at hand as `event` where no parameter takes it.
        if (!r.scope.names.has("event")) r.declare({ ...node.event, name: "event" }, "parameter");
        if (node.condition) resolveNode(r, node.condition);
        r.block(node.body);
      });
      unavailable(r, node.span, "on");
      return;
    }
    case "NullLiteral":
    case "BooleanLiteral":
    case "NumberLiteral":
    case "StringLiteral":
    case "RegexLiteral":
    case "This":
      return;
    case "Template":
      for (const part of node.parts) if (part.kind !== "Text") resolveNode(r, part);
      return;
    case "Name":
      nameValue(r, node);
      return;
    case "List":
      for (const item of node.items) resolveNode(r, item);
      return;
    case "ObjectLiteral":
      for (const member of node.members) resolveNode(r, member);
      return;
    case "Property":
      if (node.key.kind === "Computed") resolveNode(r, node.key.expression);
      resolveNode(r, node.value);
      return;
    case "Spread":
      resolveNode(r, node.value);
      return;
    case "FunctionExpression": {
      const info = r.newFunction(node.form, node.name?.name ?? "", node, node.params, r.fn);
      info.escapes = true;
      const { body } = node;
      if (!node.name) {
        r.resolveFunction(info, () => resolveNode(r, body));
        return;
      }
      // The name of a function expression is visible in the function alone.
      r.openScope(node.name);
      r.declare(node.name, "function", info);
      r.resolveFunction(info, () => resolveNode(r, body));
      r.closeScope();
      return;
    }
    case "Paren":
      resolveNode(r, node.expression);
      return;
    case "Unary":
      resolveNode(r, node.operand);
      return;
    case "Binary":
    case "Logical":
      // Long chains lean to the left; the depth limit of the parser bounds this recursion.
      resolveNode(r, node.left);
      resolveNode(r, node.right);
      return;
    case "Ternary":
      resolveNode(r, node.test);
      resolveNode(r, node.then);
      resolveNode(r, node.otherwise);
      return;
    case "MemberAccess":
      memberValue(r, node);
      return;
    case "IndexAccess":
      resolveNode(r, node.object);
      resolveNode(r, node.index);
      return;
    case "Chain":
      resolveNode(r, node.expression);
      return;
    case "Call":
      resolveCall(r, node);
      return;
    case "PluginCall":
      resolvePluginCall(r, node);
      return;
    case "New":
      resolveNew(r, node);
      return;
    default:
      node satisfies never;
  }
}

function loopBody(r: Resolver, body: Block): void {
  r.loops++;
  r.block(body);
  r.loops--;
}

function parameter(target: Parameter["target"]): Parameter {
  return { kind: "Parameter", span: target.span, target, type: null, fallback: null, rest: false };
}

function branchFunction(r: Resolver, node: Node, params: readonly Parameter[], body: () => void): void {
  const info = r.newFunction("branch", "parallel", node, params, r.fn);
  r.effects.calls.add(info);
  r.resolveFunction(info, body);
}

function test(r: Resolver, node: Extract<Statement, { kind: "Test" }>): void {
  if (node.table) resolveNode(r, node.table.rows);
  const params = node.table ? [parameter(node.table.variable)] : [];
  const info = r.newFunction("test", `test "${node.name.value}"`, node, params, r.fn);
  r.resolveFunction(info, () => r.block(node.body));
}

function assignTarget(r: Resolver, target: Extract<Statement, { kind: "Assign" }>["target"]): void {
  if (target.kind !== "Name") {
    resolveNode(r, target.object);
    if (target.kind === "IndexAccess") resolveNode(r, target.index);
    return;
  }
  const found = r.reference(target, target.name);
  const what = fixedName(found);
  if (what) r.report("AE3004", target.span, { name: target.name, what });
}

/** Why a name cannot be assigned; null when it can, or when it is not declared at all. */
function fixedName(found: Reference): string | null {
  switch (found.form) {
    case "variable":
      return found.variable.kind === "function" ? "a function" : null;
    case "function":
      return "a function";
    case "config":
      return "the configuration of the plugin";
    case "state":
      return "the state of the plugin (assign its keys: `state.key = …`)";
    case "module":
      return "an imported module";
    case "builtin":
      return "a built-in function";
    case "namespace":
      return "a built-in namespace";
    case "undeclared":
      return null;
    default:
      return found satisfies never;
  }
}

/** A name that stands for its value: functions taken this way may be called by anybody. */
function nameValue(r: Resolver, node: Extract<Expression, { kind: "Name" }>): void {
  const found = r.reference(node, node.name);
  if (found.form === "function") found.info.escapes = true;
  if (found.form === "variable" && found.variable.code) found.variable.code.escapes = true;
  if (found.form === "module") r.report("AE3006", node.span, { name: node.name, what: "an imported module" });
  if (found.form === "namespace") r.report("AE3006", node.span, { name: node.name, what: "a namespace" });
  if (found.form === "builtin") noteCall(r, found.name, true);
}

function memberValue(r: Resolver, node: Extract<Expression, { kind: "MemberAccess" }>): void {
  if (node.object.kind === "Name") {
    const found = r.reference(node.object, node.object.name);
    if (found.form === "module") {
      r.effects.links.push({ module: found.link, name: node.property.name, escapes: true });
      return;
    }
    if (found.form === "namespace") {
      noteCall(r, `${found.name}.${node.property.name}`, true);
      return;
    }
    if (found.form === "function") found.info.escapes = true;
    if (found.form === "variable" && found.variable.code) found.variable.code.escapes = true;
    return;
  }
  resolveNode(r, node.object);
}

function resolvePattern(r: Resolver, pattern: Pattern): void {
  switch (pattern.kind) {
    case "ValuePattern":
      resolveNode(r, pattern.value);
      return;
    case "BindPattern":
      bindName(r, pattern.name);
      return;
    case "ObjectPattern":
      for (const item of pattern.entries) resolvePattern(r, item.pattern);
      if (pattern.rest) bindName(r, pattern.rest);
      return;
    case "ListPattern":
      for (const item of pattern.items) resolvePattern(r, item);
      if (pattern.rest) bindName(r, pattern.rest);
      return;
    case "Invalid":
      return;
    default:
      pattern satisfies never;
  }
}

/** Alternatives of one case may bind the same name; they share its variable. */
function bindName(
  r: Resolver,
  ident: { readonly kind: "Identifier"; readonly name: string; readonly span: Span },
): void {
  if (ident.name === "_") return;
  const known = r.scope.names.get(ident.name);
  if (known?.form === "variable") r.module.declarations.set(ident, known.variable);
  else r.declare(ident, "case");
}

function unavailable(r: Resolver, span: Span, construct: string): void {
  r.report("AE3017", { start: span.start, end: span.start + construct.length }, { construct });
}
