import { didYouMean, suggest } from "../diagnostics/suggest.ts";
import type { Header, Plugin } from "../syntax/ast.ts";
import { memoryAccessWords } from "./memory-access.ts";
import type { Unit } from "./model.ts";
import type { Resolver } from "./resolver.ts";

const headerNames = [
  "description",
  "version",
  "author",
  "memory_access",
  "schedule",
  "tags",
  "config",
  "state",
  "permissions",
];

/** Resolves the members of a plugin; its functions see each other, `config`, `state` and everything of the file's level. */
export function resolvePlugin(r: Resolver, unit: Unit, plugin: Plugin): void {
  r.openScope(plugin);
  r.scope.names.set("config", { form: "config" });
  r.scope.names.set("state", { form: "state" });
  for (const member of plugin.members) {
    if (member.kind === "FunctionDeclaration") r.declareMember(unit, member, "function");
    if (member.kind === "Handler") r.declareMember(unit, member, "handler");
  }
  const seen = new Set<string>();
  for (const member of plugin.members) {
    switch (member.kind) {
      case "Header":
        if (seen.has(member.key.name)) r.report("AE3003", member.key.span, { name: member.key.name });
        seen.add(member.key.name);
        r.fixed = true;
        header(r, unit, member);
        r.fixed = false;
        break;
      case "FunctionDeclaration":
      case "Handler":
        r.resolveFunction(r.module.functions.get(member)!);
        break;
      case "Test":
        r.visit(member);
        break;
      case "On":
        r.visit(member);
        break;
      default:
        member satisfies never;
    }
  }
  r.closeScope();
}

function header(r: Resolver, unit: Unit, node: Header): void {
  const { name, span } = node.key;
  const { value } = node;
  switch (name) {
    case "description":
    case "version":
    case "author":
    case "schedule":
    case "tags":
      // The parser takes nothing else than their right form.
      return;
    case "memory_access":
      if (value.kind === "Invalid") return;
      if (value.kind !== "Word" || !(memoryAccessWords as readonly string[]).includes(value.word))
        r.report("AE3008", value.span, { plugin: unit.name, given: r.module.source.slice(value.span) });
      return;
    case "config":
    case "state":
      if (value.kind === "ObjectLiteral") r.visit(value);
      return;
    case "permissions":
      if (value.kind === "List" || value.kind === "ObjectLiteral") r.visit(value);
      return;
    default:
      // A permission that nobody reads would leave the plugin with all of them.
      if (suggest(name, headerNames) === "memory_access") {
        r.report("AE3008", span, { plugin: unit.name, given: name });
      } else r.report("AE3015", span, { name, suggestion: didYouMean(name, headerNames) });
  }
}
