import { describe } from "./describe.ts";
import { checkEntries, checkTextLength, defaultSizes, type SizeLimits } from "./limits.ts";
import { print } from "./print.ts";
import { fail } from "./thrown.ts";
import { parseIso, timestamp } from "./timestamp.ts";
import { ErrorValue, Timestamp, type Value } from "./types.ts";

/** The source texts of the left and the right operand, asked for only when an error names them. */
export type OperandNames = () => readonly [left: string, right: string];

/**
 * `+`: adds numbers, concatenates lists, joins text with text, numbers, booleans, timestamps or errors as printed, moves
 * a timestamp by seconds.
 * @throws AE2101 for null, AE2103 for text with anything else, AE2102 for other mixes, AE2130 beyond the years of
 *   timestamps, AE4101 and AE4102 (not catchable) for results that are too large
 */
export function add(a: Value, b: Value, names?: OperandNames, limits: SizeLimits = defaultSizes): Value {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (a === null || b === null) return onNull("+", a, names);
  if (typeof a === "string" || typeof b === "string") {
    const left = joined(a);
    const right = joined(b);
    if (left === undefined || right === undefined) fail("AE2103", { left: describe(a), right: describe(b) });
    checkTextLength(left.length + right.length, limits);
    return left + right;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    checkEntries(a.length + b.length, limits);
    return a.concat(b);
  }
  if (a instanceof Timestamp && typeof b === "number") return timestamp(a.ms + b * 1000);
  if (typeof a === "number" && b instanceof Timestamp) return timestamp(b.ms + a * 1000);
  return mismatch("+", a, b);
}

/** The text a value contributes to a `+` with text; undefined for kinds that need an interpolation. */
function joined(value: Value): string | undefined {
  if (typeof value === "string") return value;
  const kind = typeof value;
  if (kind === "number" || kind === "boolean" || value instanceof Timestamp || value instanceof ErrorValue) {
    return print(value);
  }
  return undefined;
}

/**
 * `-`: numbers; timestamp minus timestamp or ISO-8601 text is a number of seconds, minus null is Infinity (the time since
 * something that never happened), minus a number of seconds is a timestamp.
 * @throws AE2101 for null, AE2107 for text that is no timestamp, AE2102 for other mixes, AE2130
 */
export function subtract(a: Value, b: Value, names?: OperandNames): Value {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a instanceof Timestamp) {
    if (b instanceof Timestamp) return (a.ms - b.ms) / 1000;
    if (b === null) return Number.POSITIVE_INFINITY;
    if (typeof b === "number") return timestamp(a.ms - b * 1000);
    if (typeof b === "string") {
      const other = parseIso(b);
      if (!other) fail("AE2107", { operator: "-", text: describe(b), timestamp: describe(a) });
      return (a.ms - other.ms) / 1000;
    }
  }
  return a === null || b === null ? onNull("-", a, names) : mismatch("-", a, b);
}

export type NumberOperator = "*" | "/" | "%" | "**" | "<<" | ">>" | ">>>" | "&" | "^" | "|";

/**
 * The operators that take numbers only. `/` is true division (`1 / 0` is Infinity), `%` keeps the sign of the left
 * operand, bit operators work on 32 bits, all as in JavaScript.
 * @throws AE2101 for null, AE2102 for anything else that is no number
 */
export function calculate(operator: NumberOperator, a: Value, b: Value, names?: OperandNames): number {
  if (typeof a !== "number" || typeof b !== "number") {
    return a === null || b === null ? onNull(operator, a, names) : mismatch(operator, a, b);
  }
  switch (operator) {
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "**":
      return a ** b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case ">>>":
      return a >>> b;
    case "&":
      return a & b;
    case "^":
      return a ^ b;
    case "|":
      return a | b;
  }
}

export const multiply = (a: Value, b: Value, names?: OperandNames): number => calculate("*", a, b, names);
export const divide = (a: Value, b: Value, names?: OperandNames): number => calculate("/", a, b, names);
export const modulo = (a: Value, b: Value, names?: OperandNames): number => calculate("%", a, b, names);
export const power = (a: Value, b: Value, names?: OperandNames): number => calculate("**", a, b, names);

/**
 * Unary `-`, `+` and `~` on a number.
 * @throws AE2101 for null, AE2104 for anything else that is no number
 */
export function unary(operator: "-" | "+" | "~", value: Value, name?: () => string): number {
  if (value === null) fail("AE2101", { operator, expression: name?.() ?? "null" });
  if (typeof value !== "number") fail("AE2104", { operator, value: describe(value) });
  return operator === "-" ? -value : operator === "+" ? value : ~value;
}

export const negate = (value: Value, name?: () => string): number => unary("-", value, name);

function onNull(operator: string, left: Value, names: OperandNames | undefined): never {
  fail("AE2101", { operator, expression: names?.()[left === null ? 0 : 1] ?? "null" });
}

function mismatch(operator: string, a: Value, b: Value): never {
  fail("AE2102", { operator, left: describe(a), right: describe(b) });
}
