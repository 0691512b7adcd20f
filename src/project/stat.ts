import { type Stats, statSync } from "node:fs";

/** Reasons why nothing usable is at a path; all else is a mistake of ours or of the machine. */
const absent = new Set(["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "EPERM", "ENAMETOOLONG"]);

/** What is at a path, links followed; null when nothing is there, or nothing one can get at (links in a circle). */
export function statOf(path: string): Stats | null {
  const found = statOrReason(path);
  return found instanceof Error ? null : found;
}

/** What is at a path, links followed, or the host error that says why one cannot get at it. */
export function statOrReason(path: string): Stats | Error {
  try {
    return statSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.has(String(error.code))) return error;
    throw error;
  }
}
