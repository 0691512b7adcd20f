/** What the generator knows about a value: enough to write expressions that mostly do not fail. */
export type Type =
  | "null"
  | "boolean"
  | "number"
  | "string"
  | "timestamp"
  | "numbers"
  | "strings"
  | "records"
  /** An object with at least `id` (text), `n` (number), `tags` (texts) and `next` (null). */
  | "record"
  | "set"
  | "regex"
  /** A function of one number that answers a number. */
  | "function"
  | "error"
  | "any";

/** Types of values that variables are given. */
export const storable: readonly Type[] = [
  "number",
  "string",
  "boolean",
  "numbers",
  "strings",
  "record",
  "records",
  "function",
  "set",
  "timestamp",
  "regex",
  "null",
];

/** The generator's type for a type note of a built-in, `list<string> | null`; `element` stands for `T`. */
export function typeOfNote(note: string, element: Type): Type {
  const [first = "any", ...others] = note.split(" | ");
  if (others.length > 0) return "any";
  switch (first) {
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "timestamp":
    case "set":
    case "regex":
    case "error":
      return first;
    case "list<number>":
      return "numbers";
    case "list<string>":
      return "strings";
    case "list<T>":
      return listOf(element);
    case "T":
      return element;
    default:
      return "any";
  }
}

/** The type of a list of these, `any` when the generator has no name for it. */
export function listOf(element: Type): Type {
  if (element === "number") return "numbers";
  if (element === "string") return "strings";
  return element === "record" ? "records" : "any";
}

/** The type of the elements of a list type. */
export function elementOf(list: Type): Type {
  if (list === "numbers") return "number";
  if (list === "strings") return "string";
  return list === "records" ? "record" : "any";
}

/** The spelling of a type in a script. */
export function noteOf(type: Type): string {
  switch (type) {
    case "numbers":
      return "list<number>";
    case "strings":
      return "list<string>";
    case "records":
      return "list<{id: string, n: number, tags: list<string>, next: null}>";
    case "record":
      return "object";
    default:
      return type;
  }
}
