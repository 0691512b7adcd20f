import { countFindings, renderReport, reportOf } from "../../diagnostics/render.ts";
import { openProject } from "../../project/project.ts";
import { dump, parse } from "../../syntax/index.ts";

import { type Cli, colors } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exit.ts";
import { findModule } from "../find-module.ts";
import type { Verb } from "../verb.ts";

export const astVerb: Verb = {
  name: "ast",
  define(command, cli, action) {
    command
      .summary("print the syntax tree of a file")
      .argument("<file|module>", "path of an .aether file, or a module")
      .action((file: string) => action(() => ast(cli, file)));
  },
  examples: ["aether ast system/agent_sync.aether"],
};

async function ast(cli: Cli, name: string): Promise<ExitCode> {
  const { source, diagnostics } = findModule(await openProject(cli.cwd, cli.packageFolder), cli.cwd, name);
  const parsed = parse(source);
  cli.streams.out(`${dump(parsed.file)}\n`);
  const found = [...(diagnostics ?? []), ...parsed.diagnostics];
  for (const one of found) cli.streams.err(renderReport(reportOf(one, source), { color: colors(cli, "err") }));
  if (found.length > 0) cli.streams.err(`${countFindings(found)}.\n`);
  return found.some((one) => one.severity === "error") ? exitCodes.check : exitCodes.fine;
}
