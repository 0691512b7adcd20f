import { errorFields } from "./error-fields.ts";
import { isCompound } from "./kind.ts";
import { checkTextLength, defaultSizes, type SizeLimits } from "./limits.ts";
import { pathText } from "./path.ts";
import { quickJson } from "./quick-json.ts";
import { fail } from "./thrown.ts";
import { iso } from "./timestamp.ts";
import { Callable, ErrorValue, type ObjectValue, RegexValue, SetValue, Timestamp, type Value } from "./types.ts";

/** Levels of lists and objects that can be written and read as JSON; also what SQLite's JSON functions accept. */
export const maxDepth = 1000;

/**
 * What to do with values that JSON has no word for: `print` shows everything and never fails, `drop` leaves functions out
 * as `JSON.stringify` does, `store` refuses functions and regexes. Cycles and too deep nesting fail except in `print`.
 */
export type WriteMode = "print" | "drop" | "store";

export interface WriteOptions {
  readonly mode: WriteMode;
  /** Text for one level of indentation; empty for one line. */
  readonly indent?: string;
  /** Only these keys of objects, in this order. */
  readonly keys?: readonly string[];
  /** What the value is called in the path of an error, such as `record`; empty by default. */
  readonly root?: string;
  readonly limits?: SizeLimits;
}

/** A list or object being written. */
interface Open {
  readonly source: Value;
  readonly values: Iterator<readonly [key: string | number, value: Value]>;
  readonly close: "]" | "}";
  key: string | number;
  empty: boolean;
}

/**
 * Writes a value as JSON text without host recursion.
 * @throws AE2121 for a cycle, AE2122 beyond 1,000 levels, AE2124 for a function or regex that cannot be stored, AE4101
 */
export function write(value: Value, options: WriteOptions): string {
  if ((options.indent ?? "") === "" && options.keys === undefined) {
    const limit = (options.limits ?? defaultSizes).stringLength;
    const quick = quickJson(value, limit);
    if (quick !== null && quick.length <= limit) return quick;
  }
  return new Writer(options).run(value);
}

class Writer {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly open: Open[] = [];
  private readonly path = new Set<Value>();
  private readonly indent: string;

  constructor(private readonly options: WriteOptions) {
    this.indent = options.indent ?? "";
  }

  run(value: Value): string {
    this.value(value);
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      const next = top.values.next();
      if (next.done === true) {
        this.close(top);
        continue;
      }
      const [key, element] = next.value;
      top.key = key;
      if (top.close === "}" && this.options.mode === "drop" && element instanceof Callable) continue;
      this.emit(top.empty ? "" : ",");
      top.empty = false;
      this.line(this.open.length);
      if (top.close === "}") this.emit(`${JSON.stringify(key)}:${this.indent === "" ? "" : " "}`);
      this.value(element);
    }
    return this.parts.join("");
  }

  private value(value: Value): void {
    if (isCompound(value) || value instanceof ErrorValue) this.enter(value);
    else this.emit(this.leaf(value));
  }

  private enter(value: Value[] | ObjectValue | SetValue | ErrorValue): void {
    if (this.path.has(value)) {
      if (this.options.mode !== "print") fail("AE2121", { path: this.where() });
      this.emit('"<circular>"');
      return;
    }
    if (this.open.length >= maxDepth) {
      if (this.options.mode !== "print") fail("AE2122", { path: this.where(), limit: maxDepth });
      this.emit('"…"');
      return;
    }
    const list = Array.isArray(value) || value instanceof SetValue;
    this.path.add(value);
    this.emit(list ? "[" : "{");
    this.open.push({
      source: value,
      values: this.entries(value),
      close: list ? "]" : "}",
      key: "",
      empty: true,
    });
  }

  private entries(value: Value[] | ObjectValue | SetValue | ErrorValue): Open["values"] {
    if (Array.isArray(value)) return value.entries();
    if (value instanceof SetValue) return [...value.elements.values()].entries();
    const object = value instanceof ErrorValue ? errorFields(value) : value;
    const keys = this.options.keys;
    return keys === undefined ? object.entries() : chosen(object, keys);
  }

  private close(top: Open): void {
    this.open.pop();
    this.path.delete(top.source);
    if (!top.empty) this.line(this.open.length);
    this.emit(top.close);
  }

  private line(level: number): void {
    if (this.indent !== "") this.emit(`\n${this.indent.repeat(level)}`);
  }

  private leaf(value: Exclude<Value, Value[] | ObjectValue | SetValue | ErrorValue>): string {
    if (value === null) return "null";
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null";
    if (typeof value === "boolean") return String(value);
    if (value instanceof Timestamp) return `"${iso(value)}"`;
    if (this.options.mode === "store") {
      fail("AE2124", { path: this.where(), kind: value instanceof Callable ? "function" : "regex" });
    }
    if (value instanceof RegexValue) return JSON.stringify(regexText(value));
    return this.options.mode === "drop" ? "null" : JSON.stringify(functionText(value));
  }

  private where(): string {
    return pathText(
      this.options.root ?? "",
      this.open.map((level) => level.key),
    );
  }

  private emit(text: string): void {
    if (text === "") return;
    this.length += text.length;
    checkTextLength(this.length, this.options.limits ?? defaultSizes);
    this.parts.push(text);
  }
}

function* chosen(object: ObjectValue, keys: readonly string[]): Generator<readonly [string, Value], undefined> {
  for (const key of new Set(keys)) {
    const value = object.get(key);
    if (value !== undefined) yield [key, value];
  }
  return undefined;
}

/** A regex as it is written: `/a+/g`. */
export function regexText(regex: RegexValue): string {
  return `/${regex.source}/${regex.flags}`;
}

/** A function as it prints: `<function find_agent>`, `<function>` without a name. */
export function functionText(callee: Callable): string {
  return callee.name === "" ? "<function>" : `<function ${callee.name}>`;
}
