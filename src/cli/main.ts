import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { renderReport } from "../diagnostics/render.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { Aborted, errorValue, fail, Thrown } from "../values/thrown.ts";
import type { ErrorValue } from "../values/types.ts";
import { jsonAnswer } from "./answer.ts";
import { type Cli, colors } from "./cli.ts";
import { errorReport, jsonError, reportError } from "./errors.ts";
import { type ExitCode, exitCodeOfError, exitCodes } from "./exit.ts";
import type { Action, Verb } from "./verb.ts";
import { astVerb } from "./verbs/ast.ts";
import { callVerb } from "./verbs/call.ts";
import { checkVerb } from "./verbs/check.ts";
import { memoryVerbs } from "./verbs/memory/index.ts";
import { runVerb } from "./verbs/run.ts";

const verbs: readonly Verb[] = [runVerb, callVerb, checkVerb, astVerb];

/**
 * The command line.
 * @param words the arguments without the program's name
 * @returns the exit code
 */
export async function main(words: readonly string[], cli: Cli): Promise<ExitCode> {
  let code: ExitCode = exitCodes.fine;
  const action: Action = async (work) => {
    code = await work();
  };
  try {
    const tree = commandTree(cli, action);
    await tree.parseAsync(words[0] === "help" ? helpWords(tree, words.slice(1)) : [...words], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) code = answerCommander(cli, error, words);
    else if (error instanceof Thrown || error instanceof Aborted) code = answerError(cli, error.error, words);
    else throw error;
  }
  return outputFailed(cli) && code === exitCodes.fine ? exitCodes.failed : code;
}

/** Was the caller asking for JSON? Known before the words have been understood, for they may be what is wrong. */
export function wantsJson(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return (end < 0 ? words : words.slice(0, end)).includes("--json");
}

/** Answers an error in the form the words ask for. */
export function answerError(cli: Cli, error: ErrorValue, words: readonly string[]): ExitCode {
  if (wantsJson(words)) cli.streams.out(jsonAnswer(false, "null", jsonError(error)));
  else reportError(cli, error);
  return exitCodeOfError(error.code);
}

/** Says on the stream that is left what happened to the other one. */
function outputFailed(cli: Cli): boolean {
  const { failure } = cli.streams;
  if (failure === null) return false;
  const stream = failure.stream === "out" ? "Standard output" : "Standard error";
  const hint = "Make room there, or send it elsewhere.";
  const report = errorReport(errorValue("AE2611", { stream, problem: failure.problem, hint }));
  if (failure.stream === "out") cli.streams.err(renderReport(report, { color: colors(cli, "err") }));
  else cli.streams.out(renderReport(report, { color: colors(cli, "out") }));
  return true;
}

function commandTree(cli: Cli, action: Action): Command {
  const program = command("aether", cli)
    .description("Runs agents written in Aether: small programs that run unattended.")
    .usage("<verb> [options]")
    .version(packageVersion(cli.packageFolder), "--version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [verb...]", "show help for a verb");
  add(program, verbs, cli, action);
  const memory = command("memory", cli).summary("look into the memory and change it").usage("<verb> [options]");
  memory.description(
    "Reads and changes the records agents keep. Output is JSON lines when piped, tables on a terminal.",
  );
  add(memory, memoryVerbs, cli, action);
  program.addCommand(memory);
  examples(program, ["aether run system/agent_sync.aether", "aether memory search --type agent", "aether help run"]);
  return program;
}

function add(parent: Command, children: readonly Verb[], cli: Cli, action: Action): void {
  for (const verb of children) {
    const child = command(verb.name, cli);
    verb.define(child, cli, action);
    examples(child, verb.examples);
    parent.addCommand(child);
  }
}

function command(name: string, cli: Cli): Command {
  return new Command(name)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (text) => cli.streams.out(text),
      writeErr: (text) => cli.streams.err(text),
      // Mistakes are answered below, in the words of the catalogue.
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

function examples(command: Command, lines: readonly string[]): void {
  command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  ${line}\n`).join("")}`);
}

/** The version in the package file of a folder. */
export function packageVersion(folder: string | null): string {
  if (folder === null) return "unknown";
  const text = readFileSync(join(folder, "package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** Puts what commander found wrong into the catalogue's words. */
function answerCommander(cli: Cli, error: CommanderError, words: readonly string[]): ExitCode {
  if (error.exitCode === 0) return exitCodes.fine;
  const tree = commandTree(cli, async () => {});
  const { found, path } = descend(tree, words);
  try {
    explain(error, found, path, words);
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    answerError(cli, thrown.error, words);
  }
  return exitCodes.usage;
}

/** `help memory get` asks for what `memory get --help` shows. @throws Thrown AE2600, AE2609 for verbs there are not */
function helpWords(tree: Command, words: readonly string[]): string[] {
  const verb = words.filter((word) => !word.startsWith("-"));
  const { found, path } = descend(tree, verb);
  const depth = path.split(" ").length - 1;
  const next = verb[depth];
  if (next === undefined) return [...verb, "--help"];
  if (found.commands.length > 0) return unknownVerb(found, path, next);
  return fail("AE2609", { command: `aether help${path.slice("aether".length)}`, name: next, hint: seeHelp(path) });
}

/** The command the words lead to. */
function descend(program: Command, words: readonly string[]): { found: Command; path: string } {
  let found = program;
  let path = "aether";
  for (const word of words) {
    const next = found.commands.find((command) => command.name() === word);
    if (!next) break;
    found = next;
    path += ` ${word}`;
  }
  return { found, path };
}

function explain(error: CommanderError, found: Command, path: string, words: readonly string[]): never {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownCommand":
      return unknownVerb(found, path, quoted);
    case "commander.unknownOption": {
      const options = found.options.flatMap((option) => option.long ?? []);
      const near = suggest(quoted, [...options, "--help"]);
      return fail("AE2601", { command: path, name: quoted, hint: near ? `Did you mean ${near}?` : seeHelp(path) });
    }
    case "commander.optionMissingArgument": {
      const [option = "", value = "a value"] = quoted.split(/ (?=[<[])/);
      return fail("AE2603", { option, expected: value, value: "nothing", hint: seeHelp(path) });
    }
    case "commander.missingArgument":
      return fail("AE2607", {
        command: path,
        expected: quoted === "" ? "an argument" : `<${quoted}>`,
        hint: seeHelp(path),
      });
    case "commander.help":
      return fail("AE2607", { command: path, expected: "a verb", hint: seeHelp(path) });
    case "commander.excessArguments": {
      const extra = words.filter((word) => !word.startsWith("-")).at(-1) ?? "";
      return fail("AE2609", { command: path, name: extra, hint: seeHelp(path) });
    }
    default:
      throw new Thrown(errorValue("AE2607", { command: path, expected: "other words", hint: error.message }));
  }
}

function unknownVerb(found: Command, path: string, name: string): never {
  const near = suggest(name, [...found.commands.map((command) => command.name()), "help"]);
  const hint = near
    ? `Did you mean "${path} ${near}"?`
    : name.includes(".aether")
      ? `To run a file: aether run ${name}`
      : `Verbs: ${found.commands.map((command) => command.name()).join(", ")}.`;
  return fail("AE2600", { name: `${path} ${name}`, hint });
}

function seeHelp(path: string): string {
  return `See "aether help${path.slice("aether".length)}".`;
}
