import { fileURLToPath } from "node:url";
import { startupSnapshot } from "node:v8";
import { packageFolder } from "../project/root.ts";
import { crashReport } from "./crash.ts";
import { exitCodes } from "./exit.ts";
import { main, packageVersion } from "./main.ts";
import { lacksFlags, restart } from "./restart.ts";
import { ProcessStreams } from "./streams.ts";
import { warmUp } from "./warm-up.ts";

/** Starts the command line of this process. */
function start(): void {
  const code = lacksFlags()
    ? restart()
    : main(process.argv.slice(2), {
        streams: new ProcessStreams(),
        cwd: process.cwd(),
        environment: process.env,
        packageFolder: installed(),
      });
  void code.then((value) => {
    process.exitCode = value;
  });
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
  new ProcessStreams().err(crashReport(error, { version, node: process.version, platform }));
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
