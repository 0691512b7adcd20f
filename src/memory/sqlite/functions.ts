import { decodeValue } from "../record.ts";
import type { Statement } from "./compile.ts";
import type { Database } from "./driver.ts";

/** What the functions in a running statement refer to. */
export interface Running {
  statement: Pick<Statement, "tests" | "fields">;
}

/**
 * Gives SQL the functions that compiled queries use. They are called only while `running.statement` is the statement
 * being run; the connection runs one at a time.
 */
export function defineFunctions(db: Database, running: Running): void {
  const options = { deterministic: true, directOnly: true };
  db.function("aether_test", options, (number: unknown, json: unknown) =>
    Number(running.statement.tests[number as number]!(json as string | null)),
  );
  db.function("aether_field", options, (number: unknown, doc: unknown) =>
    running.statement.fields[number as number]!(doc as string),
  );
  db.function("aether_utf16", { ...options }, (json: unknown) => unitOrder(decodeText(json as string)));
}

/** JSON text of a string; one that has the form of a timestamp never gets here. */
function decodeText(json: string): string {
  return decodeValue(json) as string;
}

/**
 * Another text whose order by code point is the order of the given one by UTF-16 unit: surrogates move to U+E000 on,
 * the units above them to the first supplementary plane.
 */
export function unitOrder(text: string): string {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    result += String.fromCodePoint(unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x800 : unit + 0x2000);
  }
  return result;
}
