import type BetterSqlite from "better-sqlite3";
import { fail } from "../../values/thrown.ts";
import { loadPackage } from "./package.ts";

/** An open SQLite connection. */
export type Database = BetterSqlite.Database;
type Driver = typeof BetterSqlite;

let driver: Driver | undefined;

/**
 * The native SQLite module, loaded when the first store is opened and nowhere else: programs without memory start
 * without it, and a start-up snapshot cannot hold it.
 * @throws AE6048 when it is missing or was built for another Node
 */
export function sqlite(load: (name: string) => unknown = loadPackage): Driver {
  if (driver === undefined) {
    let loaded: Driver;
    try {
      loaded = load("better-sqlite3") as Driver;
      // The binary is only loaded with the first connection.
      new loaded(":memory:").close();
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error);
      return fail("AE6048", { reason });
    }
    driver = loaded;
  }
  return driver;
}
