import { iso } from "./timestamp.ts";
import { Callable, ObjectValue, Timestamp, type Value } from "./types.ts";

/** Levels the quick way goes down by host recursion; deeper values (and so all cycles) take the careful way. */
const levels = 24;

/** What makes a text look different in JSON; asking is cheaper than quoting. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * JSON text on one line of plain, shallow values, several times faster than the careful writer. Null means that the
 * careful writer has to decide: about depth, cycles, length, kinds that need a rule of their own.
 */
export function quickJson(value: Value, longest: number): string | null {
  const quick = new Quick(longest);
  return quick.value(value, 0) ? quick.text : null;
}

class Quick {
  text = "";
  /** Quoted keys with their colon; records repeat few keys many times. */
  private readonly keys = new Map<string, string>();

  constructor(private readonly longest: number) {}

  /** False as soon as the quick way is not good enough. */
  value(value: Value, level: number): boolean {
    switch (typeof value) {
      case "string":
        this.text += escaped.test(value) ? JSON.stringify(value) : `"${value}"`;
        return true;
      case "number":
        this.text += Number.isFinite(value) ? value : "null";
        return true;
      case "boolean":
        this.text += value;
        return true;
    }
    if (value === null) this.text += "null";
    else if (value instanceof Timestamp) this.text += `"${iso(value)}"`;
    // The length also ends values that share parts without end.
    else if (level >= levels || this.text.length > this.longest) return false;
    else if (Array.isArray(value)) return this.list(value, level + 1);
    else return value instanceof ObjectValue && this.object(value, level + 1);
    return true;
  }

  private list(list: readonly Value[], level: number): boolean {
    this.text += "[";
    for (let at = 0; at < list.length; at++) {
      if (at > 0) this.text += ",";
      if (!this.value(list[at]!, level)) return false;
    }
    this.text += "]";
    return true;
  }

  private object(object: ObjectValue, level: number): boolean {
    let open = "{";
    for (const [key, value] of object) {
      if (value instanceof Callable) return false;
      this.text += open;
      this.text += this.keys.get(key) ?? this.quoteKey(key);
      open = ",";
      if (!this.value(value, level)) return false;
    }
    this.text += open === "{" ? "{}" : "}";
    return true;
  }

  private quoteKey(key: string): string {
    const quoted = `${JSON.stringify(key)}:`;
    if (this.keys.size < 1_000) this.keys.set(key, quoted);
    return quoted;
  }
}
