import { fileURLToPath } from "node:url";
import { startupSnapshot } from "node:v8";
import { packageFolder } from "../project/root.ts";
import { parse } from "../syntax/index.ts";
import { Source } from "../text/source.ts";
import { main } from "./main.ts";
import { lacksFlags, restart } from "./restart.ts";
import { ProcessStreams } from "./streams.ts";

/** Starts the command line of this process. */
function start(): void {
  const code = lacksFlags()
    ? restart()
    : main(process.argv.slice(2), {
        streams: new ProcessStreams(),
        cwd: process.cwd(),
        environment: process.env,
        packageFolder: packageFolder(fileURLToPath(import.meta.url)),
      });
  void code.then((value) => {
    process.exitCode = value;
  });
}

if (startupSnapshot.isBuildingSnapshot()) {
  // Building the parser is what takes longest at a start; in the snapshot it is there already.
  parse(new Source("snapshot", 'plugin p { on_run { return "{1 + 1}" } }'));
  startupSnapshot.setDeserializeMainFunction(start);
} else {
  start();
}
