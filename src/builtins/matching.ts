import { checkEntries } from "../values/limits.ts";
import { ObjectValue, type RegexValue, type Value } from "../values/types.ts";
import type { BuiltinContext } from "./declare.ts";

/** One match of a pattern in a text. */
export interface Found {
  readonly index: number;
  readonly text: string;
  /** The groups in order, null where a group took no part. */
  readonly groups: readonly (string | null)[];
  /** The named groups, null when the pattern names none. */
  readonly named: ObjectValue | null;
}

/** Twins of regexes that find all matches; never the regex itself, whose `lastIndex` belongs to `exec`. */
const scanners = new WeakMap<RegexValue, RegExp>();

function scanner(regex: RegexValue): RegExp {
  let found = scanners.get(regex);
  if (found === undefined) {
    found = new RegExp(regex.source, regex.flags.includes("g") ? regex.flags : `${regex.flags}g`);
    scanners.set(regex, found);
  }
  found.lastIndex = 0;
  return found;
}

/**
 * The first match, or all matches, of a regex in a text, from the start whatever was matched before.
 * @throws Aborted when it takes too long, or AE4102 when there are too many matches
 */
export function matches(context: BuiltinContext, regex: RegexValue, text: string, all: boolean): Found[] {
  context.charge(text.length >> 8);
  const scan = scanner(regex);
  const found = context.bounded(scan, text, () => {
    const results: Found[] = [];
    for (let match = scan.exec(text); match !== null; match = scan.exec(text)) {
      results.push(foundOf(match));
      checkEntries(results.length, context.limits);
      if (!all) break;
      if (match[0] === "") scan.lastIndex = after(text, scan.lastIndex, scan.unicode);
    }
    return results;
  });
  context.charge(found.length >> 4);
  return found;
}

/** A match of the host as our own data. */
export function foundOf(match: RegExpExecArray): Found {
  const named = match.groups === undefined ? null : new ObjectValue();
  for (const name of Object.keys(match.groups ?? {})) named?.set(name, match.groups?.[name] ?? null);
  return { index: match.index, text: match[0], groups: match.slice(1).map((group) => group ?? null), named };
}

/** A match as scripts see it: the whole match, then the groups. */
export function matchList(found: Found): Value[] {
  return [found.text, ...found.groups];
}

/** The position after the character at `index`. */
function after(text: string, index: number, unicode: boolean): number {
  const unit = text.charCodeAt(index);
  const pair = unicode && unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length;
  return index + (pair ? 2 : 1);
}

/**
 * The replacement text of one match: `$1`, `$<name>`, `$&`, `` $` `` and `$'` stand for groups, named groups, the match,
 * and what is before and after it; `$$` for `$`.
 */
export function expand(template: string, found: Found, text: string): string {
  if (!template.includes("$")) return template;
  return template.replace(
    /\$(?:([$&`'])|(\d\d?)|<([^>]*)>)/g,
    (whole, sign?: string, digits?: string, name?: string) => {
      if (sign === "$") return "$";
      if (sign === "&") return found.text;
      if (sign === "`") return text.slice(0, found.index);
      if (sign === "'") return text.slice(found.index + found.text.length);
      if (digits !== undefined) return group(digits, found) ?? whole;
      if (found.named === null) return whole;
      const value = found.named.get(name ?? "");
      return typeof value === "string" ? value : "";
    },
  );
}

/** `$12` is the twelfth group, or the first one and a 2 where there are fewer; undefined where there is no such group. */
function group(digits: string, found: Found): string | undefined {
  const number = Number(digits);
  if (number >= 1 && number <= found.groups.length) return found.groups[number - 1] ?? "";
  const first = Number(digits[0]);
  if (digits.length === 1 || first < 1 || first > found.groups.length) return undefined;
  return (found.groups[first - 1] ?? "") + digits[1]!;
}
