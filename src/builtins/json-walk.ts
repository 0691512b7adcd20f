import { isCompound } from "../values/kind.ts";
import { fail } from "../values/thrown.ts";
import { ObjectValue, SetValue, type Value } from "../values/types.ts";
import { maxDepth } from "../values/write.ts";
import type { Task } from "./declare.ts";

/** A container being rebuilt from its source. */
interface Rebuilding {
  readonly source: Value;
  readonly target: Value[] | ObjectValue;
  readonly entries: Iterator<readonly [string | number, Value]>;
}

/**
 * `JSON.stringify` with a replacer function: calls it with `(key, value)` from the outside in and builds a value of its
 * answers. Answering null for a value that is not null leaves the property out, as `undefined` does in JavaScript.
 */
export class Replacing implements Task {
  receiver: Value = null;
  args: readonly Value[];
  private readonly open: Rebuilding[] = [];
  private readonly path = new Set<Value>();
  private started = false;
  private whole: Value = null;

  constructor(
    value: Value,
    readonly callee: Value,
    private readonly finish: (value: Value) => Value,
  ) {
    this.args = ["", value];
  }

  next(): boolean {
    if (!this.started) return (this.started = true);
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      const next = top.entries.next();
      if (next.done !== true) {
        this.receiver = top.source;
        this.args = [String(next.value[0]), next.value[1]];
        return true;
      }
      this.path.delete(top.source);
      this.open.pop();
    }
    return false;
  }

  feed(result: Value): void {
    const top = this.open.at(-1);
    const [key, before] = this.args as [string, Value];
    const value = this.enter(result);
    if (top === undefined) this.whole = value;
    else if (Array.isArray(top.target)) top.target.push(value);
    else if (result !== null || before === null) top.target.set(key, value);
  }

  result(): Value {
    return this.finish(this.whole);
  }

  private enter(value: Value): Value {
    if (!isCompound(value)) return value;
    if (this.path.has(value)) fail("AE2121", { path: String(this.args[0]) });
    if (this.open.length >= maxDepth) fail("AE2122", { path: String(this.args[0]), limit: maxDepth });
    const list = value instanceof SetValue ? [...value.elements.values()] : value;
    const target = Array.isArray(list) ? [] : new ObjectValue();
    this.path.add(value);
    this.open.push({ source: value, target, entries: [...list.entries()].values() });
    return target;
  }
}

/** A container whose elements are being revived, and where it stands in its parent. */
interface Reviving {
  readonly container: Value[] | ObjectValue;
  readonly keys: Iterator<string | number>;
  readonly key: string | number;
}

/**
 * `JSON.parse` with a reviver: calls it with `(key, value)` from the inside out and puts its answers in place. Answering
 * null for a value that is not null removes the property, as `undefined` does in JavaScript.
 */
export class Revival implements Task {
  receiver: Value = null;
  args: readonly Value[] = [];
  private readonly open: Reviving[];
  /** The container the next answer belongs to. */
  private place: Value[] | ObjectValue;
  private key: string | number = "";

  constructor(
    value: Value,
    readonly callee: Value,
  ) {
    this.place = new ObjectValue([["", value]]);
    this.open = [{ container: this.place, keys: [""].values(), key: "" }];
  }

  next(): boolean {
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      const next = top.keys.next();
      if (next.done === true) {
        this.open.pop();
        const parent = this.open.at(-1);
        if (parent === undefined) return false;
        return this.ask(parent.container, top.key, top.container);
      }
      const key = next.value;
      const child = get(top.container, key);
      if (!Array.isArray(child) && !(child instanceof ObjectValue)) return this.ask(top.container, key, child);
      this.open.push({ container: child, keys: [...child.keys()].values(), key });
    }
    return false;
  }

  feed(result: Value): void {
    if (Array.isArray(this.place)) this.place[this.key as number] = result;
    else if (result === null && this.args[1] !== null && this.open.length > 1) this.place.delete(this.key as string);
    else this.place.set(this.key as string, result);
  }

  result(): Value {
    return get(this.place, "");
  }

  private ask(container: Value[] | ObjectValue, key: string | number, value: Value): boolean {
    this.place = container;
    this.key = key;
    this.receiver = container;
    this.args = [String(key), value];
    return true;
  }
}

function get(container: Value[] | ObjectValue, key: string | number): Value {
  return (Array.isArray(container) ? container[key as number] : container.get(key as string)) ?? null;
}
