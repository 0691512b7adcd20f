import { fail } from "../../values/thrown.ts";

/** What messages need to know about the store. */
export interface Place {
  /** The path as the author named it. */
  readonly path: string;
  /** Milliseconds a change waits for other processes. */
  readonly wait: number;
}

interface HostError {
  readonly code: string;
  readonly message: string;
}

/** Is this an error of SQLite or the file system? */
export function isHostError(error: unknown): error is HostError {
  return error instanceof Error && typeof (error as { code?: unknown }).code === "string";
}

/**
 * Runs something that talks to SQLite and puts its errors into the catalogue's words.
 * @throws AE6040 to AE6047 naming the path; anything that is no error of SQLite or the file system goes on unchanged
 */
export function guarded<T>(place: Place, run: () => T): T {
  try {
    return run();
  } catch (error) {
    return translate(error, place);
  }
}

/** See `guarded`. Codes: https://www.sqlite.org/rescode.html and errno names of the file system. */
export function translate(error: unknown, { path, wait }: Place): never {
  if (!isHostError(error)) throw error;
  const { code, message } = error;
  if (code === "SQLITE_NOTADB") fail("AE6040", { path, reason: "the file is no SQLite database" });
  if (code.startsWith("SQLITE_CORRUPT")) fail("AE6041", { path, reason: message });
  if (code.startsWith("SQLITE_READONLY") || code === "EROFS") fail("AE6044", { path });
  if (code === "SQLITE_FULL" || code === "ENOSPC") fail("AE6045", { path });
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED"))
    fail("AE6046", { path, seconds: wait / 1000 });
  if (code.startsWith("SQLITE_CANTOPEN") || /^E[A-Z_]+$/.test(code)) fail("AE6043", { path, reason: message });
  if (code.startsWith("SQLITE_")) fail("AE6047", { path, reason: `${message}, ${code}` });
  throw error;
}
