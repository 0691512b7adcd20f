import type { Builtin, ConstantBuiltin } from "../builtins/declare.ts";
import { registry } from "../builtins/registry.ts";
import { diagnostic } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Parameter } from "../syntax/ast.ts";
import { allowsMemory, memoryAccessOf, neededAccess, ownerOf } from "./memory-access.ts";
import type { CallSite, Module, Unit } from "./model.ts";
import { defaultMembers, memberNames, memberOf, type Program } from "./program.ts";

/** Everything there is to say about a loaded module, in source order: what its resolution found, and whether its calls fit. */
export function checkModule(program: Program, module: Module): Diagnostic[] {
  const found = [...module.diagnostics];
  const reported = new Set<unknown>();
  for (const link of module.links) {
    if (link.target || reported.has(link)) continue;
    reported.add(link);
    const suggestion = didYouMean(link.path, program.names());
    found.push(diagnostic("AE3010", link.span, { path: link.path, suggestion }));
  }
  for (const site of module.calls) found.push(...checkCall(site));
  return found.sort((a, b) => a.span.start - b.span.start);
}

function checkCall(site: CallSite): Diagnostic[] {
  const { target } = site;
  if ("info" in target) return checkArity(site, target.info.shortName, arityOf(target.info.params));
  if ("builtin" in target) return checkBuiltin(site, target.builtin);
  const unit = target.module.target;
  if (!unit) return [];
  const info = memberOf(unit, target.name);
  if (info) return checkArity(site, target.name, arityOf(info.params));
  if (unit.kind === "plugin" && defaultMembers.has(target.name)) return [];
  return [unknownFunction(site, unit, target.name)];
}

function unknownFunction(site: CallSite, unit: Unit, name: string): Diagnostic {
  const members = memberNames(unit);
  const module = unit.kind === "plugin" ? `Plugin \`${unit.name}\`` : `Module \`${unit.name}\``;
  return diagnostic("AE3011", site.span, {
    module,
    name,
    suggestion: didYouMean(name, members),
    members: members.join(", ") || "no functions",
  });
}

function checkBuiltin(site: CallSite, name: string): Diagnostic[] {
  const [space, member] = name.split(".");
  const found: Builtin | ConstantBuiltin | undefined =
    member === undefined ? registry.globals.get(name) : registry.namespaces.get(space!)?.get(member);
  if (!found) {
    const known = registry.namespaces.get(space!)?.keys() ?? [];
    const suggestion = didYouMean(member!, known);
    return [diagnostic("AE3014", site.span, { namespace: space!, name: member!, suggestion })];
  }
  if (found.form === "constant") return [];
  const required = found.params.filter((param) => !param.optional && !param.rest).length;
  const most = found.params.some((param) => param.rest) ? Number.POSITIVE_INFINITY : found.params.length;
  return [
    ...checkArity(site, name, { required, most }),
    ...checkMilliseconds(site, found),
    ...checkAccess(site, found),
  ];
}

/** A plugin must be allowed to use the memory the way it does. */
function checkAccess(site: CallSite, builtin: Builtin): Diagnostic[] {
  const access = memoryAccessOf(site.unit);
  if (allowsMemory(access, builtin.effect)) return [];
  const plugin = ownerOf(site.unit)?.name ?? site.unit.name;
  const needed = neededAccess(access, builtin.effect);
  return [diagnostic("AE5001", site.span, { plugin, access, builtin: builtin.name, needed })];
}

const milliseconds: ReadonlyMap<string, number> = new Map([
  ["sleep", 0],
  ["setTimeout", 1],
]);
const unitFactors = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Durations are seconds; these take milliseconds. */
function checkMilliseconds(site: CallSite, builtin: Builtin): Diagnostic[] {
  const index = milliseconds.get(builtin.name);
  const argument = index === undefined ? undefined : site.args[index];
  if (argument?.kind !== "NumberLiteral" || argument.unit === null) return [];
  const { source } = site.unit.module;
  const given = source.slice(argument.span);
  const fixed = String(Math.round(Number.parseFloat(given.replaceAll("_", "")) * unitFactors[argument.unit]));
  const fixes = [{ title: `Write ${fixed}`, edits: [{ span: argument.span, text: fixed }] }];
  return [diagnostic("AE3018", argument.span, { name: builtin.name, given, fixed }, { fixes })];
}

interface Arity {
  readonly required: number;
  readonly most: number;
}

function arityOf(params: readonly Parameter[]): Arity {
  const required = params.filter((param) => !param.fallback && !param.rest).length;
  return { required, most: params.some((param) => param.rest) ? Number.POSITIVE_INFINITY : params.length };
}

function checkArity(site: CallSite, name: string, { required, most }: Arity): Diagnostic[] {
  if (site.spread) return [];
  const given = site.args.length;
  const params = { name, given: count(given) };
  if (given > most) return [diagnostic("AE3012", site.span, { ...params, expected: count(most) })];
  if (given >= required) return [];
  const expected = required === most ? count(required) : `at least ${count(required)}`;
  return [diagnostic("AE3013", site.span, { ...params, expected })];
}

function count(n: number): string {
  return n === 1 ? "1 argument" : `${n} arguments`;
}
