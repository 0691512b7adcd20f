import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { countFindings, renderReport, reportOf } from "../../diagnostics/render.ts";
import { jsonDiagnostic } from "../../diagnostics/render-json.ts";
import { defaultLimits } from "../../interpreter/host.ts";
import { openProject, type Project } from "../../project/project.ts";
import { problemOf } from "../../project/read.ts";
import { moduleFilesIn } from "../../project/scan.ts";
import { statOf } from "../../project/stat.ts";
import { checkModule } from "../../semantics/check.ts";
import type { ModuleFile } from "../../semantics/modules.ts";
import { Program } from "../../semantics/program.ts";
import type { Source } from "../../text/source.ts";
import { errorValue, fail, Thrown } from "../../values/thrown.ts";
import type { ErrorValue } from "../../values/types.ts";
import { type Cli, colors } from "../cli.ts";
import { reportError } from "../errors.ts";
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
  const { files, unread } = filesOf(cli, project, paths);
  const checked = files.map((file): Checked => {
    const module = program.load(file);
    return { source: module.source, findings: checkModule(program, module) };
  });
  if (format === "json") writeJson(cli, checked);
  else writeText(cli, checked);
  for (const error of unread) reportError(cli, error);
  const failed = checked.some(({ findings }) => findings.some((found) => found.severity === "error"));
  if (failed) return exitCodes.check;
  return unread.length > 0 ? exitCodes.usage : exitCodes.fine;
}

/** What there is to check. */
interface Found {
  /** Each file once, in the order given. */
  readonly files: readonly ModuleFile[];
  /** What cannot be read below the folders given. */
  readonly unread: readonly ErrorValue[];
}

/** @throws Thrown AE2602, AE2606, AE2612 for a path that was given itself */
function filesOf(cli: Cli, project: Project, paths: readonly string[]): Found {
  const found = new Map<string, ModuleFile>();
  const unread: ErrorValue[] = [];
  for (const path of paths) {
    const folder = path !== "" && isFolder(resolve(cli.cwd, path));
    const files = folder ? inFolder(cli, project, path, unread) : [findModule(project, cli.cwd, path)];
    for (const file of files) found.set(file.id, file);
  }
  return { files: [...found.values()], unread };
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

/** One file that cannot be read does not keep the others from being checked. */
function inFolder(cli: Cli, project: Project, path: string, unread: ErrorValue[]): ModuleFile[] {
  const before = unread.length;
  const paths = moduleFilesIn(resolve(cli.cwd, path), (folder, error) => {
    const hint = "Check its permissions.";
    unread.push(errorValue("AE2606", { path: project.resolver.display(folder), problem: problemOf(error), hint }));
  });
  const files: ModuleFile[] = [];
  for (const one of paths) {
    try {
      const file = project.resolver.resolve(one, null);
      if (file) files.push(file);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      unread.push(error.error);
    }
  }
  return files.length > 0 || unread.length > before
    ? files
    : fail("AE2602", { name: path, hint: "The folder holds no .aether files." });
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
