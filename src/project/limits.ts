import type { Limits } from "../interpreter/host.ts";

type Measure = "count" | "size" | "duration";

/** The limits under the names authors use in `aether.yaml`. */
const limits: Readonly<Record<string, { readonly key: keyof Limits; readonly measure: Measure }>> = {
  source_size: { key: "sourceBytes", measure: "size" },
  nesting: { key: "nesting", measure: "count" },
  call_depth: { key: "callDepth", measure: "count" },
  steps: { key: "steps", measure: "count" },
  wall_time: { key: "wallTime", measure: "duration" },
  text_length: { key: "stringLength", measure: "count" },
  list_length: { key: "listLength", measure: "count" },
  output_size: { key: "outputBytes", measure: "size" },
  regex_time: { key: "regexTime", measure: "duration" },
  heap_growth: { key: "heapGrowth", measure: "size" },
};

export const limitNames: readonly string[] = Object.keys(limits);

const expected: Record<Measure, string> = {
  count: "a whole number of at least 1",
  size: "a size such as 10 MB or a number of bytes",
  duration: "a duration such as 30s or a number of seconds",
};

/**
 * A limit by its written name: its key and its value (bytes, milliseconds or a count), null for an unknown name, or the
 * description of what was expected.
 */
export function parseLimit(name: string, value: unknown): [keyof Limits, number] | string | null {
  const found = Object.hasOwn(limits, name) ? limits[name] : undefined;
  if (!found) return null;
  const parsed =
    found.measure === "count" ? count(value) : found.measure === "size" ? parseSize(value) : milliseconds(value);
  return parsed === null || parsed < 1 ? expected[found.measure] : [found.key, parsed];
}

function count(value: unknown): number | null {
  const number = typeof value === "string" && /^\d[\d_]*$/.test(value) ? Number(value.replaceAll("_", "")) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}

function milliseconds(value: unknown): number | null {
  const seconds = parseDuration(value);
  return seconds === null ? null : Math.round(seconds * 1000);
}

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of `30s`, `5m`, `1.5h`, or of a plain number; null when it is none, negative or not finite. */
export function parseDuration(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? value : null;
  const match = typeof value === "string" ? /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)?$/.exec(value.trim()) : null;
  return match ? Number(match[1]) * UNITS[match[2] ?? "s"]! : null;
}

const SIZES: Record<string, number> = { "": 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Bytes of `10 MB`, `512kb` (powers of 1,024), or of a plain number; null when it is none. */
export function parseSize(value: unknown): number | null {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? value : null;
  const match = typeof value === "string" ? /^(\d+(?:\.\d+)?)\s*([kmg]?b?)$/i.exec(value.trim()) : null;
  if (!match) return null;
  const unit = match[2]!.toLowerCase();
  return Math.round(Number(match[1]) * SIZES[unit === "" || unit.endsWith("b") ? unit : `${unit}b`]!);
}
