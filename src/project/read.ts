import { readFileSync } from "node:fs";
import { diagnostic } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Source } from "../text/source.ts";
import { fail } from "../values/thrown.ts";
import { decodeUtf8 } from "./decode.ts";

/** A source file as read from disk, with a finding (AE1900) for every run of bytes that is not UTF-8. */
export interface ReadSource {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a source file.
 * @param path absolute path
 * @param shown path for people
 * @throws Thrown AE2606 when the file cannot be read
 */
export function readSource(path: string, shown: string): ReadSource {
  return decodeSource(readBytes(path, shown), shown);
}

/** The source in some bytes, for text that comes from elsewhere than a file. */
export function decodeSource(bytes: Uint8Array, shown: string): ReadSource {
  const { text, bad } = decodeUtf8(bytes);
  return {
    source: new Source(shown, text),
    diagnostics: bad.map((run) =>
      diagnostic("AE1900", { start: run.offset, end: run.offset + 1 }, { bytes: run.bytes.map(hex).join(" ") }),
    ),
  };
}

function readBytes(path: string, shown: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    return fail("AE2606", { path: shown, problem: problemOf(error), hint: "Check the path and its permissions." });
  }
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}

/** Why a file operation failed, in words people know. */
export function problemOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words: Record<string, string> = {
    ENOENT: "it does not exist",
    EACCES: "permission denied",
    EPERM: "not permitted",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is not a folder",
    ELOOP: "too many links",
    EMFILE: "too many open files",
    ENOSPC: "no space left on the disk",
    EDQUOT: "the quota of the disk is used up",
    EFBIG: "it would be larger than allowed",
    EIO: "the device does not answer",
    ENAMETOOLONG: "its name is too long",
    EROFS: "the file system is read-only",
    ERR_FS_FILE_TOO_LARGE: "it is too large",
  };
  return words[code] ?? (error instanceof Error ? error.message : String(error));
}
