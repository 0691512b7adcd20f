import { fromJson } from "../values/json.ts";
import { Thrown } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";

/** A word of the command line as a value: JSON where it is valid, else the text itself. */
export function wordValue(word: string): Value {
  try {
    return fromJson(word);
  } catch (error) {
    if (error instanceof Thrown) return word;
    throw error;
  }
}
