import { didYouMean } from "../../diagnostics/suggest.ts";
import type { Project } from "../../project/project.ts";
import type { ModuleFile } from "../../semantics/modules.ts";
import { fail } from "../../values/thrown.ts";
import type { Cli } from "../cli.ts";
import { checkConfiguration } from "../configuration.ts";
import { execute } from "../execute.ts";
import type { ExitCode } from "../exit.ts";
import { findModule } from "../find-module.ts";
import { mainUnit } from "../functions.ts";
import { addExecuteOptions, executeOptions, type RawExecuteOptions } from "../options.ts";
import type { Verb } from "../verb.ts";
import { wordValue } from "../words.ts";
import { checkFunction } from "./run.ts";

export const callVerb: Verb = {
  name: "call",
  define(command, cli, action) {
    addExecuteOptions(
      command
        .summary("call one function of a module or plugin")
        .description(
          "Calls a function and prints what it returns. Each argument is JSON where that is valid, else text.",
        )
        .argument("<module.function>", "such as system/agents.find_agent")
        .argument("[arguments...]", "arguments of the function"),
    ).action((target: string, args: string[], raw: RawExecuteOptions) => action(() => call(cli, target, args, raw)));
  },
  examples: [
    "aether call system/agents.find_agent core_agent",
    "aether call system/logger.get_logs_by_type agent_created 5",
    'aether call ./tools.aether.greet \'{"name": "Ada"}\' --json',
  ],
};

function call(cli: Cli, target: string, args: readonly string[], raw: RawExecuteOptions): Promise<ExitCode> {
  const options = executeOptions(raw);
  const dot = target.lastIndexOf(".");
  const path = target.slice(0, dot);
  const name = target.slice(dot + 1);
  return execute(
    cli,
    options,
    (project) => {
      if (dot <= 0 || name === "" || name === "aether") return noFunction(project, target);
      return findCallee(project, cli.cwd, path);
    },
    (run, module) => {
      // A plugin may have been named that is not the one its file stands for.
      const unit = module.plugins.get(path) ?? mainUnit(module);
      checkFunction(unit, name);
      checkConfiguration(run, options.config, unit);
      return run.callFunction(unit, name, args.map(wordValue));
    },
  );
}

function noFunction(project: Project, target: string): never {
  const module = target.replace(/\.$/, "");
  const known = (project.resolver.resolve(module, null) ?? project.resolver.plugin(module)) !== null;
  const near = didYouMean(module, project.resolver.names()).trim();
  const hint = known ? `Add the function: ${module}.NAME` : near !== "" ? near : "Example: system/agents.find_agent";
  return fail("AE2607", {
    command: "aether call",
    expected: "a module and a function such as system/agents.find_agent",
    hint,
  });
}

/** A module by its path, or a registered plugin by its name. */
function findCallee(project: Project, cwd: string, path: string): ModuleFile {
  const found = project.resolver.resolve(path, null) ?? project.resolver.plugin(path);
  return found ?? findModule(project, cwd, path);
}
