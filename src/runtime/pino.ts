import { createRequire } from "node:module";
import type { pino } from "pino";

/** The logging library, loaded with the first line that is logged: most starts do without. The build puts it into the bundle here. */
export function loadPino(): typeof pino {
  return createRequire(import.meta.url)("pino") as typeof pino;
}
