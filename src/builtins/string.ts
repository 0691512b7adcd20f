import { fail } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import { integerAt, textAt } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";
import type { BuiltinContext, Example, PlainBuiltin } from "./declare.ts";
import { reserveEntries, reserveText } from "./sizes.ts";

/** A method that maps the whole text to another. */
function mapping(name: string, map: (text: string) => string, doc: string, ...examples: Example[]): PlainBuiltin {
  return plain(`string.${name}(text: string) -> string`, doc, examples, (args, context) => {
    const result = map(textAt(args, 0));
    reserveText(context, result.length);
    return result;
  });
}

function padding(args: readonly Value[], context: BuiltinContext, side: "padStart" | "padEnd"): string {
  const text = textAt(args, 0);
  const length = integerAt(args, 1);
  reserveText(context, Math.max(text.length, length));
  return text[side](length, textAt(args, 2, " "));
}

/** What an absent end means. */
const end = Number.POSITIVE_INFINITY;

/** Methods of texts without patterns; positions and lengths count UTF-16 units. */
export const stringMethods = [
  mapping(
    "upper",
    (text) => text.toUpperCase(),
    "The text in upper case.",
    gives('"abc".upper()', "ABC"),
    gives('"ß".upper()', "SS"),
  ),
  mapping(
    "lower",
    (text) => text.toLowerCase(),
    "The text in lower case.",
    gives('"ABC".lower()', "abc"),
    gives('"".lower()', ""),
  ),
  mapping(
    "toUpperCase",
    (text) => text.toUpperCase(),
    "The text in upper case; the same as `upper`.",
    gives('"".toUpperCase()', ""),
    gives('"abc".toUpperCase()', "ABC"),
  ),
  mapping(
    "toLowerCase",
    (text) => text.toLowerCase(),
    "The text in lower case; the same as `lower`.",
    gives('"".toLowerCase()', ""),
    gives('"ABC".toLowerCase()', "abc"),
  ),
  mapping(
    "trim",
    (text) => text.trim(),
    "The text without white space at both ends.",
    gives('" a b\\n".trim()', "a b"),
    gives('"  ".trim()', ""),
  ),
  mapping(
    "trim_start",
    (text) => text.trimStart(),
    "The text without white space at its start.",
    gives('"  ".trim_start()', ""),
    gives('"  a".trim_start()', "a"),
  ),
  mapping(
    "trim_end",
    (text) => text.trimEnd(),
    "The text without white space at its end.",
    gives('"  ".trim_end()', ""),
    gives('"a  ".trim_end() + "!"', "a!"),
  ),
  plain(
    "string.starts_with(text: string, part: string, from?: number) -> boolean",
    "True when the text has the part at its start, or at position `from`.",
    [
      gives('"agent_sync".starts_with("agent")', "true"),
      gives('"abc".starts_with("b", 1)', "true"),
      fails('"abc".starts_with(null)', "AE2150"),
    ],
    (args) => textAt(args, 0).startsWith(textAt(args, 1), integerAt(args, 2)),
  ),
  plain(
    "string.ends_with(text: string, part: string, end?: number) -> boolean",
    "True when the text, or its first `end` units, ends with the part.",
    [gives('"agent_sync".ends_with("sync")', "true"), gives('"abc".ends_with("b", 2)', "true")],
    (args) => textAt(args, 0).endsWith(textAt(args, 1), integerAt(args, 2, end)),
  ),
  plain(
    "string.includes(text: string, part: string, from?: number) -> boolean",
    "True when the part is in the text, as with `in`.",
    [gives('"abc".includes("bc")', "true"), gives('"abc".includes("a", 1)', "false")],
    (args) => textAt(args, 0).includes(textAt(args, 1), integerAt(args, 2)),
  ),
  plain(
    "string.index_of(text: string, part: string, from?: number) -> number",
    "The position of the first occurrence of the part, -1 when there is none.",
    [gives('"banana".index_of("na")', "2"), gives('"banana".index_of("x")', "-1")],
    (args) => textAt(args, 0).indexOf(textAt(args, 1), integerAt(args, 2)),
  ),
  plain(
    "string.last_index_of(text: string, part: string) -> number",
    "The position of the last occurrence of the part, -1 when there is none.",
    [gives('"banana".last_index_of("na")', "4"), gives('"banana".last_index_of("x")', "-1")],
    (args) => textAt(args, 0).lastIndexOf(textAt(args, 1)),
  ),
  plain(
    "string.slice(text: string, start?: number, end?: number) -> string",
    "The text from `start` up to but not including `end`; negative positions count from the end.",
    [gives('"agent".slice(1, 3)', "ge"), gives('"agent".slice(-2)', "nt"), gives('"abc".slice(2, 1)', "")],
    (args) => textAt(args, 0).slice(integerAt(args, 1), integerAt(args, 2, end)),
  ),
  plain(
    "string.substring(text: string, start: number, end?: number) -> string",
    "The text between two positions, in either order; negative ones are 0.",
    [gives('"agent".substring(3, 1)', "ge"), gives('"agent".substring(-5, 2)', "ag")],
    (args) => textAt(args, 0).substring(integerAt(args, 1), integerAt(args, 2, end)),
  ),
  plain(
    "string.pad_start(text: string, length: number, fill?: string) -> string",
    "The text filled up at its start (with spaces) to a length.",
    [gives('"7".pad_start(3, "0")', "007"), gives('"abc".pad_start(2)', "abc")],
    (args, context) => padding(args, context, "padStart"),
  ),
  plain(
    "string.pad_end(text: string, length: number, fill?: string) -> string",
    "The text filled up at its end (with spaces) to a length.",
    [gives('"ab".pad_end(4, ".")', "ab.."), gives('"abc".pad_end(2)', "abc")],
    (args, context) => padding(args, context, "padEnd"),
  ),
  plain(
    "string.repeat(text: string, count: number) -> string",
    "The text repeated.",
    [
      gives('"ab".repeat(3)', "ababab"),
      gives('"ab".repeat(0)', ""),
      fails('"x".repeat(-1)', "AE2163"),
      fails('"x".repeat(1e9)', "AE4101"),
    ],
    (args, context) => {
      const text = textAt(args, 0);
      const count = integerAt(args, 1);
      if (count < 0) fail("AE2163", { name: "repeat", parameter: "count", least: 0, given: count });
      if (text === "") return "";
      reserveText(context, text.length * count);
      return text.repeat(count);
    },
  ),
  plain(
    "string.lines(text: string) -> list<string>",
    "The lines of a text; a line break at the very end opens no further line.",
    [gives('"a\\nb\\r\\n".lines()', '["a","b"]'), gives('"".lines()', "[]")],
    (args, context) => {
      const text = textAt(args, 0);
      context.charge(text.length >> 8);
      const lines = text.split(/\r\n|\n|\r/, context.limits.listLength + 2);
      if (lines.at(-1) === "") lines.pop();
      return pieces(lines, context);
    },
  ),
  plain(
    "string.words(text: string) -> list<string>",
    "The parts of a text between white space.",
    [gives('" one  two ".words()', '["one","two"]'), gives('"  ".words()', "[]")],
    (args, context) => {
      const text = textAt(args, 0).trim();
      context.charge(text.length >> 8);
      return text === "" ? [] : pieces(text.split(/\s+/, context.limits.listLength + 1), context);
    },
  ),
  plain(
    "string.char_at(text: string, index: number) -> string",
    "The UTF-16 unit at a position, empty beyond the ends.",
    [gives('"abc".char_at(1)', "b"), gives('"abc".char_at(9)', "")],
    (args) => textAt(args, 0).charAt(integerAt(args, 1)),
  ),
  plain(
    "string.charCodeAt(text: string, index?: number) -> number",
    "The number of the UTF-16 unit at a position, NaN beyond the ends.",
    [gives('"A".charCodeAt(0)', "65"), gives('"A".charCodeAt(5)', "NaN")],
    (args) => textAt(args, 0).charCodeAt(integerAt(args, 1)),
  ),
];

/** Parts of a text as a list. @throws Aborted AE4102 when there are too many */
export function pieces(parts: string[], context: BuiltinContext): Value[] {
  reserveEntries(context, parts.length);
  return parts;
}
