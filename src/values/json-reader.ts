import { Source } from "../text/source.ts";
import { fail } from "./thrown.ts";
import { parseCanonical } from "./timestamp.ts";
import { ObjectValue, type Value } from "./types.ts";
import { maxDepth } from "./write.ts";

/**
 * Reads JSON text (RFC 8259) without host recursion and with our own words for mistakes; slower than the host's parser,
 * but keys keep their order. A key written twice keeps its first place and its last value.
 * @throws AE2120 where the text is not JSON, AE2122 beyond 1,000 levels
 */
export function readJson(text: string, timestamps: boolean): Value {
  return new Reader(text, timestamps).run();
}

interface Open {
  readonly container: Value[] | ObjectValue;
  key: string;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const space = /[ \t\n\r]*/y;

class Reader {
  private at = 0;
  private readonly open: Open[] = [];

  constructor(
    private readonly text: string,
    private readonly timestamps: boolean,
  ) {}

  run(): Value {
    for (;;) {
      const value = this.value();
      if (value === undefined) continue;
      const whole = this.attach(value);
      if (whole === undefined) continue;
      this.skip();
      if (this.at < this.text.length) this.wrong("there is more text after the end");
      return whole;
    }
  }

  /** The next value; undefined when a list or object has been opened and its first value comes next. */
  private value(): Value | undefined {
    this.skip();
    const first = this.text[this.at];
    if (first === "[" || first === "{") return this.enter(first);
    if (first === '"') {
      const text = this.string();
      return this.timestamps ? (parseCanonical(text) ?? text) : text;
    }
    const digits = this.match(number);
    if (digits !== undefined) return Number(digits);
    const literal = this.match(word);
    if (literal !== undefined) return literal === "null" ? null : literal === "true";
    return this.wrong(first === undefined ? "the text ends where a value should be" : "a value should be here");
  }

  private enter(bracket: "[" | "{"): Value | undefined {
    if (this.open.length >= maxDepth) fail("AE2122", { path: this.where(), limit: maxDepth });
    this.at++;
    this.skip();
    const container = bracket === "[" ? [] : new ObjectValue();
    if (this.text[this.at] === (bracket === "[" ? "]" : "}")) {
      this.at++;
      return container;
    }
    this.open.push({ container, key: bracket === "[" ? "" : this.key() });
    return undefined;
  }

  /** Puts a value where it belongs and closes what ends there; answers the whole value once everything is closed. */
  private attach(value: Value): Value | undefined {
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      const { container } = top;
      if (Array.isArray(container)) container.push(value);
      else container.set(top.key, value);
      this.skip();
      const close = Array.isArray(container) ? "]" : "}";
      const next = this.text[this.at];
      if (next !== "," && next !== close) this.wrong(`\`,\` or \`${close}\` should be here`);
      this.at++;
      if (next === ",") {
        if (close === "}") top.key = this.key();
        return undefined;
      }
      value = container;
      this.open.pop();
    }
    return value;
  }

  private key(): string {
    this.skip();
    if (this.text[this.at] !== '"') this.wrong("a key in double quotes should be here");
    const key = this.string();
    this.skip();
    if (this.text[this.at] !== ":") this.wrong("a `:` should be here");
    this.at++;
    return key;
  }

  private string(): string {
    const start = this.at;
    for (let at = start + 1; at < this.text.length; at++) {
      const unit = this.text.charCodeAt(at);
      if (unit === 0x22) return this.unescape(start, at + 1);
      if (unit === 0x5c) at++;
      else if (unit < 0x20) this.wrong("a control character in a text must be escaped", at);
    }
    return this.wrong("this text is not closed", start);
  }

  private unescape(start: number, end: number): string {
    this.at = end;
    const raw = this.text.slice(start, end);
    if (!raw.includes("\\")) return raw.slice(1, -1);
    const bad = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4}).?/su.exec(raw.replace(/\\\\/g, "xx"));
    if (bad) this.wrong("this escape is not known", start + bad.index);
    return JSON.parse(raw) as string;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skip(): void {
    this.match(space);
  }

  private where(): string {
    const { line, column } = new Source("", this.text).position(this.at);
    return `line ${line}, column ${column}`;
  }

  private wrong(reason: string, at = this.at): never {
    const { line, column } = new Source("", this.text).position(at);
    fail("AE2120", { reason, line, column });
  }
}
