import { didYouMean } from "../diagnostics/suggest.ts";
import { describe } from "../values/describe.ts";
import { fail } from "../values/thrown.ts";
import type { ObjectValue } from "../values/types.ts";
import type { PatchOptions } from "./store.ts";

/**
 * The options of `update_memory` as scripts write them: `if_version`, a whole number of at least 1. Null counts as not
 * given.
 * @throws AE6007 for a value that cannot be meant, AE6008 for an unknown option
 */
export function parsePatchOptions(options: ObjectValue | null): PatchOptions {
  let ifVersion: number | undefined;
  for (const [option, value] of options ?? []) {
    if (option !== "if_version") fail("AE6008", { option, hint: didYouMean(option, ["if_version"]) });
    if (value === null) continue;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
      return fail("AE6007", { option, needs: "a version, which is a whole number from 1 on", given: describe(value) });
    }
    ifVersion = value;
  }
  return ifVersion === undefined ? {} : { ifVersion };
}
