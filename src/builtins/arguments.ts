import { describe } from "../values/describe.ts";
import { kindOf, kindWords } from "../values/kind.ts";
import { fail } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import type { Builtin } from "./declare.ts";

const methodPrefix = /^(?:list|string|object|set|function|regex|number|timestamp|error|boolean)\./;

/** A built-in's name as authors write it: `push`, `len`, `Math.floor`. */
export function displayName(name: string): string {
  return name.replace(methodPrefix, "");
}

/**
 * Checks the kinds of the arguments; the interpreter calls it once before every call of a built-in. A method's receiver is
 * its first argument.
 * @throws AE2150 for an argument of another kind, AE2151 for one that is missing
 */
export function checkArguments(builtin: Builtin, args: readonly Value[]): void {
  const { params } = builtin;
  for (let at = 0; at < params.length; at++) {
    const param = params[at]!;
    const { kinds } = param;
    if (kinds === undefined) {
      if (at >= args.length && param.optional !== true && param.rest !== true) missing(builtin, at);
      continue;
    }
    if (at >= args.length) {
      if (param.optional === true || param.rest === true) return;
      missing(builtin, at);
    }
    for (let index = at; index < (param.rest === true ? args.length : at + 1); index++) {
      const value = args[index]!;
      if (!kinds.includes(kindOf(value))) wrong(builtin, at, value);
    }
  }
}

function missing(builtin: Builtin, at: number): never {
  const param = builtin.params[at]!;
  fail("AE2151", { name: displayName(builtin.name), parameter: param.name, expected: expected(builtin, at) });
}

function wrong(builtin: Builtin, at: number, value: Value): never {
  fail("AE2150", {
    name: displayName(builtin.name),
    parameter: builtin.params[at]!.name,
    expected: expected(builtin, at),
    given: describe(value),
  });
}

function expected(builtin: Builtin, at: number): string {
  const param = builtin.params[at]!;
  const kinds = param.kinds?.filter((kind) => kind !== "null" || param.optional !== true) ?? [];
  const words = kinds.map(kindWords);
  if (words.length === 0) return "a value";
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The argument at a place, null when it is absent. */
export function at(args: readonly Value[], index: number): Value {
  return args[index] ?? null;
}

/** A number argument, `fallback` when it is absent; NaN when there is no fallback. */
export function numberAt(args: readonly Value[], index: number, fallback = Number.NaN): number {
  const value = args[index];
  return typeof value === "number" ? value : fallback;
}

/** A number argument cut to a whole number as JavaScript does (NaN is 0), `fallback` when it is absent. */
export function integerAt(args: readonly Value[], index: number, fallback = 0): number {
  const value = args[index];
  if (typeof value !== "number") return fallback;
  return Number.isNaN(value) ? 0 : Math.trunc(value);
}

/** A text argument, `fallback` when it is absent. */
export function textAt(args: readonly Value[], index: number, fallback = ""): string {
  const value = args[index];
  return typeof value === "string" ? value : fallback;
}

/** A list argument, empty when it is absent. */
export function listAt(args: readonly Value[], index: number): Value[] {
  const value = args[index];
  return Array.isArray(value) ? value : [];
}
