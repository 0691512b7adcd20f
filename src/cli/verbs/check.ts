import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { countFindings, renderReport, reportOf } from "../../diagnostics/render.ts";
import { jsonDiagnostic } from "../../diagnostics/render-json.ts";
import { defaultLimits } from "../../interpreter/host.ts";
import { openProject, type Project } from "../../project/project.ts";
import { moduleFilesIn } from "../../project/scan.ts";
import { statOf } from "../../project/stat.ts";
import { checkModule } from "../../semantics/check.ts";
import type { ModuleFile } from "../../semantics/modules.ts";
import { Program } from "../../semantics/program.ts";
import type { Source } from "../../text/source.ts";
import { fail } from "../../values/thrown.ts";
import { type Cli, colors } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exit.ts";
import { findModule } from "../find-module.ts";
import { choice } from "../options.ts";
import type { Verb } from "../verb.ts";

interface RawCheckOptions {
  readonly format?: string;
}

export const checkVerb: Verb = {
  name: "check",
  define(command, cli, action) {
    command
      .summary("find mistakes without running")
      .description(
        "Checks files: syntax, unresolved names and modules, calls with wrong arguments. Folders are searched for .aether files.",
      )
      .argument("<path...>", "files, folders or modules")
      .option("--format <format>", "text (default) or json")
      .action((paths: string[], raw: RawCheckOptions) => action(() => check(cli, paths, raw)));
  },
  examples: ["aether check system/agent_sync.aether", "aether check . --format json"],
};

async function check(cli: Cli, paths: readonly string[], raw: RawCheckOptions): Promise<ExitCode> {
  const format = choice("--format", raw.format, ["text", "json"]) ?? "text";
  const project = await openProject(cli.cwd, cli.packageFolder);
  const program = new Program(project.resolver, {
    limits: { ...defaultLimits, ...project.file.limits },
    storeWaits: false,
    everythingWaits: false,
  });
  const checked = filesOf(cli, project, paths).map((file): Checked => {
    const module = program.load(file);
    return { source: module.source, findings: checkModule(program, module) };
  });
  if (format === "json") writeJson(cli, checked);
  else writeText(cli, checked);
  const failed = checked.some(({ findings }) => findings.some((found) => found.severity === "error"));
  return failed ? exitCodes.check : exitCodes.fine;
}

/** Each file once, in the order given. @throws Thrown AE2602 */
function filesOf(cli: Cli, project: Project, paths: readonly string[]): ModuleFile[] {
  const found = new Map<string, ModuleFile>();
  for (const path of paths) {
    const files = isFolder(resolve(cli.cwd, path))
      ? inFolder(cli, project, path)
      : [findModule(project, cli.cwd, path)];
    for (const file of files) found.set(file.id, file);
  }
  return [...found.values()];
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function inFolder(cli: Cli, project: Project, path: string): ModuleFile[] {
  const files = moduleFilesIn(resolve(cli.cwd, path)).flatMap((file) => project.resolver.resolve(file, null) ?? []);
  return files.length > 0 ? files : fail("AE2602", { name: path, hint: "The folder holds no .aether files." });
}

interface Checked {
  readonly source: Source;
  /** In source order. */
  readonly findings: readonly Diagnostic[];
}

function writeText(cli: Cli, checked: readonly Checked[]): void {
  const color = colors(cli, "out");
  for (const { source, findings } of checked) {
    for (const found of findings) cli.streams.out(`${renderReport(reportOf(found, source), { color })}\n`);
  }
  const all = checked.flatMap(({ findings }) => findings);
  const files = `${checked.length} ${checked.length === 1 ? "file" : "files"}`;
  cli.streams.out(all.length === 0 ? `No problems in ${files}.\n` : `${countFindings(all)} in ${files}.\n`);
}

function writeJson(cli: Cli, checked: readonly Checked[]): void {
  const found = checked.flatMap(({ source, findings }) => findings.map((one) => jsonDiagnostic(one, source)));
  cli.streams.out(`${JSON.stringify(found, null, 2)}\n`);
}
