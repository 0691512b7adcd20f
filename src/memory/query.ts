import { didYouMean } from "../diagnostics/suggest.ts";
import { describe } from "../values/describe.ts";
import { fail, Thrown } from "../values/thrown.ts";
import { iso } from "../values/timestamp.ts";
import { ObjectValue, Timestamp, type Value } from "../values/types.ts";
import { type Operator, operators } from "./operators.ts";
import { asStored } from "./record.ts";
import type { Query } from "./store.ts";

/** A field of a record: stored under exactly this key, or else reached through objects along the dots. */
export interface Field {
  readonly key: string;
  /** The key split at its dots; null when it has none. */
  readonly segments: readonly string[] | null;
}

/** One question about one field. */
export interface Test {
  readonly kind: "test";
  readonly field: Field;
  readonly operator: Operator;
  /** As it would come back from memory: sets are lists, canonical ISO text is a timestamp. */
  readonly operand: Value;
}

/** A query as a tree. */
export type Condition =
  | Test
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  /** A key with a suffix: records that store a field of that exact name answer `stored`, all others `otherwise`. */
  | { readonly kind: "choice"; readonly stored: Test; readonly otherwise: Condition };

/** A suffix form whose operand cannot be meant, unless records have a field of that exact name. */
export interface Doubt {
  readonly stored: Field;
  readonly base: Field;
  readonly operator: Operator;
  readonly operand: Value;
}

/** One field results are sorted by. */
export interface SortKey {
  readonly field: Field;
  readonly descending: boolean;
}

export interface ParsedQuery {
  readonly condition: Condition;
  /** The type all results have, when the query says so; narrows the check of `doubts`. */
  readonly type: string | null;
  /** To be settled with the stored records before the query runs, see `settle`. */
  readonly doubts: readonly Doubt[];
  /** Greatest number of results; null without a limit. */
  readonly limit: number | null;
  readonly offset: number;
  /** The first decides, the next ones only among equals; none: the order of insertion. */
  readonly sort: readonly SortKey[];
}

export const queryOptions = ["limit", "offset", "sort_by", "sort_order"] as const;
type QueryOption = (typeof queryOptions)[number];

/** Levels of `any_of` and `not`. */
export const deepestQuery = 50;

const isOption = (key: string): key is QueryOption => (queryOptions as readonly string[]).includes(key);

/**
 * Reads a query object and its options; `options` override option keys in the query.
 * @throws AE6021 to AE6025 for wrong options and operators, and what `asStored` throws for operands
 */
export function parseQuery(query: Query, options: ObjectValue | null = null): ParsedQuery {
  const doubts: Doubt[] = [];
  const chosen = new Map<QueryOption, Value>();
  const condition = parseAll(query, null, 0, doubts, chosen);
  for (const [key, value] of options ?? []) {
    if (!isOption(key)) fail("AE6022", { option: key, hint: didYouMean(key, queryOptions) });
    if (value !== null) chosen.set(key, value);
  }
  return {
    condition,
    type: typeOf(condition),
    doubts,
    limit: count(chosen, "limit"),
    offset: count(chosen, "offset") ?? 0,
    sort: sorting(chosen.get("sort_by") ?? null, chosen.get("sort_order") ?? null),
  };
}

/** The field a key names. */
export function fieldOf(key: string): Field {
  return { key, segments: key.includes(".") ? key.split(".") : null };
}

/**
 * Refuses wrong operands: `checked_in: true` is a field when records have `checked_in`, and a mistake when they only
 * have `checked`. `present` tells whether any record (of the query's type, if it names one) has the field.
 * @throws AE6020
 */
export function settle(doubts: readonly Doubt[], present: (field: Field) => boolean): void {
  for (const { stored, base, operator, operand } of doubts) {
    if (present(stored) || !present(base)) continue;
    const given = describe(operand);
    fail("AE6020", { key: stored.key, field: base.key, operator, needs: operators[operator].needs, given });
  }
}

function parseAll(
  query: ObjectValue,
  inside: string | null,
  depth: number,
  doubts: Doubt[],
  options: Map<QueryOption, Value>,
): Condition {
  if (depth > deepestQuery) fail("AE6025", { limit: deepestQuery });
  const of: Condition[] = [];
  const parts = (key: string, value: Value, needs: string): Condition =>
    value instanceof ObjectValue
      ? parseAll(value, key, depth + 1, doubts, options)
      : fail("AE6023", { key, needs, given: describe(value) });
  for (const [key, value] of query) {
    if (isOption(key)) {
      if (inside !== null) fail("AE6024", { option: key, inside });
      if (value !== null) options.set(key, value);
    } else if (key === "any_of") {
      const needs = "a list of queries";
      if (!Array.isArray(value)) fail("AE6023", { key, needs, given: describe(value) });
      of.push({ kind: "any", of: value.map((each) => parts(key, each, needs)) });
    } else if (key === "not") {
      of.push({ kind: "not", of: parts(key, value, "a query") });
    } else {
      of.push(parseKey(key, value, doubts));
    }
  }
  return of.length === 1 ? of[0]! : { kind: "all", of };
}

const suffix = /^(.+)_(gte?|lte?|ne|n?in|include|any|contains|prefix|like|exists|after|before)$/s;

function parseKey(key: string, value: Value, doubts: Doubt[]): Condition {
  const stored: Test = { kind: "test", field: fieldOf(key), operator: "eq", operand: operandFor(key, key, value) };
  const found = suffix.exec(key);
  if (!found) return stored;
  const field = fieldOf(found[1]!);
  const operator = found[2] as Operator;
  const timely = operator === "after" || operator === "before";
  const operand = operandFor(key, timely ? null : field.key, value);
  if (operators[operator].accepts(operand)) {
    return { kind: "choice", stored, otherwise: { kind: "test", field, operator, operand } };
  }
  doubts.push({ stored: stored.field, base: field, operator, operand });
  return { kind: "choice", stored, otherwise: { kind: "any", of: [] } };
}

/** The operand as memory would hold it; for the field `id`, numbers and timestamps become text as they do in records. */
function operandFor(key: string, field: string | null, value: Value): Value {
  // Infinity and NaN become null in records; asked for, they are what they are: a bound, and equal to nothing.
  if (typeof value === "number" && field !== "id") return value;
  const operand = storable(value, key);
  if (field !== "id") return operand;
  return Array.isArray(operand) ? operand.map(idText) : idText(operand);
}

function storable(value: Value, key: string): Value {
  try {
    return asStored(value, key);
  } catch (error) {
    if (error instanceof Thrown && error.error.code === "AE2124") {
      fail("AE6026", { key, given: describe(value) });
    }
    throw error;
  }
}

function idText(value: Value): Value {
  if (typeof value === "number") return String(value);
  return value instanceof Timestamp ? iso(value) : value;
}

function typeOf(condition: Condition): string | null {
  for (const part of condition.kind === "all" ? condition.of : [condition]) {
    if (part.kind === "test" && part.field.key === "type" && typeof part.operand === "string") return part.operand;
  }
  return null;
}

function count(options: ReadonlyMap<QueryOption, Value>, option: QueryOption): number | null {
  const value = options.get(option) ?? null;
  if (value === null || (typeof value === "number" && Number.isSafeInteger(value) && value >= 0)) return value;
  return fail("AE6021", { option, needs: "a whole number, 0 or more", given: describe(value) });
}

/** Most fields to sort by. */
const mostSorted = 16;

/** `sort_by` is a field or a list of fields, `sort_order` one direction for all of them or a list with one for each. */
function sorting(by: Value, order: Value): SortKey[] {
  const names = (Array.isArray(by) ? by : by === null ? [] : [by]).map(sortName);
  if (names.length > mostSorted) {
    fail("AE6021", { option: "sort_by", needs: `a list of at most ${mostSorted} fields`, given: describe(by) });
  }
  if (!Array.isArray(order)) {
    const descending = isDescending(order ?? "asc");
    return names.map((name) => ({ field: fieldOf(name), descending }));
  }
  const orders = order.map(isDescending);
  if (orders.length !== names.length) {
    const needs = `a list with one direction for each field of \`sort_by\`, which has ${names.length}`;
    fail("AE6021", { option: "sort_order", needs, given: describe(order) });
  }
  return names.map((name, i) => ({ field: fieldOf(name), descending: orders[i]! }));
}

function sortName(value: Value): string {
  if (typeof value !== "string" || value === "") {
    return fail("AE6021", {
      option: "sort_by",
      needs: "the name of a field, or a list of names",
      given: describe(value),
    });
  }
  // Elsewhere a minus means descending order; a field of such a name would be found nowhere and sort nothing.
  if (value.startsWith("-")) {
    const needs = 'the name of a field (descending order is `sort_order: "desc"`)';
    fail("AE6021", { option: "sort_by", needs, given: describe(value) });
  }
  return value;
}

function isDescending(value: Value): boolean {
  if (value === "asc" || value === "desc") return value === "desc";
  const needs = '"asc" or "desc", or a list of them';
  return fail("AE6021", { option: "sort_order", needs, given: describe(value) });
}
