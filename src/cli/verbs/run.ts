import { didYouMean } from "../../diagnostics/suggest.ts";
import { runnablePlugins } from "../../interpreter/execution.ts";
import type { Module, Unit } from "../../semantics/model.ts";
import { defaultMembers, memberNames, memberOf } from "../../semantics/program.ts";
import { fromJson } from "../../values/json.ts";
import { errorValue, fail, Thrown } from "../../values/thrown.ts";
import { ErrorValue, ObjectValue, type Value } from "../../values/types.ts";
import type { Answer } from "../answer.ts";
import type { Cli } from "../cli.ts";
import { checkConfiguration } from "../configuration.ts";
import { execute } from "../execute.ts";
import type { ExitCode } from "../exit.ts";
import { findModule } from "../find-module.ts";
import { describeFunctions, hasSomethingToRun, mainUnit, signatures } from "../functions.ts";
import { addExecuteOptions, executeOptions, type RawExecuteOptions } from "../options.ts";
import type { Verb } from "../verb.ts";

interface RawRunOptions extends RawExecuteOptions {
  readonly fn?: string;
  readonly args?: string;
  readonly plugin?: string;
}

export const runVerb: Verb = {
  name: "run",
  define(command, cli, action) {
    addExecuteOptions(
      command
        .summary("run a file or a module")
        .description(
          "Runs the top-level statements of a file, then the on_run of its plugin. The result goes to standard output.",
        )
        .argument("<file|module>", "path of an .aether file, or a module such as system/agent_sync")
        .option("--fn <name>", "call this function instead")
        .option("--args <json>", "arguments of on_run or --fn: a JSON list, or one value")
        .option("--plugin <name>", "which plugin to run, where a file has several"),
    ).action((target: string, raw: RawRunOptions) => action(() => run(cli, target, raw)));
  },
  examples: [
    "aether run system/agent_sync.aether",
    "aether run report.aether --config limit=20 --timeout 30s",
    "aether run system/agents.aether --fn find_agent --args '[\"core_agent\"]'",
  ],
};

function run(cli: Cli, target: string, raw: RawRunOptions): Promise<ExitCode> {
  const options = executeOptions(raw);
  const args = argumentList(raw);
  return execute(
    cli,
    options,
    (project) => findModule(project, cli.cwd, target),
    (run, module, answer) => {
      const named =
        raw.plugin === undefined ? null : (module.plugins.get(raw.plugin) ?? unknownPlugin(module, raw.plugin));
      if (raw.fn !== undefined) {
        const unit = named ?? mainUnit(module);
        checkFunction(unit, raw.fn);
        checkConfiguration(run, options.config, unit);
        return run.callFunction(unit, raw.fn, args);
      }
      if (!named && !hasSomethingToRun(module)) return nothingToRun(module, target, answer);
      const plugin = named ?? pluginToRun(module);
      checkConfiguration(run, options.config, plugin ?? module.main);
      return run.runFile(module, plugin, args);
    },
  );
}

function argumentList(raw: RawRunOptions): readonly Value[] {
  if (raw.args === undefined) return [];
  const value = argumentsOf(raw.args);
  return Array.isArray(value) ? value : [value];
}

/** Unlike the words of `aether call` these are JSON and nothing else: a list with a mistake in it is no text. */
function argumentsOf(text: string): Value {
  try {
    return fromJson(text);
  } catch (error) {
    if (!(error instanceof Thrown) || error.error.code !== "AE2120") throw error;
    return fail("AE2603", {
      option: "--args",
      expected: "JSON, a list or one value",
      value: `'${text}'`,
      hint: `Text stands in double quotes: --args '["Ada", 3]'`,
    });
  }
}

/** @throws Thrown AE2604 */
export function checkFunction(unit: Unit, name: string): void {
  if (memberOf(unit, name) || (unit.kind === "plugin" && defaultMembers.has(name))) return;
  const names = memberNames(unit).sort();
  const near = didYouMean(name, names).trim();
  const hint = near !== "" ? near : names.length > 0 ? `It has: ${names.join(", ")}.` : "It declares no functions.";
  fail("AE2604", { module: unit.module.source.path, name, hint });
}

/** The only plugin of a file with `on_run`, if there is one. @throws Thrown AE2605 */
function pluginToRun(module: Module): Unit | null {
  const runnable = runnablePlugins(module);
  if (runnable.length <= 1) return runnable[0] ?? null;
  // A file whose own code returns a result needs none of its plugins.
  if (module.file.body.some((statement) => statement.kind === "Return")) return null;
  return fail("AE2605", { path: module.source.path, names: runnable.map((unit) => unit.name).join(", ") });
}

function unknownPlugin(module: Module, name: string): never {
  const near = didYouMean(name, module.plugins.keys()).trim();
  const hint =
    near !== "" ? near : `${module.source.path} declares: ${[...module.plugins.keys()].join(", ") || "none"}.`;
  return fail("AE2610", { name, hint });
}

function nothingToRun(module: Module, target: string, answer: Answer): ExitCode {
  const { message, type, code, help } = errorValue("AE2608", {
    path: module.source.path,
    hint: "Call a function with --fn.",
  });
  const data = new ObjectValue([["functions", signatures(module)]]);
  return answer.note(describeFunctions(module, target), new ErrorValue(message, type, code, data, help));
}
