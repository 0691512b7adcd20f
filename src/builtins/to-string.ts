import { print } from "../values/print.ts";
import { at } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";
import type { Example, MethodKind } from "./declare.ts";

/** Kinds whose `toString()` is what they print, with an example. Numbers have their own with a radix. */
const kinds: readonly (readonly [kind: Exclude<MethodKind, "number">, ...examples: Example[]])[] = [
  ["boolean", gives("true.toString()", "true"), gives("(1 > 2).toString()", "false")],
  ["string", gives('"a".toString()', "a"), gives('"".toString()', "")],
  [
    "timestamp",
    gives("new Date(0).toString()", "1970-01-01T00:00:00.000Z"),
    fails('new Date("?").toString()', "AE2169"),
  ],
  ["list", gives('[1, "a"].toString()', '[1,"a"]'), gives("let xs = []\nxs.push(xs)\nxs.toString()", '["<circular>"]')],
  ["object", gives("let o = {a: 1}\no.toString()", '{"a":1}'), gives("let o = {toString: () => 5}\no.toString()", "5")],
  ["set", gives("new Set([1, 1]).toString()", "[1]"), gives("new Set().toString()", "[]")],
  ["regex", gives("/a+/g.toString()", "/a+/g"), gives('new RegExp("").toString()', "/(?:)/")],
  ["function", gives("fn f() { }\nf.toString()", "<function f>"), gives("(x => x).toString()", "<function>")],
  ["error", gives('new Error("no").toString()', "no"), gives("new Error().toString()", "")],
];

/** `toString()` of every kind: what the value prints as. */
export const toStringMethods = kinds.map(([kind, ...examples]) =>
  plain(
    `${kind}.toString(value: ${kind}) -> string`,
    "The value as it prints; the same as `str(value)`.",
    examples,
    (args, context) => print(at(args, 0), context.limits),
  ),
);
