import { Thrown } from "../../values/thrown.ts";
import { iso } from "../../values/timestamp.ts";
import { ObjectValue, Timestamp, type Value } from "../../values/types.ts";
import { decodeValue, recordType } from "../record.ts";
import type { Statements } from "./statements.ts";

/** Most problems that are told: a damaged file may have one in every row. */
const most = 100;
/** Rows read at once. */
const page = 500;

/**
 * Tells what is wrong with a file, in words; empty when nothing is: the structure of the file (https://www.sqlite.org/pragma.html#pragma_integrity_check),
 * then every document, and that it agrees with what is kept beside it.
 */
export function verify(statements: Statements): string[] {
  const integrity = statements.get(`PRAGMA integrity_check(${most})`).pluck().all() as string[];
  // A document of a file whose structure is damaged may not even be the one it should be.
  if (integrity[0] !== "ok") return integrity.map((line) => `the file: ${line}`);
  const problems: string[] = [];
  for (const problem of check(statements)) {
    problems.push(problem);
    if (problems.length === most) break;
  }
  return problems;
}

interface Row {
  readonly position: number;
  readonly id: string;
  readonly type: string | null;
  readonly doc: string | null;
}

function* check(statements: Statements): Generator<string> {
  const records = "SELECT seq AS position, id, type, doc FROM records WHERE seq > ? ORDER BY seq";
  for (const row of rows(statements, records)) yield* about(`record "${row.id}"`, row);
  const changes = "SELECT seq AS position, id, type, old_doc AS doc FROM changes WHERE seq > ? ORDER BY seq";
  for (const row of rows(statements, changes)) yield* about(`earlier version of "${row.id}" (${row.position})`, row);
  for (const [what, table, name, column] of [
    ["state of", "plugin_states", "plugin", "doc"],
    ["mark", "marks", "name", "value"],
  ] as const) {
    const found = statements.get(`SELECT ${name} AS name, ${column} AS json FROM ${table}`).all();
    for (const each of found as { name: string; json: string }[]) {
      const problem = read(() => decodeValue(each.json));
      if (typeof problem === "string") yield `${what} ${each.name}: ${problem}`;
    }
  }
  const last = number(statements, "SELECT seq FROM sqlite_sequence WHERE name = 'records'");
  const highest = number(
    statements,
    "SELECT max(seq) FROM (SELECT max(seq) AS seq FROM records UNION ALL SELECT max(seq) FROM changes)",
  );
  if (highest > last) yield `the numbers: ${highest} was given, but the last one counts as ${last}`;
}

function* about(what: string, { id, type, doc }: Row): Generator<string> {
  if (doc === null) return;
  const found = read(() => decodeValue(doc));
  if (typeof found === "string") yield `${what}: ${found}`;
  else if (!(found.value instanceof ObjectValue)) yield `${what}: it is no object`;
  else {
    if (idText(found.value.get("id")) !== id) yield `${what}: its document has another id`;
    if (recordType(found.value.get("type")) !== type) yield `${what}: its document has another type`;
  }
}

/** An id as text, also where it reads as a timestamp. */
function idText(value: Value | undefined): Value | undefined {
  return value instanceof Timestamp ? iso(value) : value;
}

/** A value, or what is wrong with its text. */
function read(decode: () => Value): { readonly value: Value } | string {
  try {
    return { value: decode() };
  } catch (error) {
    if (error instanceof Thrown) return error.error.message;
    throw error;
  }
}

function* rows(statements: Statements, sql: string): Generator<Row> {
  for (let after = 0; ; ) {
    const found = statements.get(`${sql} LIMIT ${page}`).all(after) as Row[];
    yield* found;
    const last = found.at(-1);
    if (last === undefined || found.length < page) return;
    after = last.position;
  }
}

function number(statements: Statements, sql: string): number {
  return ((statements.get(sql).pluck().get() as number | null | undefined) ?? 0) as number;
}
