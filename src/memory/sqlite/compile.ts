import type { Value } from "../../values/types.ts";
import { lookup, matches } from "../matches.ts";
import { operators } from "../operators.ts";
import { type Condition, type Field, fieldOf, type ParsedQuery, type Test } from "../query.ts";
import { decodeRecord, decodeValue, encodeValue } from "../record.ts";
import { type Access, access, isTimestamp, type TestBuilder } from "./access.ts";
import { testSql } from "./operator-sql.ts";

/** A statement with its parameters, and what the functions in it (see functions.ts) refer to by number. */
export interface Statement {
  readonly sql: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly tests: readonly ((json: string | null) => boolean)[];
  readonly fields: readonly ((doc: string) => string | null)[];
}

/** Beyond this many tests a query is answered by `matches` alone: SQLite bounds the depth and size of expressions. */
const mostTests = 200;

/** The documents a query finds, in their order. */
export function findStatement(query: ParsedQuery): Statement {
  const builder = new Builder();
  const where = builder.where(query.condition);
  const range = `LIMIT ${builder.bind(query.limit ?? -1)} OFFSET ${builder.bind(query.offset)}`;
  if (query.sort.length === 0) {
    return builder.done(`SELECT doc FROM records WHERE ${where} ORDER BY seq ${range}`);
  }
  const columns: string[] = [];
  const order: string[] = [];
  query.sort.forEach(({ field, descending }, i) => {
    const { rank, key } = sortKeys(access(field, builder));
    const direction = descending ? "DESC" : "ASC";
    columns.push(`${rank} AS rank${i}, ${key} AS key${i}`);
    order.push(`rank${i} = 4, rank${i} ${direction}, key${i} ${direction}`);
  });
  return builder.done(
    `SELECT doc FROM (SELECT doc, seq, ${columns.join(", ")} FROM records WHERE ${where}) ` +
      `ORDER BY ${order.join(", ")}, seq ${range}`,
  );
}

/** How many records meet a condition, as `count`. */
export function countStatement(condition: Condition): Statement {
  const builder = new Builder();
  return builder.done(`SELECT count(*) AS count FROM records WHERE ${builder.where(condition)}`);
}

/** Whether any record, of one type if given, has a field: 0 or 1 as `present`. */
export function presenceStatement(field: Field, type: string | null): Statement {
  const builder = new Builder();
  const stored: Test = { kind: "test", field, operator: "exists", operand: true };
  const typed: Test = { kind: "test", field: fieldOf("type"), operator: "eq", operand: type };
  const where = builder.where({ kind: "all", of: type === null ? [stored] : [typed, stored] });
  return builder.done(`SELECT EXISTS (SELECT 1 FROM records WHERE ${where}) AS present`);
}

class Builder implements TestBuilder {
  private readonly params: Record<string, string | number> = {};
  private readonly tests: ((json: string | null) => boolean)[] = [];
  private readonly fields: ((doc: string) => string | null)[] = [];
  private bound = 0;

  bind(value: string | number): string {
    const name = `p${this.bound++}`;
    this.params[name] = value;
    return `:${name}`;
  }

  field(field: Field): number {
    return this.fields.push((doc) => encoded(lookup(decodeRecord(doc), field))) - 1;
  }

  asked({ operator, operand }: Test, { json, timestamps }: Access): string {
    const { test } = operators[operator];
    const decode = (text: string): Value => (timestamps ? decodeValue(text) : (JSON.parse(text) as string));
    const number = this.tests.push((text) => test(text === null ? undefined : decode(text), operand)) - 1;
    return `aether_test(${number}, ${json})`;
  }

  where(condition: Condition): string {
    if (size(condition) <= mostTests) return this.condition(condition);
    const number = this.tests.push((doc) => matches(decodeRecord(doc!), condition)) - 1;
    return `aether_test(${number}, doc)`;
  }

  done(sql: string): Statement {
    return { sql, params: this.params, tests: this.tests, fields: this.fields };
  }

  /** SQL that is true where the condition holds, and false or NULL elsewhere; `not` turns NULL into true. */
  private condition(condition: Condition): string {
    switch (condition.kind) {
      case "test":
        return testSql(condition, access(condition.field, this), this);
      case "all":
        return condition.of.length === 0 ? "1" : `(${condition.of.map((each) => this.condition(each)).join(" AND ")})`;
      case "any":
        return condition.of.length === 0 ? "0" : `(${condition.of.map((each) => this.condition(each)).join(" OR ")})`;
      case "not":
        return `((${this.condition(condition.of)}) IS NOT TRUE)`;
      case "choice": {
        const { type } = access(condition.stored.field, this);
        const stored = this.condition(condition.stored);
        return `((${type} IS NULL AND ${this.condition(condition.otherwise)}) OR (${type} IS NOT NULL AND ${stored}))`;
      }
    }
  }
}

function encoded(value: Value | undefined): string | null {
  return value === undefined ? null : encodeValue(value);
}

function size(condition: Condition): number {
  switch (condition.kind) {
    case "test":
      return 1;
    case "choice":
      return 1 + size(condition.otherwise);
    case "not":
      return 1 + size(condition.of);
    default:
      return condition.of.reduce((sum, each) => sum + size(each), 1);
  }
}

/** The total order of values (see `order`): a rank by kind, 4 for null and missing, and a key within the rank. */
function sortKeys(field: Access): { rank: string; key: string } {
  const { type, value, json } = field;
  const time = isTimestamp(field);
  const rank =
    `CASE ${type} WHEN 'true' THEN 0 WHEN 'false' THEN 0 WHEN 'integer' THEN 1 WHEN 'real' THEN 1 ` +
    `WHEN 'text' THEN CASE WHEN ${time} THEN 1 ELSE 2 END WHEN 'array' THEN 3 WHEN 'object' THEN 3 ELSE 4 END`;
  // SQLite compares text by code point, the language by UTF-16 unit; they differ only from U+D800 on. An escape in the
  // JSON text may hide half a surrogate pair.
  const byUnits = `(${json} GLOB '*[^ -\ud7ff]*' OR instr(${json}, '\\u') > 0)`;
  const key =
    `CASE ${type} WHEN 'true' THEN 1 WHEN 'false' THEN 0 WHEN 'integer' THEN ${value} WHEN 'real' THEN ${value} ` +
    `WHEN 'text' THEN CASE WHEN ${time} THEN unixepoch(${value}, 'subsec') ` +
    `WHEN ${byUnits} THEN aether_utf16(${json}) ELSE ${value} END END`;
  return { rank, key };
}
