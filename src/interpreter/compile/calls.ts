import type { Builtin } from "../../builtins/declare.ts";
import { registry } from "../../builtins/registry.ts";
import { waitsByItself } from "../../semantics/builtin-names.ts";
import type { FunctionInfo, ModuleLink, Reference } from "../../semantics/model.ts";
import { memberOf } from "../../semantics/program.ts";
import { withoutParens } from "../../semantics/resolve-call.ts";
import type { Call, Expression, NameTarget, New, PluginCall, Spread } from "../../syntax/ast.ts";
import { getProperty } from "../../values/access.ts";
import { elementsOf } from "../../values/iterate.ts";
import type { Closure } from "../closure.ts";
import type { Code } from "../code.ts";
import * as direct from "../direct/calls.ts";
import { CAPTURES, type Captures, type Exec, FIBER, type Frame, type Site } from "../frame.ts";
import { guard } from "../raise.ts";
import * as waiting from "../waiting/calls.ts";
import { indexReader } from "./access.ts";
import type { Compiler } from "./compiler.ts";
import { missingModule, startWaits } from "./modules.ts";
import { namespaceMember, noNamespaceMember, readReference } from "./names.ts";
import { anyWaits, node, plain, strict } from "./nodes.ts";

type Nodes = readonly (Expression | Spread)[];

/** Arguments as one node, and their parts. */
interface Arguments extends direct.Args {
  readonly parts: readonly Exec[];
  readonly spread: boolean;
}

/** `callee(args)` */
export function compileCall(c: Compiler, ast: Call): Exec {
  const { optional } = ast;
  const callee = withoutParens(ast.callee);
  const site = c.site(ast.span);
  if (callee.kind === "Name") return callReference(c, ast, c.module.references.get(callee)!, site, optional);
  if (callee.kind === "MemberAccess") {
    const { object, property } = callee;
    const found = object.kind === "Name" ? c.module.references.get(object) : undefined;
    if (found?.form === "module") return callLink(c, found.link, property.name, ast.args, site);
    if (found?.form === "namespace") return callNamespace(c, found.name, property.name, ast.args, site);
    const receiver = c.expression(object);
    const args = compileArguments(c, ast.args);
    const options = { optional: callee.optional, optionalCall: optional, text: c.text(object) };
    const waits = c.unknownWaits || anyWaits([receiver, args]);
    return node(waits, direct.methodCall, waiting.methodCall, receiver, property.name, args, site, options);
  }
  const args = compileArguments(c, ast.args);
  if (callee.kind === "IndexAccess") {
    const object = c.expression(callee.object);
    const index = c.expression(callee.index);
    const waits = c.unknownWaits || anyWaits([object, index, args]);
    const read = indexReader(c, callee);
    const options = { optional: callee.optional, optionalCall: optional, text: c.text(callee) };
    return node(waits, direct.indexCall, waiting.indexCall, object, read, index, args, site, options);
  }
  return callExpression(c, c.expression(callee), args, site, optional, c.text(callee));
}

/** `call target(args)` */
export function compilePluginCall(c: Compiler, ast: PluginCall): Exec {
  const { target } = ast;
  const site = c.site(ast.span);
  const found = c.module.references.get(target)!;
  if (target.kind === "PathTarget") {
    return callLink(c, (found as Reference & { form: "module" }).link, target.function.name, ast.args, site);
  }
  const { names } = target;
  if (names.length === 1) return callReference(c, ast, found, site, false);
  const last = names.at(-1)!.name;
  if (found.form === "module" && names.length === 2) return callLink(c, found.link, last, ast.args, site);
  if (found.form === "namespace" && names.length === 2) return callNamespace(c, found.name, last, ast.args, site);
  const receiver = throughProperties(readReference(c, found, site), target, site);
  const args = compileArguments(c, ast.args);
  const text = () =>
    names
      .slice(0, -1)
      .map((name) => name.name)
      .join(".");
  const options = { optional: false, optionalCall: false, text };
  const byName = found.form === "variable";
  const variable = names.length === 2 ? names[0]!.name : null;
  const waits = c.unknownWaits || anyWaits([receiver, args]);
  return byName
    ? node(waits, direct.namedCall, waiting.namedCall, receiver, variable, last, args, site, options)
    : node(waits, direct.methodCall, waiting.methodCall, receiver, last, args, site, options);
}

/** `a.b.c` in front of the called name. */
function throughProperties(first: Exec, target: NameTarget, site: Site): Exec {
  let object = first;
  target.names.slice(1, -1).forEach((name, i) => {
    const text = () =>
      target.names
        .slice(0, i + 1)
        .map((part) => part.name)
        .join(".");
    object = strict([object], (frame, values) => guard(frame, site, () => getProperty(values[0]!, name.name, text)));
  });
  return object;
}

function callReference(c: Compiler, ast: Call | PluginCall, found: Reference, site: Site, optional: boolean): Exec {
  if (found.form === "function") return callInfo(c, found.info, ast.args, site);
  if (found.form === "builtin") return callBuiltin(c, registry.globals.get(found.name)!, ast.args, site);
  const callee = readReference(c, found, site);
  const args = compileArguments(c, ast.args);
  if (found.form === "variable" && found.variable.code && !optional)
    return callNested(c, found.variable.code, callee, args, site);
  const text = ast.kind === "Call" ? c.text(ast.callee) : c.text(ast.target);
  return callExpression(c, callee, args, site, optional, text);
}

function callExpression(
  c: Compiler,
  callee: Exec,
  args: Arguments,
  site: Site,
  optional: boolean,
  text: () => string,
): Exec {
  const waits = c.unknownWaits || anyWaits([callee, args]);
  return node(waits, direct.valueCall, waiting.valueCall, callee, args, site, optional, text);
}

/** A function of this file, called by its name. */
function callInfo(c: Compiler, info: FunctionInfo, nodes: Nodes, site: Site): Exec {
  const args = compileArguments(c, nodes);
  const code = c.preparation.code(info);
  const captures: (frame: Frame) => Captures =
    info.unit === c.info.unit
      ? (frame) => frame[CAPTURES][0].base
      : (frame) => frame[CAPTURES][0].machine.instance(info.unit).base;
  return callCode(code, captures, args, site);
}

/** A function nested in this one, called by its name. */
function callNested(c: Compiler, info: FunctionInfo, callee: Exec, args: Arguments, site: Site): Exec {
  const code = c.preparation.code(info);
  const { run } = callee;
  return callCode(code, (frame) => (run(frame) as Closure).captures, args, site);
}

function callCode(code: Code, captures: (frame: Frame) => Captures, args: Arguments, site: Site): Exec {
  const waits = code.wait !== null || args.wait !== null;
  if (args.spread) return node(waits, direct.codeCall, waiting.codeCall, code, captures, args, site);
  return node(waits, direct.plainCall, waiting.plainCall, code, captures, args.parts, args, site);
}

function callBuiltin(c: Compiler, builtin: Builtin, nodes: Nodes, site: Site): Exec {
  const args = compileArguments(c, nodes);
  const { options } = c.preparation.program;
  const own =
    waitsByItself(builtin.effect, options.storeWaits) ||
    (c.unknownWaits && (builtin.effect === "call" || (builtin.form === "calling" && nodes.length > 0)));
  return node(own || anyWaits([args]), direct.builtinCall, waiting.builtinCall, builtin, args, site);
}

function callNamespace(c: Compiler, space: string, name: string, nodes: Nodes, site: Site): Exec {
  const member = namespaceMember(space, name);
  if (member && member.form !== "constant") return callBuiltin(c, member, nodes, site);
  return plain((frame) => guard(frame, site, () => noNamespaceMember(space, name)));
}

/** A function of another module, called by path, alias or plugin name. */
function callLink(c: Compiler, link: ModuleLink, name: string, nodes: Nodes, site: Site): Exec {
  const unit = link.target;
  if (!unit) return missingModule(c, link, site);
  const args = compileArguments(c, nodes);
  const info = memberOf(unit, name);
  const waits = (info?.waits ?? false) || startWaits(unit) || anyWaits([args]);
  return node(waits, direct.moduleCall, waiting.moduleCall, unit, name, args, site);
}

/** `new X(args)` */
export function compileNew(c: Compiler, ast: New): Exec {
  return callBuiltin(c, registry.classes.get(ast.class.name)!, ast.args, c.site(ast.span));
}

/** Arguments in order; a spread one is copied when its turn comes. */
export function compileArguments(c: Compiler, nodes: Nodes): Arguments {
  const spread = nodes.some((item) => item.kind === "Spread");
  const marks = spread ? nodes.map((item) => item.kind === "Spread") : null;
  const parts = nodes.map((item) => (item.kind === "Spread" ? spreadCopy(c, item) : c.expression(item)));
  return { ...node(anyWaits(parts), direct.argumentValues, waiting.argumentValues, parts, marks), parts, spread };
}

/** The elements of `...x` as a new list. */
export function spreadCopy(c: Compiler, ast: Spread): Exec {
  const site = c.site(ast.span);
  const text = c.text(ast.value);
  return strict([c.expression(ast.value)], (frame, values) => {
    const value = values[0]!;
    return guard(frame, site, () => {
      const elements = elementsOf(value, text);
      frame[FIBER].meter.chargeEntries(elements.length);
      return elements.slice();
    });
  });
}
