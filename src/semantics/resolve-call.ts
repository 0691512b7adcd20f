import type { Effect } from "../builtins/declare.ts";
import { registry } from "../builtins/registry.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Call, Expression, NameTarget, New, PluginCall, Spread } from "../syntax/ast.ts";
import type { CallSite, Reference } from "./model.ts";
import type { Resolver } from "./resolver.ts";

/** `(o.f)()` calls `o.f` like `o.f()`. */
export function withoutParens(node: Expression): Expression {
  return node.kind === "Paren" ? withoutParens(node.expression) : node;
}

/** `callee(args)` */
export function resolveCall(r: Resolver, node: Call): void {
  const callee = withoutParens(node.callee);
  if (callee.kind === "Name") {
    callByName(r, node, r.reference(callee, callee.name), node.args);
  } else if (callee.kind === "MemberAccess" && callee.object.kind === "Name") {
    const found = r.reference(callee.object, callee.object.name);
    callMember(r, node, found, callee.property.name);
  } else if (callee.kind === "MemberAccess") {
    r.visit(callee.object);
    r.effects.unknownCall = true;
  } else {
    r.visit(callee);
    r.effects.unknownCall = true;
  }
  r.visitAll(node.args);
}

/** `call path.fn(args)`, `call name.fn(args)`, `call fn(args)` */
export function resolvePluginCall(r: Resolver, node: PluginCall): void {
  const { target } = node;
  if (target.kind === "PathTarget") {
    const module = r.link("path", target.path, target.pathSpan);
    r.module.references.set(target, { form: "module", link: module });
    staticLink(r, node, { form: "module", link: module }, target.function.name);
  } else nameTarget(r, node, target);
  r.visitAll(node.args);
}

function nameTarget(r: Resolver, node: PluginCall, target: NameTarget): void {
  const [first, second] = target.names;
  if (!second) {
    callByName(r, node, r.reference(target, first!.name), node.args);
    return;
  }
  const found = r.reference(target, first!.name, true);
  const isPlugin = found.form === "undeclared" || found.form === "builtin" || found.form === "function";
  if (found.form === "variable") {
    // The variable may hold a plugin's name or an agent record.
    r.effects.unknownCall = true;
    r.effects.namedCall = true;
  } else if (isPlugin && target.names.length === 2) {
    const link = r.link("plugin", first!.name, first!.span);
    const reference: Reference = { form: "module", link };
    r.module.references.set(target, reference);
    staticLink(r, node, reference, second.name);
  } else if (found.form === "undeclared") {
    r.reference(target, first!.name);
  } else callMember(r, node, found, second.name, target.names.length > 2);
}

/** Calls of something that a bare name stands for. */
function callByName(
  r: Resolver,
  node: Call | PluginCall,
  found: Reference,
  args: readonly (Expression | Spread)[],
): void {
  switch (found.form) {
    case "function":
      r.effects.calls.add(found.info);
      site(r, node, { info: found.info });
      return;
    case "variable":
      if (found.variable.code) {
        r.effects.calls.add(found.variable.code);
        site(r, node, { info: found.variable.code });
      } else r.effects.unknownCall = true;
      return;
    case "builtin":
      noteCall(r, found.name, false, args.length > 0);
      site(r, node, { builtin: found.name });
      return;
    case "module":
      r.report("AE3006", node.span, { name: found.link.path, what: "an imported module" });
      return;
    case "namespace":
      r.report("AE3006", node.span, { name: found.name, what: "a namespace" });
      return;
    case "undeclared":
      // It may still turn out to be a variable declared further down.
      r.effects.unknownCall = true;
      return;
    case "config":
    case "state":
      r.effects.unknownCall = true;
      return;
    default:
      found satisfies never;
  }
}

function callMember(r: Resolver, node: Call | PluginCall, found: Reference, name: string, deeper = false): void {
  if (found.form === "module" && !deeper) staticLink(r, node, found, name);
  else if (found.form === "namespace" && !deeper) {
    noteCall(r, `${found.name}.${name}`, false, true);
    site(r, node, { builtin: `${found.name}.${name}` });
  } else {
    if (found.form === "function") found.info.escapes = true;
    if (found.form === "variable" && found.variable.code) found.variable.code.escapes = true;
    r.effects.unknownCall = true;
  }
}

function staticLink(r: Resolver, node: Call | PluginCall, found: Reference & { form: "module" }, name: string): void {
  const link = { module: found.link, name, escapes: false };
  r.effects.links.push(link);
  site(r, node, link);
}

function site(r: Resolver, node: Call | PluginCall, target: CallSite["target"]): void {
  const spread = node.args.some((arg) => arg.kind === "Spread");
  r.module.calls.push({ node, unit: r.fn.unit, span: node.span, args: node.args, spread, target });
}

/** The effect of using a built-in, called or taken as a value. */
export function noteCall(r: Resolver, name: string, asValue: boolean, hasArgs = true): void {
  const [space, member] = name.split(".");
  const found = member === undefined ? registry.globals.get(name) : registry.namespaces.get(space!)?.get(member);
  if (!found || found.form === "constant") return;
  const effect: Effect = found.effect;
  if (asValue) {
    if (effect !== "pure") r.module.waitingValues.found ||= effect === "wait" || effect.startsWith("memory");
    if (effect === "call") r.effects.namedCall = true;
    return;
  }
  if (effect === "wait") r.effects.waits = true;
  if (effect.startsWith("memory")) r.effects.memory = true;
  if (effect === "call") {
    r.effects.namedCall = true;
    r.effects.unknownCall = true;
  }
  if (found.form === "calling" && hasArgs) r.effects.unknownCall = true;
}

/** `new X(args)` */
export function resolveNew(r: Resolver, node: New): void {
  const { name, span } = node.class;
  if (!registry.classes.has(name))
    r.report("AE3005", span, { name, suggestion: didYouMean(name, registry.classes.keys()) });
  r.visitAll(node.args);
}
