import { fileURLToPath } from "node:url";
import { startupSnapshot } from "node:v8";
import { problemOf } from "../project/read.ts";
import { packageFolder } from "../project/root.ts";
import { errorValue } from "../values/thrown.ts";
import { ErrorValue } from "../values/types.ts";
import { jsonAnswer } from "./answer.ts";
import { crashReport, headline } from "./crash.ts";
import { jsonError } from "./errors.ts";
import { type ExitCode, exitCodes } from "./exit.ts";
import { answerError, main, packageVersion, wantsJson } from "./main.ts";
import { lacksFlags, restart } from "./restart.ts";
import { ProcessStreams } from "./streams.ts";
import { warmUp } from "./warm-up.ts";

/** Starts the command line of this process. */
function start(): void {
  const code = lacksFlags() ? restart() : run(process.argv.slice(2));
  void code.then((value) => {
    process.exitCode = value;
  });
}

async function run(words: readonly string[]): Promise<ExitCode> {
  const world = { streams: new ProcessStreams(), environment: process.env, packageFolder: installed() };
  let cwd: string;
  try {
    cwd = process.cwd();
  } catch (error) {
    const path = "The current folder";
    const missing = errorValue("AE2606", { path, problem: problemOf(error), hint: "Change to another one first." });
    return answerError({ ...world, cwd: "/" }, missing, words);
  }
  return main(words, { ...world, cwd });
}

/** The folder this program is installed in. */
function installed(): string | null {
  return packageFolder(fileURLToPath(import.meta.url));
}

function crash(error: unknown): never {
  let version = "of unknown version";
  try {
    version = packageVersion(installed());
  } catch {
    // The installation may be what is broken; the report must come all the same.
  }
  const platform = `${process.platform} ${process.arch}`;
  const streams = new ProcessStreams();
  streams.err(crashReport(error, { version, node: process.version, platform }));
  if (wantsJson(process.argv.slice(2))) {
    streams.out(jsonAnswer(false, "null", jsonError(new ErrorValue(headline(error), "InternalError"))));
  }
  process.exit(exitCodes.internal);
}

// Rejected promises nobody handles come here too.
process.on("uncaughtException", crash);

if (startupSnapshot.isBuildingSnapshot()) {
  startupSnapshot.setDeserializeMainFunction(start);
  void warmUp(installed());
} else {
  start();
}
