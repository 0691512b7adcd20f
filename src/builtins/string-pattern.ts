import { checkEntries } from "../values/limits.ts";
import { print } from "../values/print.ts";
import { createRegex } from "../values/regex.ts";
import { Callable, RegexValue, type Value } from "../values/types.ts";
import { at, integerAt, textAt } from "./arguments.ts";
import { calling, fails, gives, plain } from "./build.ts";
import type { BuiltinContext, Task } from "./declare.ts";
import { expand, type Found, matches, matchList } from "./matching.ts";
import { reserveEntries, reserveText } from "./sizes.ts";
import { pieces } from "./string.ts";
import { finished } from "./tasks.ts";

/** A pattern given as text is a regex for `match`, `match_all`, `search` and `test`, as in JavaScript. */
function regexOf(pattern: Value): RegexValue {
  return pattern instanceof RegexValue ? pattern : createRegex(print(pattern));
}

/** Occurrences of a text, which never overlap; an empty text occurs between all units. */
function occurrences(text: string, part: string, all: boolean, context: BuiltinContext): Found[] {
  const found: Found[] = [];
  for (let index = text.indexOf(part); index >= 0; index = text.indexOf(part, index + Math.max(1, part.length))) {
    found.push({ index, text: part, groups: [], named: null });
    if (!all) break;
    checkEntries(found.length, context.limits);
    // `indexOf` answers the end again and again for an empty part.
    if (index >= text.length) break;
  }
  context.charge((text.length >> 8) + (found.length >> 4));
  return found;
}

function replacing(args: readonly Value[], context: BuiltinContext, every: boolean): Task {
  const text = textAt(args, 0);
  const pattern = at(args, 1);
  const replacement = at(args, 2);
  if (!(pattern instanceof RegexValue || replacement instanceof Callable)) {
    return finished(replaceText(text, print(pattern), print(replacement), every, context));
  }
  const found =
    pattern instanceof RegexValue
      ? matches(context, pattern, text, every || pattern.flags.includes("g"))
      : occurrences(text, print(pattern), every, context);
  if (replacement instanceof Callable) return new Replacement(text, found, replacement, context);
  const template = print(replacement);
  const parts = found.map((match) => expand(template, match, text));
  return finished(assemble(text, found, parts, context));
}

/** Replaces a text by another one, literally; counts first, so that nothing too long is built. */
function replaceText(text: string, part: string, by: string, every: boolean, context: BuiltinContext): string {
  if (!every) return text.replace(part, () => by);
  const count = part === "" ? text.length + 1 : text.split(part, context.limits.stringLength).length - 1;
  context.charge((text.length >> 8) + (count >> 4));
  reserveText(context, text.length + count * (by.length - part.length));
  return text.replaceAll(part, () => by);
}

/** The text with every match exchanged for its part. */
function assemble(text: string, found: readonly Found[], parts: readonly string[], context: BuiltinContext): string {
  let length = text.length;
  for (const [index, match] of found.entries()) length += parts[index]!.length - match.text.length;
  reserveText(context, length);
  let result = "";
  let from = 0;
  for (const [index, match] of found.entries()) {
    result += text.slice(from, match.index) + parts[index]!;
    from = match.index + match.text.length;
  }
  return result + text.slice(from);
}

/** Calls the function with `(match, group…, index, text)` for every match. */
class Replacement implements Task {
  readonly receiver = null;
  args: readonly Value[] = [];
  private readonly parts: string[] = [];

  constructor(
    private readonly text: string,
    private readonly found: readonly Found[],
    readonly callee: Callable,
    private readonly context: BuiltinContext,
  ) {}

  next(): boolean {
    const match = this.found[this.parts.length];
    if (match === undefined) return false;
    this.args = [...matchList(match), match.index, this.text];
    return true;
  }

  feed(result: Value): void {
    this.parts.push(print(result, this.context.limits));
  }

  result(): Value {
    return assemble(this.text, this.found, this.parts, this.context);
  }
}

/** Methods of texts that look for a text or a regex. */
export const stringPatterns = [
  plain(
    "string.split(text: string, separator?: string | regex, limit?: number) -> list<string>",
    "The parts between the separators, at most `limit` of them; an empty separator gives the characters, no separator the whole text.",
    [
      gives('"a,b,c".split(",")', '["a","b","c"]'),
      gives('"a1b22c".split(/\\d+/)', '["a","b","c"]'),
      gives('"añ🙂".split("")', '["a","ñ","🙂"]'),
      gives('"abc".split()', '["abc"]'),
    ],
    (args, context) => {
      const text = textAt(args, 0);
      const separator = at(args, 1);
      const most = Math.min(integerAt(args, 2, Number.POSITIVE_INFINITY), context.limits.listLength + 1);
      context.charge(text.length >> 8);
      if (separator === null) return [text].slice(0, most);
      if (separator === "") return pieces([...text].slice(0, most), context);
      if (!(separator instanceof RegexValue)) return pieces(text.split(print(separator), most), context);
      const { compiled } = separator;
      const parts: (string | undefined)[] = context.bounded(compiled, text, () => text.split(compiled, most));
      reserveEntries(context, parts.length);
      return parts.map((part) => part ?? null);
    },
  ),
  calling(
    "string.replace(text: string, pattern: string | regex, replacement: string | number | boolean | function) -> string",
    "The text with the first occurrence of a text, or the match of a regex (all matches with the flag `g`), replaced. In a replacement for a regex `$1`, `$<name>` and `$&` stand for groups and the match; a function gets `(match, group…)`.",
    [
      gives('"a-b-c".replace("-", "+")', "a+b-c"),
      gives('"2025-07".replace(/(\\d+)-(\\d+)/, "$2/$1")', "07/2025"),
      gives('"abc".replace(/[a-b]/g, letter => letter.upper())', "ABc"),
      gives('"a.b".replace(".", "$&")', "a$&b"),
    ],
    (args, context) => replacing(args, context, false),
  ),
  calling(
    "string.replace_all(text: string, pattern: string | regex, replacement: string | number | boolean | function) -> string",
    "The text with all occurrences of a text, or all matches of a regex, replaced; otherwise like `replace`.",
    [gives('"a-b-c".replace_all("-", "+")', "a+b+c"), gives('"abc".replace_all("", ".")', ".a.b.c.")],
    (args, context) => replacing(args, context, true),
  ),
  plain(
    "string.match(text: string, pattern: regex | string) -> list | null",
    "The first match as a list of the whole match and its groups; with the flag `g` a list of all whole matches; null when there is none.",
    [
      gives('"id=42".match(/(\\w+)=(\\d+)/)', '["id=42","id","42"]'),
      gives('"a1b2".match(/\\d/g)', '["1","2"]'),
      gives('"abc".match(/x/)', "null"),
    ],
    (args, context) => {
      const regex = regexOf(at(args, 1));
      const all = regex.flags.includes("g");
      const found = matches(context, regex, textAt(args, 0), all);
      if (found.length === 0) return null;
      return all ? found.map((match) => match.text) : matchList(found[0]!);
    },
  ),
  plain(
    "string.match_all(text: string, pattern: regex | string) -> list<list>",
    "All matches, each as a list of the whole match and its groups.",
    [gives('"a1b2".match_all(/([a-z])(\\d)/)', '[["a1","a","1"],["b2","b","2"]]'), gives('"abc".match_all(/x/)', "[]")],
    (args, context) => matches(context, regexOf(at(args, 1)), textAt(args, 0), true).map(matchList),
  ),
  plain(
    "string.search(text: string, pattern: regex | string) -> number",
    "The position of the first match of a regex, -1 when there is none.",
    [gives('"abc1".search(/\\d/)', "3"), gives('"abc".search(/\\d/)', "-1")],
    (args, context) => matches(context, regexOf(at(args, 1)), textAt(args, 0), false)[0]?.index ?? -1,
  ),
  plain(
    "string.test(text: string, pattern: regex | string) -> boolean",
    "True when a regex matches somewhere in the text.",
    [gives('"abc1".test(/\\d/)', "true"), gives('"abc".test(/\\d/)', "false"), fails('"a".test("(")', "AE2129")],
    (args, context) => matches(context, regexOf(at(args, 1)), textAt(args, 0), false).length > 0,
  ),
];
