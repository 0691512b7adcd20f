import { fail } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import { at, numberAt } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";
import type { BuiltinContext, Example, PlainBuiltin } from "./declare.ts";

/** Most bytes of one call, as in browsers. */
const mostBytes = 65_536;
/** Six bytes: the widest range of `randomInt`, as in Node. */
const widest = 2 ** 48;

/** Secure random bytes as hexadecimal text; the Run performs `crypto.randomBytes` with a count and nothing else. */
function randomHex(context: BuiltinContext, count: number): string {
  return context.perform("crypto.randomBytes", [count]) as string;
}

const random = (
  heading: string,
  doc: string,
  examples: readonly Example[],
  run: (args: readonly Value[], context: BuiltinContext) => Value,
): PlainBuiltin => ({ ...plain(heading, doc, examples, run), effect: "random" });

/** The namespace `crypto`: randomness fit for ids and secrets. */
export const crypto = [
  random(
    "crypto.randomUUID() -> string",
    "A random UUID (version 4). For ids of records prefer `generate_id()`, whose text sorts by time.",
    [gives("crypto.randomUUID().length", "36"), gives("crypto.randomUUID()[14]", "4")],
    (_, context) => uuid4(randomHex(context, 16)),
  ),
  random(
    "crypto.randomInt(min: number, max?: number) -> number",
    "A random whole number from `min` up to but not including `max`; with one argument from 0 up to it.",
    [gives("crypto.randomInt(5, 6)", "5"), fails("crypto.randomInt(5, 5)", "AE2173")],
    (args, context) => {
      const [least, end] = at(args, 1) === null ? [0, numberAt(args, 0)] : [numberAt(args, 0), numberAt(args, 1)];
      const range = end - least;
      const whole = Number.isSafeInteger(least) && Number.isSafeInteger(end);
      if (!whole || range <= 0 || range > widest) fail("AE2173", { min: least, max: end });
      // Numbers in the incomplete last stretch are thrown away, so that all results are equally likely.
      const fair = widest - (widest % range);
      for (;;) {
        context.charge(1);
        const drawn = Number.parseInt(randomHex(context, 6), 16);
        if (drawn < fair) return least + (drawn % range);
      }
    },
  ),
  random(
    "crypto.randomBytes(count: number) -> string",
    "So many random bytes (at most 65,536) as hexadecimal text, two characters each.",
    [
      gives("crypto.randomBytes(8).length", "16"),
      gives("crypto.randomBytes(0)", ""),
      fails("crypto.randomBytes(-1)", "AE2171"),
    ],
    (args, context) => {
      const count = numberAt(args, 0);
      if (!Number.isInteger(count) || count < 0 || count > mostBytes) {
        fail("AE2171", { name: "crypto.randomBytes", parameter: "count", least: 0, most: mostBytes, given: count });
      }
      return randomHex(context, count);
    },
  ),
];

/** A UUID of version 4 (RFC 9562) from 32 hexadecimal digits. */
function uuid4(digits: string): string {
  const variant = ((Number.parseInt(digits[16]!, 16) & 3) | 8).toString(16);
  const marked = `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`;
  return marked.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
