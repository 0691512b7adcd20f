import { resolve } from "node:path";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Project } from "../project/project.ts";
import { problemOf } from "../project/read.ts";
import { statOrReason } from "../project/stat.ts";
import type { ModuleFile } from "../semantics/modules.ts";
import { fail } from "../values/thrown.ts";

const EXTENSION = ".aether";

/**
 * The file or module a person named.
 * @param cwd the folder paths start at, absolute
 * @throws Thrown AE2602 with a did-you-mean, AE2612 when there is something by that name that is no module
 */
export function findModule(project: Project, cwd: string, name: string): ModuleFile {
  const found = project.resolver.resolve(name, null);
  if (found) return found;
  if (name !== "" && !name.includes("\0")) explainPath(resolve(cwd, name), name);
  return fail("AE2602", { name, hint: missingHint(project, name) });
}

/** What to say about a name nothing was found for. */
export function missingHint(project: Project, name: string): string {
  const near = didYouMean(name.replace(/\.aether$/, ""), project.resolver.names()).trim();
  return near === "" ? "Paths start at the current folder, modules at the project root (system/agents)." : near;
}

/** Tells why what is at a path is no module; answers when nothing is there. */
function explainPath(path: string, name: string): void {
  const found = statOrReason(path);
  if (found instanceof Error) {
    if ("code" in found && (found.code === "ENOENT" || found.code === "ENOTDIR")) return;
    fail("AE2612", { name, reason: problemOf(found), hint: "Check the path and its permissions." });
  }
  if (found.isDirectory()) {
    const hint = `Name a file in it; "aether check ${name}" checks all of them.`;
    fail("AE2612", { name, reason: "it is a folder", hint });
  }
  const reason = name.endsWith(EXTENSION) ? "it is no ordinary file" : `its name does not end in ${EXTENSION}`;
  fail("AE2612", { name, reason, hint: `Modules are ordinary files whose names end in ${EXTENSION}.` });
}
