import { cut } from "./describe.ts";
import { fail } from "./thrown.ts";
import { RegexValue } from "./types.ts";

/** What the flags mean: d indices, g all, i any case, m lines, s dot matches newlines, u code points, y at lastIndex. */
const allowed = "dgimsuy";

/** The host's reasons in the words of the language; the host's own text never reaches a script. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/unterminated group|missing \)/i, "a group is not closed with `)`"],
  [/unmatched '\)'/i, "there is a `)` without its `(`"],
  [/unterminated character class|missing \]|missing terminating \]/i, "a class is not closed with `]`"],
  [/nothing to repeat/i, "there is nothing before `*`, `+`, `?` or `{` that could repeat"],
  [/lone quantifier/i, "a bracket of a repetition stands alone; write it with a backslash"],
  [/numbers out of order/i, "the numbers in a repetition are in the wrong order"],
  [/range out of order/i, "a range in a class is in the wrong order"],
  [/\\ at end/i, "it ends with a single backslash"],
  [/escape/i, "an escape is not known"],
  [/duplicate capture/i, "two groups have the same name"],
  [/capture group name|named (reference|capture)/i, "a group name is wrong or missing"],
  [/property name/i, "a Unicode property is not known"],
  [/too large/i, "it is too large"],
];

/**
 * A regular expression from its source and flags.
 * @throws AE2128 for unknown or repeated flags, AE2129 for a pattern that is not valid, with the reason
 */
export function createRegex(source: string, flags = ""): RegexValue {
  const wrong = [...flags].find((flag, at) => !allowed.includes(flag) || flags.indexOf(flag) !== at);
  if (wrong !== undefined) fail("AE2128", { flags: cut(flags, 20), flag: wrong });
  try {
    const compiled = new RegExp(source, flags);
    return new RegexValue(compiled.source, compiled.flags, compiled);
  } catch (error) {
    const text = error instanceof Error ? error.message : "";
    const reason =
      reasons.find(([pattern]) => pattern.test(text.replace(source, "")))?.[1] ?? "it cannot be understood";
    return fail("AE2129", { pattern: cut(source, 60), reason });
  }
}
