import { print } from "../values/print.ts";
import { at } from "./arguments.ts";
import { gives, plain } from "./build.ts";
import type { MethodKind } from "./declare.ts";

/** Kinds whose `toString()` is what they print, with an example. Numbers have their own with a radix. */
const kinds: readonly (readonly [kind: Exclude<MethodKind, "number">, code: string, result: string])[] = [
  ["boolean", "true.toString()", "true"],
  ["string", '"a".toString()', "a"],
  ["timestamp", "new Date(0).toString()", "1970-01-01T00:00:00.000Z"],
  ["list", '[1, "a"].toString()', '[1,"a"]'],
  ["object", "let o = {a: 1}\no.toString()", '{"a":1}'],
  ["set", "new Set([1, 1]).toString()", "[1]"],
  ["regex", "/a+/g.toString()", "/a+/g"],
  ["function", "fn f() { }\nf.toString()", "<function f>"],
  ["error", 'new Error("no").toString()', "no"],
];

/** `toString()` of every kind: what the value prints as. */
export const toStringMethods = kinds.map(([kind, code, result]) =>
  plain(
    `${kind}.toString(value: ${kind}) -> string`,
    "The value as it prints; the same as `str(value)`.",
    [gives(code, result)],
    (args, context) => print(at(args, 0), context.limits),
  ),
);
