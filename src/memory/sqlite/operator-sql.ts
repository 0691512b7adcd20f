import { iso, parseIso } from "../../values/timestamp.ts";
import { ObjectValue, Timestamp, type Value } from "../../values/types.ts";
import { instant } from "../operators.ts";
import type { Test } from "../query.ts";
import { wellFormed } from "../unicode.ts";
import { type Access, isTimestamp, type TestBuilder } from "./access.ts";

const signs = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/** More values than this go to the statement as one JSON list, so that few statement texts serve many queries. */
const mostListed = 16;

/**
 * SQL for one test: true where it holds, false or NULL elsewhere. What SQL cannot say exactly (deep equality, other
 * spellings of timestamps, half surrogate pairs, numbers beyond 2^53) is asked of the plain evaluation, by row.
 */
export function testSql(test: Test, field: Access, builder: TestBuilder): string {
  const { operator, operand } = test;
  switch (operator) {
    case "eq":
      return equal(test, operand, field, builder);
    case "ne":
      return `((${equal({ ...test, operator: "eq" }, operand, field, builder)}) IS NOT TRUE)`;
    case "in":
      return within(test, operand as Value[], field, builder);
    case "nin":
      return `((${within({ ...test, operator: "in" }, operand as Value[], field, builder)}) IS NOT TRUE)`;
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return ordered(test, signs[operator], field, builder);
    case "after":
    case "before":
      return timely(test, operator === "after" ? ">" : "<", field, builder);
    case "exists":
      return operand === true ? `${field.type} IS NOT NULL` : `${field.type} IS NULL`;
    case "contains":
      return onText(test, field, builder, (text) => `instr(${field.value}, ${text}) > 0`);
    case "prefix": {
      const length = Array.from(asText(operand)).length;
      return onText(test, field, builder, (text) => `substr(${field.value}, 1, ${builder.bind(length)}) = ${text}`);
    }
    case "like":
      return `(${field.type} = 'text' AND ${builder.asked(test, field)})`;
    case "include":
      return held(test, Array.isArray(operand) ? operand : [operand], "AND", field, builder);
    case "any":
      return held(test, operand as Value[], "OR", field, builder);
  }
}

/** How a value can be compared in SQL: exactly as text, number, boolean or null; never; or only by the plain evaluation. */
type Scalar =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "boolean"; readonly word: "true" | "false" }
  | { readonly kind: "null" | "never" | "other" };

function scalar(value: Value): Scalar {
  if (value === null) return { kind: "null" };
  if (typeof value === "boolean") return { kind: "boolean", word: value ? "true" : "false" };
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return { kind: "never" };
    return exactNumber(value) ? { kind: "number", number: value } : { kind: "other" };
  }
  if (value instanceof Timestamp) return { kind: "text", text: iso(value) };
  return typeof value === "string" && wellFormed(value) ? { kind: "text", text: value } : { kind: "other" };
}

/** SQLite reads whole numbers as 64-bit integers, which the shortest decimal form of a double beyond 2^53 may miss. */
function exactNumber(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER || !Number.isFinite(value);
}

const numeric = (type: string): string => `${type} IN ('integer', 'real')`;

function equal(test: Test, operand: Value, field: Access, builder: TestBuilder): string {
  const known = scalar(operand);
  switch (known.kind) {
    case "null":
      return `coalesce(${field.type}, 'null') = 'null'`;
    case "never":
      return "0";
    case "boolean":
      return `${field.type} = '${known.word}'`;
    case "number":
      return `(${numeric(field.type)} AND ${field.value} = ${builder.bind(known.number)})`;
    case "text":
      return textEqual(test, field, `= ${builder.bind(known.text)}`);
    case "other":
      return `(${jsonTypes(operand, field.type)} AND ${builder.asked(test, field)})`;
  }
}

/** The column `type` holds the text of the field `type`, and has an index. */
function textEqual(test: Test, field: Access, comparison: string): string {
  return test.field.key === "type" ? `type ${comparison}` : `(${field.type} = 'text' AND ${field.value} ${comparison})`;
}

/** The JSON types a value of the operand's kind can have, to spare the plain evaluation the rest. */
function jsonTypes(operand: Value, type: string): string {
  if (Array.isArray(operand)) return `${type} = 'array'`;
  if (operand instanceof ObjectValue) return `${type} = 'object'`;
  return typeof operand === "number" ? numeric(type) : `${type} = 'text'`;
}

function within(test: Test, list: readonly Value[], field: Access, builder: TestBuilder): string {
  const scalars = list.map(scalar);
  if (scalars.some(({ kind }) => kind === "other")) return builder.asked(test, field);
  const parts: string[] = [];
  for (const word of ["true", "false"] as const) {
    if (scalars.some((each) => each.kind === "boolean" && each.word === word)) parts.push(`${field.type} = '${word}'`);
  }
  if (scalars.some(({ kind }) => kind === "null")) parts.push(`coalesce(${field.type}, 'null') = 'null'`);
  const texts = scalars.flatMap((each) => (each.kind === "text" ? [each.text] : []));
  if (texts.length > 0) parts.push(textEqual(test, field, among(texts, builder)));
  const numbers = scalars.flatMap((each) => (each.kind === "number" ? [each.number] : []));
  if (numbers.length > 0) parts.push(`(${numeric(field.type)} AND ${field.value} ${among(numbers, builder)})`);
  return parts.length === 0 ? "0" : `(${parts.join(" OR ")})`;
}

function among(values: readonly (string | number)[], builder: TestBuilder): string {
  if (values.length === 1) return `= ${builder.bind(values[0]!)}`;
  if (values.length <= mostListed) return `IN (${values.map((each) => builder.bind(each)).join(", ")})`;
  return `IN (SELECT value FROM json_each(${builder.bind(JSON.stringify(values))}))`;
}

type Sign = "<" | "<=" | ">" | ">=";

function ordered(test: Test, sign: Sign, field: Access, builder: TestBuilder): string {
  const { operand } = test;
  const { type, value } = field;
  if (operand === null || Number.isNaN(operand)) return "0";
  if (typeof operand === "number") {
    const asked = builder.asked(test, field);
    if (!exactNumber(operand)) return `(${type} IN ('integer', 'real', 'text') AND ${asked})`;
    const text = field.timestamps ? ` OR (${type} = 'text' AND ${isTimestamp(field)} AND ${asked})` : "";
    return `((${numeric(type)} AND ${value} ${sign} ${builder.bind(operand)})${text})`;
  }
  if (operand instanceof Timestamp) return timely(test, sign, field, builder);
  const text = operand as string;
  if (/[\ud800-\uffff]/.test(text)) return `(${type} = 'text' AND ${builder.asked(test, field)})`;
  const compared = `${value} ${sign} ${builder.bind(text)}`;
  if (!field.timestamps) return `(${compared})`;
  const time = parseIso(text);
  const asTime = time === null ? "0" : `${value} ${sign} ${builder.bind(iso(time))}`;
  return `(${type} = 'text' AND CASE WHEN ${isTimestamp(field)} THEN ${asTime} ELSE ${compared} END)`;
}

/** Comparison with an instant: by text where the field holds a timestamp, by the plain evaluation for other spellings. */
function timely(test: Test, sign: Sign, field: Access, builder: TestBuilder): string {
  const ms = instant(test.operand);
  if (ms === null) return "0";
  const { type, value } = field;
  const asked = builder.asked(test, field);
  const time = instantText(ms);
  if (time === null) return `(${type} IN ('text', 'integer', 'real') AND ${asked})`;
  return (
    `CASE WHEN ${type} = 'text' AND ${isTimestamp(field)} THEN ${value} ${sign} ${builder.bind(time)} ` +
    `WHEN ${type} IN ('text', 'integer', 'real') THEN ${asked} END`
  );
}

/** The canonical text of an instant, or null when it has none: between milliseconds, or outside the years 0000 to 9999. */
function instantText(ms: number): string | null {
  if (!Number.isInteger(ms) || Math.abs(ms) > 8.64e15) return null;
  const text = new Date(ms).toISOString();
  return text.length === 24 ? text : null;
}

function asText(operand: Value): string {
  return operand instanceof Timestamp ? iso(operand) : (operand as string);
}

function onText(test: Test, field: Access, builder: TestBuilder, write: (text: string) => string): string {
  const text = asText(test.operand);
  // SQLite's substr stops at a NUL character, and half a surrogate pair cannot be bound.
  const exact = wellFormed(text) && !text.includes("\0");
  return `(${field.type} = 'text' AND ${exact ? write(builder.bind(text)) : builder.asked(test, field)})`;
}

function held(test: Test, values: readonly Value[], join: "AND" | "OR", field: Access, builder: TestBuilder): string {
  const scalars = values.map(scalar);
  if (scalars.length > mostListed || scalars.some(({ kind }) => kind === "other")) {
    return `(${field.type} = 'array' AND ${builder.asked(test, field)})`;
  }
  const parts = scalars.map((each) => holdsScalar(each, field, builder));
  const all = parts.length === 0 ? (join === "AND" ? "1" : "0") : parts.join(` ${join} `);
  return `(${field.type} = 'array' AND (${all}))`;
}

function holdsScalar(value: Scalar, field: Access, builder: TestBuilder): string {
  const some = (where: string): string => `EXISTS (SELECT 1 FROM json_each(${field.json}) AS e WHERE ${where})`;
  switch (value.kind) {
    case "text":
      return some(`e.type = 'text' AND e.value = ${builder.bind(value.text)}`);
    case "number":
      return some(`e.type IN ('integer', 'real') AND e.value = ${builder.bind(value.number)}`);
    case "boolean":
      return some(`e.type = '${value.word}'`);
    case "null":
      return some("e.type = 'null'");
    default:
      return "0";
  }
}
