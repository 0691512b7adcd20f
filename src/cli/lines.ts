import { closeSync, openSync, readSync } from "node:fs";
import { problemOf } from "../project/read.ts";
import { fail } from "../values/thrown.ts";

const CHUNK = 64 * 1024;

/** Pieces of a file, one after the other. @throws Thrown AE2606 when it cannot be read */
export function* chunksOf(path: string, shown: string): Iterable<Uint8Array> {
  const trying = <T>(operation: () => T): T => {
    try {
      return operation();
    } catch (error) {
      return fail("AE2606", { path: shown, problem: problemOf(error), hint: "Check the path and its permissions." });
    }
  };
  const file = trying(() => openSync(path, "r"));
  try {
    const buffer = Buffer.alloc(CHUNK);
    for (;;) {
      const count = trying(() => readSync(file, buffer));
      if (count === 0) return;
      yield Buffer.from(buffer.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
}

/**
 * The lines in some bytes of UTF-8, without their line breaks; a last one that is empty does not count.
 * @throws Thrown AE2606 naming the line when the bytes are not UTF-8
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  shown: string,
): AsyncIterable<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  /** Pieces of the line begun: joined once, or a long line would be copied again for each of its pieces. */
  let begun: string[] = [];
  let line = 1;
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      const problem = `around line ${line} it is not UTF-8`;
      return fail("AE2606", { path: shown, problem, hint: "Save it as UTF-8." });
    }
  };
  for await (const chunk of chunks) {
    const [first = "", ...others] = decode(chunk).split("\n");
    begun.push(first);
    for (const other of others) {
      const whole = begun.join("");
      begun = [other];
      line++;
      yield whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    }
  }
  begun.push(decode());
  const rest = begun.join("");
  if (rest !== "") yield rest;
}
