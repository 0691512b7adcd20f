import type { Kind } from "../values/types.ts";
import type { BuiltinParam, TypeText } from "./declare.ts";

/** A built-in's heading in one line of text, taken apart. */
export interface Signature {
  readonly name: string;
  readonly params: readonly BuiltinParam[];
  readonly returns: TypeText;
}

const kinds: ReadonlySet<string> = new Set<Kind>([
  "null",
  "boolean",
  "number",
  "string",
  "timestamp",
  "list",
  "object",
  "set",
  "regex",
  "function",
  "error",
]);

/**
 * Reads `list.slice(list: list<T>, start: number, end?: number, ...rest: any) -> list<T>`. The kinds a parameter accepts
 * follow from its type; an optional parameter also accepts null, which means the same as leaving it out.
 * @throws host Error for text of another form, which is a mistake in a declaration
 */
export function signature(text: string): Signature {
  const found = /^([\w.]+)\((.*)\) -> (.+)$/.exec(text);
  if (!found) throw new Error(`Not a signature: ${text}`);
  const [, name = "", params = "", returns = ""] = found;
  return { name, params: splitOutside(params, ",").map((part) => param(part, text)), returns };
}

function param(text: string, whole: string): BuiltinParam {
  const found = /^(\.\.\.)?(\w+)(\?)?: (.+)$/.exec(text);
  if (!found) throw new Error(`Not a parameter: ${text} in ${whole}`);
  const [, rest, name = "", optional, type = ""] = found;
  const accepted = kindsOfType(type);
  return {
    name,
    type,
    ...(accepted && { kinds: optional && !accepted.includes("null") ? [...accepted, "null"] : accepted }),
    ...(optional && { optional: true }),
    ...(rest && { rest: true }),
  };
}

/** The kinds a type text stands for; undefined when it accepts anything (`any`, `T`). */
export function kindsOfType(type: TypeText): Kind[] | undefined {
  const words = splitOutside(type, "|").map((option) => /^\w+/.exec(option)?.[0] ?? "object");
  return words.every((word) => kinds.has(word)) ? (words as Kind[]) : undefined;
}

/** Splits at a separator outside of `<>` and `{}`. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at]!;
    if (unit === "<" || unit === "{") depth++;
    else if (unit === ">" || unit === "}") depth--;
    else if (unit === separator && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === "" ? parts : [...parts, last];
}
