import { fileURLToPath } from "node:url";
import { packageFolder } from "../project/root.ts";
import { main } from "./main.ts";
import { ProcessStreams } from "./streams.ts";

/** Starts the command line of this process. */
const streams = new ProcessStreams();

void main(process.argv.slice(2), {
  streams,
  cwd: process.cwd(),
  environment: process.env,
  packageFolder: packageFolder(fileURLToPath(import.meta.url)),
}).then((code) => {
  process.exitCode = code;
});
