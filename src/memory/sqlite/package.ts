import { createRequire } from "node:module";

/**
 * Loads the package better-sqlite3. The build puts its JavaScript into the bundle in place of this, so that finding and
 * compiling a dozen files does not hold up every program with a memory; the native part stays where it is installed.
 */
export function loadPackage(name: string): unknown {
  return createRequire(import.meta.url)(name);
}
