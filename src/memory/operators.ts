import { equals } from "../values/equal.ts";
import { compare } from "../values/order.ts";
import { iso, parseIso } from "../values/timestamp.ts";
import { Timestamp, type Value } from "../values/types.ts";

/** What a condition asks about one field; all but `eq` are written as suffixes of the key. */
export type Operator =
  | "eq"
  | "ne"
  | "gt"
  | "gte"
  | "lt"
  | "lte"
  | "in"
  | "nin"
  | "include"
  | "any"
  | "contains"
  | "prefix"
  | "like"
  | "exists"
  | "after"
  | "before";

interface OperatorRule {
  /** Whether the operand can be meant. */
  accepts(operand: Value): boolean;
  /** What the operand must be, for messages. */
  readonly needs: string;
  /** Whether a field (undefined: missing) meets the operand; both as they are in memory. */
  test(found: Value | undefined, operand: Value): boolean;
}

const isText = (value: Value | undefined): value is string | Timestamp =>
  typeof value === "string" || value instanceof Timestamp;

/** Text operators see a timestamp in its printed form. */
const textOf = (value: string | Timestamp): string => (typeof value === "string" ? value : iso(value));

/** Equality by value, where null equals a missing field. */
function equal(found: Value | undefined, operand: Value): boolean {
  return found === undefined ? operand === null : equals(found, operand);
}

function within(found: Value | undefined, operand: Value): boolean {
  return (operand as Value[]).some((each) => equal(found, each));
}

const holds = (list: Value[], value: Value): boolean => list.some((each) => equals(each, value));

/** Whether the language's comparison is defined for two values; where it is not, a query does not match. */
function comparable(a: Value | undefined, b: Value): a is number | string | Timestamp {
  if (typeof a === "number") return typeof b === "number" || b instanceof Timestamp;
  if (typeof a === "string") return typeof b === "string" || (b instanceof Timestamp && parseIso(a) !== null);
  if (!(a instanceof Timestamp)) return false;
  return b instanceof Timestamp || typeof b === "number" || (typeof b === "string" && parseIso(b) !== null);
}

/** The instant a value stands for: a timestamp, ISO-8601 text, or seconds since 1970; null for anything else. In ms. */
export function instant(value: Value | undefined): number | null {
  if (value instanceof Timestamp) return value.ms;
  if (typeof value === "number") return value * 1000;
  return typeof value === "string" ? (parseIso(value)?.ms ?? null) : null;
}

const list = { accepts: (operand: Value) => Array.isArray(operand), needs: "a list" };
const text = { accepts: isText, needs: "text" };

function ordering(sign: "<" | "<=" | ">" | ">="): OperatorRule {
  return {
    accepts: (operand) => operand === null || typeof operand === "number" || isText(operand),
    needs: "a number, text or a timestamp",
    test: (found, operand) => comparable(found, operand) && compare(sign, found, operand),
  };
}

function timely(test: (found: number, operand: number) => boolean): OperatorRule {
  return {
    accepts: (operand) => operand === null || instant(operand) !== null,
    needs: "a timestamp, ISO-8601 text or seconds since 1970",
    test(found, operand) {
      const a = instant(found);
      const b = instant(operand);
      return a !== null && b !== null && test(a, b);
    },
  };
}

/**
 * The meaning of every operator. Comparisons follow the language's own; where that would be an error (text against a
 * number, anything against a boolean) a query does not match, so that one odd record cannot break a search. `exists` is
 * about the key: a stored null exists.
 */
export const operators: Readonly<Record<Operator, OperatorRule>> = {
  eq: { accepts: () => true, needs: "a value", test: equal },
  ne: { accepts: () => true, needs: "a value", test: (found, operand) => !equal(found, operand) },
  gt: ordering(">"),
  gte: ordering(">="),
  lt: ordering("<"),
  lte: ordering("<="),
  in: { ...list, test: within },
  nin: { ...list, test: (found, operand) => !within(found, operand) },
  include: {
    accepts: () => true,
    needs: "a value",
    test: (found, operand) =>
      Array.isArray(found) && (Array.isArray(operand) ? operand : [operand]).every((each) => holds(found, each)),
  },
  any: {
    ...list,
    test: (found, operand) => Array.isArray(found) && (operand as Value[]).some((each) => holds(found, each)),
  },
  contains: { ...text, test: (found, operand) => isText(found) && textOf(found).includes(textOf(operand as string)) },
  prefix: { ...text, test: (found, operand) => isText(found) && textOf(found).startsWith(textOf(operand as string)) },
  like: { ...text, test: (found, operand) => isText(found) && like(textOf(found), textOf(operand as string)) },
  exists: {
    accepts: (operand) => typeof operand === "boolean",
    needs: "true or false",
    test: (found, operand) => (found !== undefined) === operand,
  },
  after: timely((found, operand) => found > operand),
  before: timely((found, operand) => found < operand),
};

/**
 * SQL's LIKE over a whole text: `%` stands for any run of characters, `_` for one character (code point), a backslash
 * takes the next character literally; the letters A to Z equal a to z. Time grows at most with text × pattern.
 */
export function like(subject: string, pattern: string): boolean {
  const tokens = likeTokens(pattern);
  const chars = Array.from(lowerAscii(subject));
  let at = 0;
  let token = 0;
  let retryToken = -1;
  let retryAt = 0;
  while (at < chars.length) {
    const wanted = tokens[token];
    if (wanted === anyRun) {
      retryToken = token++;
      retryAt = at;
    } else if (wanted !== undefined && (wanted === anyOne || wanted === chars[at])) {
      token += 1;
      at += 1;
    } else if (retryToken >= 0) {
      token = retryToken + 1;
      at = ++retryAt;
    } else {
      return false;
    }
  }
  while (tokens[token] === anyRun) token += 1;
  return token === tokens.length;
}

const anyRun = Symbol("%");
const anyOne = Symbol("_");

function likeTokens(pattern: string): (string | typeof anyRun | typeof anyOne)[] {
  const tokens: (string | typeof anyRun | typeof anyOne)[] = [];
  let literal = false;
  for (const char of lowerAscii(pattern)) {
    if (literal) {
      tokens.push(char);
      literal = false;
    } else if (char === "\\") literal = true;
    else tokens.push(char === "%" ? anyRun : char === "_" ? anyOne : char);
  }
  if (literal) tokens.push("\\");
  return tokens;
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
