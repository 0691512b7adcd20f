import { describe } from "../values/describe.ts";
import { fromJson, toJson } from "../values/json.ts";
import { Aborted, fail } from "../values/thrown.ts";
import { iso, parseCanonical } from "../values/timestamp.ts";
import { ObjectValue, Timestamp, type Value } from "../values/types.ts";
import { wellFormed } from "./unicode.ts";

/** UTF-16 units of one record as JSON text. */
export const largestRecord = 64 * 1024 * 1024;

/** A record ready to be written. */
export interface Encoded {
  readonly id: string;
  /** The text under `type`; null for records whose `type` is missing or no text. */
  readonly type: string | null;
  /** The whole record as JSON text, `id` included. */
  readonly doc: string;
}

/**
 * A record as it is stored: with an id (generated when absent or null, and added last), sets as lists, timestamps as
 * canonical text, NaN and Infinity as null.
 * @throws AE6003 for an unusable id, AE6005 when too large, AE2121 (cycle), AE2122 (depth), AE2124 (functions, regexes)
 */
export function encodeRecord(record: ObjectValue, newId: () => string): Encoded {
  const given = record.get("id");
  const id = given === undefined || given === null ? newId() : recordId(given);
  return encodeAs(id, given === id ? record : new ObjectValue(record).set("id", id));
}

/** A record whose id is known and stands in it. @throws as `encodeRecord` */
export function encodeAs(id: string, record: ObjectValue): Encoded {
  return { id, type: recordType(record.get("type")), doc: limitedJson(record, id) };
}

/**
 * The id a value means: text as it is, numbers and timestamps as printed.
 * @throws AE6003 for everything else, empty text, and text with half a surrogate pair
 */
export function recordId(value: Value): string {
  const id = value instanceof Timestamp ? iso(value) : typeof value === "number" ? numberText(value) : value;
  if (typeof id !== "string" || id === "" || !wellFormed(id)) fail("AE6003", { given: describe(value) });
  return id;
}

function numberText(value: number): string | null {
  return Number.isFinite(value) ? String(value) : null;
}

/** The type a record's `type` counts as; null for a record without one. */
export function recordType(type: Value | undefined): string | null {
  if (type instanceof Timestamp) return iso(type);
  return typeof type === "string" && wellFormed(type) ? type : null;
}

function limitedJson(record: ObjectValue, id: string): string {
  try {
    return toJson(record, { strict: true, limits: { stringLength: largestRecord, listLength: Infinity } });
  } catch (error) {
    if (error instanceof Aborted && error.error.code === "AE4101") fail("AE6005", { id, limit: largestRecord });
    throw error;
  }
}

/** A stored record as scripts see it: canonical ISO text is a timestamp, except in `id`, which is always text. */
export function decodeRecord(doc: string): ObjectValue {
  const record = decodeValue(doc) as ObjectValue;
  const id = record.get("id");
  if (id instanceof Timestamp) record.set("id", iso(id));
  return record;
}

/** One stored value from its JSON text. */
export function decodeValue(json: string): Value {
  return fromJson(json, { timestamps: true });
}

/** One value as JSON text. @throws as `encodeRecord` */
export function encodeValue(value: Value, path = ""): string {
  return toJson(value, { strict: true, root: path });
}

/** A value as it would come back from memory. @param path what it is called in errors */
export function asStored(value: Value, path: string): Value {
  if (typeof value === "string") return parseCanonical(value) ?? value;
  if (value === null || typeof value === "boolean" || value instanceof Timestamp) return value;
  return decodeValue(encodeValue(value, path));
}
