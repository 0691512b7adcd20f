import { type Code, diagnostic, type Params } from "../diagnostics/catalogue.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type {
  Binding,
  Block,
  File,
  FunctionDeclaration,
  Handler,
  Identifier,
  Node,
  Parameter,
  Plugin,
  Statement,
} from "../syntax/ast.ts";
import type { Parsed } from "../syntax/index.ts";
import type { Span } from "../text/span.ts";
import { globalNames, isGlobal, isNamespace } from "./builtin-names.ts";
import {
  type Effects,
  type FunctionInfo,
  type Module,
  type ModuleLink,
  noEffects,
  type Reference,
  type Unit,
  type Variable,
} from "./model.ts";
import { resolveNode } from "./resolve-node.ts";
import { resolvePlugin } from "./resolve-plugin.ts";
import { capture, Scope } from "./scope.ts";

/** Resolves every name of a parsed file to its meaning and collects the effects of every function. */
export function resolveFile(id: string, parsed: Parsed): Module {
  return new Resolver(id, parsed).run();
}

/** The state of one resolution; statements, expressions and plugins are visited in their own files. */
export class Resolver {
  readonly module: Module;
  scope: Scope;
  fn: FunctionInfo;
  effects: Effects;
  /** Loops around the current place within the current function. */
  loops = 0;
  /** Inside a default value or a header, which no `return` can leave. */
  fixed = false;
  private words: Map<string, number> | null = null;

  constructor(
    id: string,
    private readonly parsed: Parsed,
  ) {
    const { file, source } = parsed;
    const fileUnit = { kind: "file", name: source.path, plugin: null, functions: new Map() } as unknown as Unit & {
      module: Module;
    };
    const code = functionInfo("file", "", source.path, file, [], fileUnit, null);
    this.module = {
      id,
      source,
      file,
      diagnostics: [...parsed.diagnostics],
      fileUnit,
      plugins: new Map(),
      main: null,
      code,
      init: functionInfo("init", "", source.path, file, [], fileUnit, null),
      waitingValues: { found: false },
      variables: { count: 0 },
      references: new Map(),
      scopes: new Map(),
      functions: new Map(),
      declarations: new Map(),
      links: [],
      calls: [],
    };
    fileUnit.module = this.module;
    code.effects.calls.add(this.module.init);
    this.fn = code;
    this.effects = code.effects;
    this.scope = new Scope(file, code, null);
  }

  run(): Module {
    const { file } = this.parsed;
    const plugins = file.body.filter((item): item is Plugin => item.kind === "Plugin");
    for (const plugin of plugins) {
      const { name } = plugin.name;
      if (this.module.plugins.has(name)) this.report("AE3003", plugin.name.span, { name });
      else this.module.plugins.set(name, { kind: "plugin", name, plugin, module: this.module, functions: new Map() });
    }
    const stem = this.module.source.path.replace(/^.*[/\\]/, "").replace(/\.aether$/, "");
    const units = [...this.module.plugins.values()];
    (this.module as { main: Unit | null }).main =
      this.module.plugins.get(stem) ?? (units.length === 1 ? units[0]! : null);
    const functions = file.body.filter((item): item is FunctionDeclaration => item.kind === "FunctionDeclaration");
    for (const node of functions) this.declareMember(this.module.fileUnit, node, "function");
    for (const statement of file.body) this.topLevel(statement);
    for (const node of functions) this.resolveFunction(this.module.functions.get(node)!);
    for (const plugin of plugins) {
      const unit = this.module.plugins.get(plugin.name.name)!;
      if (unit.plugin === plugin) resolvePlugin(this, unit, plugin);
    }
    this.closeScope();
    this.module.diagnostics.sort((a, b) => a.span.start - b.span.start);
    return this.module;
  }

  private topLevel(statement: Statement): void {
    if (statement.kind === "FunctionDeclaration" || statement.kind === "Plugin") return;
    if (statement.kind === "Let") this.effects = this.module.init.effects;
    this.visit(statement);
    this.effects = this.fn.effects;
  }

  /** Resolves one statement or expression and everything below it. */
  visit(node: Parameters<typeof resolveNode>[1]): void {
    resolveNode(this, node);
  }

  visitAll(nodes: readonly Parameters<typeof resolveNode>[1][]): void {
    for (const node of nodes) resolveNode(this, node);
  }

  report(code: Code, span: Span, params: Params = {}): void {
    this.module.diagnostics.push(diagnostic(code, span, params));
  }

  // ------------------------------------------------------------------------------------------------- scopes

  openScope(node: Node): void {
    this.scope = new Scope(node, this.fn, this.scope);
  }

  /** Leaves the scope: names that inner functions used before this scope declared them are settled now. */
  closeScope(): void {
    const { scope } = this;
    this.module.scopes.set(scope.node, { variables: scope.variables, functions: scope.functions });
    for (const pending of scope.pending) {
      const found = pending.fn === scope.fn ? undefined : scope.names.get(pending.name);
      if (found) pending.settle(found);
      else if (scope.parent) scope.parent.pending.push(pending);
      else {
        const later = scope.names.get(pending.name);
        if (later) this.report("AE3002", pending.node.span, { name: pending.name });
        else this.undeclared(pending.node, pending.name);
      }
    }
    if (scope.parent) this.scope = scope.parent;
  }

  private undeclared(node: Node, name: string): void {
    if (this.lostDeclaration(name)) return;
    const hint = statementHints.get(name);
    if (hint) {
      this.report("AE3009", node.span, { name, hint });
      return;
    }
    const known = new Set([...this.scope.visible(), ...this.module.plugins.keys(), ...globalNames()]);
    for (const unit of this.module.plugins.values()) for (const member of unit.functions.keys()) known.add(member);
    for (const variable of this.module.declarations.values()) known.add(variable.name);
    this.report("AE3001", node.span, { name, suggestion: didYouMean(name, known) });
  }

  /** After a syntax error, a name that stands elsewhere too was probably declared in the part that could not be read. */
  private lostDeclaration(name: string): boolean {
    if (!this.parsed.diagnostics.some((found) => found.severity === "error")) return false;
    this.words ??= this.countWords();
    return (this.words.get(name) ?? 0) > 1;
  }

  private countWords(): Map<string, number> {
    const words = new Map<string, number>();
    for (const [word] of this.module.source.text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu))
      words.set(word, (words.get(word) ?? 0) + 1);
    return words;
  }

  block(block: Block): void {
    this.openScope(block);
    this.statements(block.body);
    this.closeScope();
  }

  /** Statements of the current scope: nested functions are hoisted, and see every `let` of the block. */
  private statements(body: readonly Statement[]): void {
    const functions = body.filter((item): item is FunctionDeclaration => item.kind === "FunctionDeclaration");
    for (const node of functions) {
      const info = this.newFunction("function", node.name.name, node, node.params, this.fn);
      const variable = this.declare(node.name, "function", info);
      if (variable) this.scope.functions.push({ variable, info });
    }
    for (const statement of body) if (statement.kind !== "FunctionDeclaration") this.visit(statement);
    for (const node of functions) this.resolveFunction(this.module.functions.get(node)!);
  }

  /** Declares a name in the current scope; reports a second declaration and answers null for it. */
  declare(ident: Identifier, kind: Variable["kind"], code: FunctionInfo | null = null): Variable | null {
    if (this.scope.names.has(ident.name)) {
      this.report("AE3003", ident.span, { name: ident.name });
      return null;
    }
    const top = this.scope.node.kind === "File";
    const slot = top ? this.module.variables.count++ : this.fn.slots++;
    const variable = this.scope.add(ident, kind, top ? "file" : "frame", slot, code);
    this.module.declarations.set(ident, variable);
    return variable;
  }

  // ---------------------------------------------------------------------------------------------- functions

  newFunction(
    kind: FunctionInfo["kind"],
    name: string,
    node: Node,
    params: readonly Parameter[],
    parent: FunctionInfo | null,
    unit: Unit = this.fn.unit,
  ): FunctionInfo {
    const shown = name === "" ? "(function)" : unit.kind === "plugin" && !parent ? `${unit.name}.${name}` : name;
    const info = functionInfo(kind, name, shown, node, params, unit, parent);
    this.module.functions.set(node, info);
    return info;
  }

  /** A function of a plugin or of the file's own level. */
  declareMember(unit: Unit, node: FunctionDeclaration | Handler, kind: "function" | "handler"): void {
    const info = this.newFunction(kind, node.name.name, node, node.params, null, unit);
    const taken = unit.functions.has(node.name.name);
    if (taken) this.report("AE3003", node.name.span, { name: node.name.name });
    else {
      unit.functions.set(node.name.name, info);
      this.scope.names.set(node.name.name, { form: "function", info });
    }
  }

  /** Parameters are a scope of their own around the body. */
  resolveFunction(info: FunctionInfo, body: () => void = () => this.functionBody(info)): void {
    const { fn, effects, loops, fixed } = this;
    this.fn = info;
    this.effects = info.effects;
    this.loops = 0;
    this.openScope(info.node);
    this.fixed = true;
    for (const param of info.params) this.parameter(param);
    this.fixed = false;
    body();
    this.closeScope();
    this.fixed = fixed;
    this.fn = fn;
    this.effects = effects;
    this.loops = loops;
  }

  private functionBody(info: FunctionInfo): void {
    const { node } = info;
    if ("body" in node && !Array.isArray(node.body)) this.visit(node.body as Statement);
  }

  private parameter(param: Parameter): void {
    if (param.fallback) this.visit(param.fallback);
    this.bind(param.target, "parameter");
  }

  /** Declares every name of a binding, in order; fallbacks see the names before them. */
  bind(target: Binding, kind: Variable["kind"]): void {
    switch (target.kind) {
      case "Identifier":
        this.declare(target, kind);
        return;
      case "ObjectBinding":
        for (const item of target.entries) {
          if (item.fallback) this.visit(item.fallback);
          this.bind(item.target, kind);
        }
        if (target.rest) this.declare(target.rest, kind);
        return;
      case "ListBinding":
        for (const item of target.items) {
          if (!item) continue;
          if (item.fallback) this.visit(item.fallback);
          this.bind(item.target, kind);
        }
        if (target.rest) this.declare(target.rest, kind);
        return;
      case "Invalid":
        return;
      default:
        target satisfies never;
    }
  }

  // -------------------------------------------------------------------------------------------------- names

  /** What a name means here, noted in the side table; capturing is recorded. Undeclared names are reported, now or when the scopes close. */
  reference(node: Node, name: string, optional = false): Reference {
    const found = this.scope.lookup(name) ?? this.builtin(name);
    if (found) return this.settle(node, found);
    const open: Reference = { form: "undeclared" };
    this.module.references.set(node, open);
    if (!optional) {
      const { fn } = this;
      this.scope.pending.push({ node, name, fn, settle: (later) => this.settle(node, later, fn) });
    }
    return open;
  }

  private settle(node: Node, found: Reference, fn: FunctionInfo = this.fn): Reference {
    if (found.form === "variable") capture(found.variable, fn);
    this.module.references.set(node, found);
    return found;
  }

  private builtin(name: string): Reference | null {
    if (isNamespace(name)) return { form: "namespace", name };
    return isGlobal(name) ? { form: "builtin", name } : null;
  }

  link(form: ModuleLink["form"], path: string, span: Span): ModuleLink {
    const link: ModuleLink = { path, span, form, target: null };
    this.module.links.push(link);
    return link;
  }
}

/** Words that begin a statement, and what their authors probably meant when they ended up as names. */
const statementHints: ReadonlyMap<string, string> = new Map([
  ...["log", "wait", "assert"].map(
    (word) =>
      [
        word,
        `Put what follows in parentheses when it begins with \`[\`, \`-\`, \`/\` or \`{\`: \`${word} (…)\`.`,
      ] as const,
  ),
  ["match", "A `{` after `match` opens the cases: put an object in parentheses, and begin with `case` or `default`."],
]);

function functionInfo(
  kind: FunctionInfo["kind"],
  shortName: string,
  name: string,
  node: File | Node,
  params: readonly Parameter[],
  unit: Unit,
  parent: FunctionInfo | null,
): FunctionInfo {
  return {
    kind,
    name,
    shortName,
    node,
    params,
    unit,
    parent,
    slots: 0,
    captures: [],
    effects: noEffects(),
    escapes: false,
    waits: false,
  };
}
