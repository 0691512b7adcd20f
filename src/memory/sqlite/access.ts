import type { Field, Test } from "../query.ts";
import { wellFormed } from "../unicode.ts";

/** SQL expressions for one field of the record in `doc`. */
export interface Access {
  /** `json_type` of the field; NULL when missing. */
  readonly type: string;
  /** The field as an SQL value: text, number, 0 or 1; JSON text of lists and objects. */
  readonly value: string;
  /** The field as JSON text; NULL when missing. */
  readonly json: string;
  /** False for `id`, whose text never stands for a timestamp. */
  readonly timestamps: boolean;
}

/** Adds a parameter or a field to a statement and answers how to write it. */
export interface Binder {
  bind(value: string | number): string;
  /** The number under which `aether_field` finds the field. */
  field(field: Field): number;
}

/** What the SQL of tests is written with. */
export interface TestBuilder extends Binder {
  /** SQL that asks the plain evaluation of the test about the field's JSON text. */
  asked(test: Test, field: Access): string;
}

/** SQL's ways to a field: by JSON path where one can be written, else by a function that reads the document. */
export function access(field: Field, binder: Binder): Access {
  if (field.key === "id") return { type: "'text'", value: "id", json: "json_quote(id)", timestamps: false };
  const paths = pathsOf(field);
  if (paths === null) {
    const json = `aether_field(${binder.field(field)}, doc)`;
    return { type: `json_type(${json})`, value: `json_extract(${json}, '$')`, json, timestamps: true };
  }
  const [whole, nested] = paths.map((path) => (plainPath.test(path) ? `'${path}'` : binder.bind(path)));
  if (nested === undefined) {
    return {
      type: `json_type(doc, ${whole})`,
      value: `json_extract(doc, ${whole})`,
      json: `doc -> ${whole}`,
      timestamps: true,
    };
  }
  return {
    type: `coalesce(json_type(doc, ${whole}), json_type(doc, ${nested}))`,
    value: `CASE WHEN json_type(doc, ${whole}) IS NULL THEN json_extract(doc, ${nested}) ELSE json_extract(doc, ${whole}) END`,
    json: `coalesce(doc -> ${whole}, doc -> ${nested})`,
    timestamps: true,
  };
}

/** Paths written into the statement itself, so that an index on the same expression can serve it; all others are bound. */
const plainPath = /^\$(\.[A-Za-z_][A-Za-z0-9_]*)+$/;

function pathsOf(field: Field): string[] | null {
  const whole = jsonPath([field.key]);
  if (whole === null || field.segments === null) return whole === null ? null : [whole];
  return [whole, jsonPath(field.segments)!];
}

/** A JSON path through object keys; null when a key has characters that JSON text escapes, which paths match unreliably. */
function jsonPath(keys: readonly string[]): string | null {
  let path = "$";
  for (const key of keys) {
    if (/["\\\u0000-\u001f]/.test(key) || !wellFormed(key)) return null;
    path += /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `."${key}"`;
  }
  return path;
}

/** True where the value is text that stands for a timestamp: the canonical form of an instant that exists. */
export function isTimestamp({ value, timestamps }: Access): string {
  return timestamps ? `(strftime('%Y-%m-%dT%H:%M:%fZ', ${value}) = ${value} AND substr(${value}, 12, 2) <> '24')` : "0";
}
