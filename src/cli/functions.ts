import type { Module, Unit } from "../semantics/model.ts";
import { memberNames, memberOf } from "../semantics/program.ts";
import type { FunctionDeclaration, Handler, Parameter, Statement } from "../syntax/ast.ts";

/** Statements that only declare: running a file that has nothing else would do nothing. */
const declarations: ReadonlySet<Statement["kind"]> = new Set([
  "Plugin",
  "FunctionDeclaration",
  "Test",
  "On",
  "TypeDeclaration",
  "Import",
]);

/** Is there anything to run: a top-level statement, or a plugin with `on_run`? */
export function hasSomethingToRun(module: Module): boolean {
  if (module.file.body.length === 0) return true;
  if (module.file.body.some((statement) => !declarations.has(statement.kind))) return true;
  return [...module.plugins.values()].some((unit) => unit.functions.has("on_run"));
}

/** What can be called in a module, and how. */
export function describeFunctions(module: Module, target: string): string {
  const unit = mainUnit(module);
  const path = shellWord(target.replace(/\.aether$/, ""));
  const names = memberNames(unit).sort();
  const subject =
    unit.kind === "plugin" ? `Plugin ${unit.name} has no on_run` : `${module.source.path} has no statements to run`;
  if (names.length === 0) return `${subject}, and no functions.\n`;
  const rows = names.map((name) => ({ signature: signature(unit, name), doc: firstLine(unit, name) }));
  const width = Math.min(44, Math.max(...rows.map((row) => row.signature.length)));
  const list = rows.map(({ signature, doc }) =>
    `  ${signature.padEnd(width)}${doc === "" ? "" : `  ${doc}`}`.trimEnd(),
  );
  return [`${subject}. Its functions:`, "", ...list, "", "Call one:", `  aether call ${path}.${names[0]} …`, ""].join(
    "\n",
  );
}

/** The functions of a module with their parameters, such as `find(id, role?)`; sorted. */
export function signatures(module: Module): string[] {
  const unit = mainUnit(module);
  return memberNames(unit)
    .sort()
    .map((name) => signature(unit, name));
}

/** The plugin of a module that stands for it, or its file level. */
export function mainUnit(module: Module): Unit {
  return module.main ?? module.fileUnit;
}

/** A word as a POSIX shell takes it. */
function shellWord(word: string): string {
  return /^[\p{L}\p{N}_./@%+=:,-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function declaration(unit: Unit, name: string): FunctionDeclaration | Handler | null {
  const node = memberOf(unit, name)?.node;
  return node?.kind === "FunctionDeclaration" || node?.kind === "Handler" ? node : null;
}

function signature(unit: Unit, name: string): string {
  const { source } = unit.module;
  const params = declaration(unit, name)?.params ?? [];
  const text = (param: Parameter) =>
    `${param.rest ? "..." : ""}${source.slice(param.target.span)}${param.fallback ? "?" : ""}`;
  return `${name}(${params.map(text).join(", ")})`;
}

function firstLine(unit: Unit, name: string): string {
  return (declaration(unit, name)?.doc ?? "").split("\n")[0]!.trim();
}
