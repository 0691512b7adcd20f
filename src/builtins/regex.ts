import { ObjectValue, type RegexValue, type Value } from "../values/types.ts";
import { textAt } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";
import { foundOf, matches, matchList } from "./matching.ts";

const regex = (args: readonly Value[]): RegexValue => args[0] as RegexValue;

/** Methods of regexes. */
export const regexMethods = [
  plain(
    "regex.test(regex: regex, text: string) -> boolean",
    "True when the regex matches somewhere in the text; always from the start, also with the flag `g`.",
    [gives('/^a+$/.test("aaa")', "true"), gives('/x/.test("abc")', "false"), fails("/x/.test(null)", "AE2150")],
    (args, context) => matches(context, regex(args), textAt(args, 1), false).length > 0,
  ),
  plain(
    "regex.exec(regex: regex, text: string) -> list | null",
    "The first match as a list of the whole match and its groups, null when there is none. With the flag `g` every call goes on behind the last match.",
    [
      gives('/(\\w)(\\d)/.exec("-a1")', '["a1","a","1"]'),
      gives('let r = /\\d/g\n[r.exec("12"), r.exec("12"), r.exec("12")]', '[["1"],["2"],null]'),
    ],
    (args, context) => {
      const { compiled } = regex(args);
      const text = textAt(args, 1);
      context.charge(text.length >> 8);
      const match = context.bounded(compiled, text, () => compiled.exec(text));
      return match === null ? null : matchList(foundOf(match));
    },
  ),
  plain(
    "regex.groups(regex: regex, text: string) -> object | null",
    "The named groups of the first match as an object, null when there is no match.",
    [
      gives('/(?<key>\\w+)=(?<value>\\w+)/.groups("id=42")', '{"key":"id","value":"42"}'),
      gives('/(?<a>x)/.groups("y")', "null"),
    ],
    (args, context) => {
      const found = matches(context, regex(args), textAt(args, 1), false)[0];
      return found === undefined ? null : (found.named ?? new ObjectValue());
    },
  ),
  plain(
    "regex.source(regex: regex) -> string",
    "The pattern as text; also readable without a call, `regex.source`.",
    [gives("/a+/g.source()", "a+"), gives("/a+/g.source", "a+")],
    (args) => regex(args).source,
  ),
  plain(
    "regex.flags(regex: regex) -> string",
    "The flags as text; also readable without a call, `regex.flags`.",
    [gives("/a+/gi.flags()", "gi"), gives("/a/.flags", "")],
    (args) => regex(args).flags,
  ),
];
