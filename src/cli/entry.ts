import { fileURLToPath } from "node:url";
import { packageFolder } from "../project/root.ts";
import { main } from "./main.ts";
import { lacksFlags, restart } from "./restart.ts";
import { ProcessStreams } from "./streams.ts";

/** Starts the command line of this process. */
function start(): Promise<number> {
  return main(process.argv.slice(2), {
    streams: new ProcessStreams(),
    cwd: process.cwd(),
    environment: process.env,
    packageFolder: packageFolder(fileURLToPath(import.meta.url)),
  });
}

void (lacksFlags() ? restart() : start()).then((code) => {
  process.exitCode = code;
});
