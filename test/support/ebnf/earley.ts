import { BLOCK_RULES, type InterpolationCheck, type Productions } from "./lower.ts";
import type { Token } from "./scan.ts";

/** Where recognition ended. */
export interface Verdict {
  readonly accepted: boolean;
  /** Index of the first token that no rule can take; the number of tokens when the text ends too early. */
  readonly at: number;
  /** What could have stood there. */
  readonly expected: readonly string[];
}

/** One set of Earley items; an item is a dotted production and the set it began in. */
interface ItemSet {
  readonly dotted: number[];
  readonly origin: number[];
  readonly seen: Set<number>;
  /** Items before a rule, by the rule's number. */
  readonly waiting: Map<number, number[]>;
  /** Rules completed in this set without taking a token. */
  readonly empty: Set<number>;
  /** A block has ended here. */
  blockEnd: boolean;
}

/** Productions with numbers for everything: item `d` is the production `owner[d]` with its dot before `next[d]`. */
interface Tables {
  /** Part after the dot: a rule's number, -1 - test, or `END`. */
  readonly next: Int32Array;
  readonly owner: Int32Array;
  /** First items of each rule's options. */
  readonly starts: readonly (readonly number[])[];
  /** Tests that can stand first in an item's rest; null when the rest can be empty. */
  readonly first: readonly (ReadonlySet<number> | null)[];
}

const END = 0x7fffffff;

/**
 * Earley's algorithm with one token of look-ahead on prediction. It remembers the sets of the last text, so that texts
 * which begin alike are recognised from the first difference on.
 */
export class Recogniser {
  private readonly tables: Tables;
  private tokens: readonly Token[] = [];
  private sets: ItemSet[] = [];
  private readonly blocks: ReadonlySet<number>;
  private readonly interpolations = new WeakMap<readonly Token[], boolean>();
  private readonly check: InterpolationCheck = (tokens) => {
    let known = this.interpolations.get(tokens);
    if (known === undefined) {
      known = new Recogniser(this.productions, "Interpolation").recognise(tokens).accepted;
      this.interpolations.set(tokens, known);
    }
    return known;
  };

  constructor(
    private readonly productions: Productions,
    private readonly start: string,
  ) {
    this.tables = tablesOf(productions);
    this.blocks = new Set(BLOCK_RULES.map((name) => productions.ruleNumber(name)));
  }

  recognise(tokens: readonly Token[]): Verdict {
    const keep = Math.min(this.sharedPrefix(tokens), this.sets.length);
    this.sets.length = keep;
    this.tokens = tokens;
    for (let at = keep; at <= tokens.length; at++) {
      const set: ItemSet = {
        dotted: [],
        origin: [],
        seen: new Set(),
        waiting: new Map(),
        empty: new Set(),
        blockEnd: false,
      };
      this.sets.push(set);
      if (at === 0) this.predict(set, 0, this.productions.ruleNumber(this.start));
      else this.scan(at - 1, set, at);
      if (set.dotted.length === 0) {
        this.sets.pop();
        return { accepted: false, at: at - 1, expected: this.expectedAt(at - 1) };
      }
      this.close(set, at);
    }
    const start = this.productions.ruleNumber(this.start);
    const last = this.sets[tokens.length]!;
    const accepted = last.dotted.some(
      (item, index) => this.tables.next[item] === END && last.origin[index] === 0 && this.tables.owner[item] === start,
    );
    return { accepted, at: tokens.length, expected: accepted ? [] : this.expectedAt(tokens.length) };
  }

  /** Sets that the old and the new text have in common; look-ahead sees a few tokens further, hence the margin. */
  private sharedPrefix(tokens: readonly Token[]): number {
    const margin = 4;
    let same = 0;
    const length = Math.min(tokens.length, this.tokens.length);
    while (same < length) {
      const a = tokens[same]!;
      const b = this.tokens[same]!;
      if (a !== b && (a.text !== b.text || a.kind !== b.kind || a.tight !== b.tight || a.lineBreak !== b.lineBreak))
        break;
      same += 1;
    }
    return Math.max(0, same - margin);
  }

  private add(set: ItemSet, item: number, origin: number): void {
    const key = item * 65536 + origin;
    if (set.seen.has(key)) return;
    set.seen.add(key);
    set.dotted.push(item);
    set.origin.push(origin);
  }

  private scan(from: number, into: ItemSet, at: number): void {
    const set = this.sets[from]!;
    for (let index = 0; index < set.dotted.length; index++) {
      const item = set.dotted[index]!;
      const next = this.tables.next[item]!;
      if (next >= 0) continue;
      const test = this.productions.tests[-1 - next]!;
      if (test.width === 1 && test.holds(this.tokens, at - 1, this.check)) this.add(into, item + 1, set.origin[index]!);
    }
  }

  private close(set: ItemSet, at: number): void {
    for (let index = 0; index < set.dotted.length; index++) {
      const item = set.dotted[index]!;
      const origin = set.origin[index]!;
      const next = this.tables.next[item]!;
      if (next === END) this.complete(set, at, this.tables.owner[item]!, origin);
      else if (next >= 0) {
        const waiting = set.waiting.get(next);
        if (waiting) waiting.push(index);
        else {
          set.waiting.set(next, [index]);
          this.predict(set, at, next);
        }
        if (set.empty.has(next)) this.add(set, item + 1, origin);
      } else {
        const test = this.productions.tests[-1 - next]!;
        if (test.width === 1 || !test.holds(this.tokens, at, this.check)) continue;
        if (test.name === "BLOCK_END" && !set.blockEnd) continue;
        this.add(set, item + 1, origin);
      }
    }
  }

  private complete(set: ItemSet, at: number, rule: number, origin: number): void {
    if (origin === at) set.empty.add(rule);
    if (this.blocks.has(rule)) set.blockEnd = true;
    const from = this.sets[origin]!;
    for (const index of from.waiting.get(rule) ?? []) this.add(set, from.dotted[index]! + 1, from.origin[index]!);
  }

  private predict(set: ItemSet, at: number, rule: number): void {
    for (const item of this.tables.starts[rule]!) if (this.possible(item, at)) this.add(set, item, at);
  }

  private possible(item: number, at: number): boolean {
    const first = this.tables.first[item]!;
    if (first === null) return true;
    for (const test of first) if (this.productions.tests[test]!.holds(this.tokens, at, this.check)) return true;
    return false;
  }

  private expectedAt(at: number): string[] {
    const set = this.sets[at];
    const names = new Set<string>();
    for (const item of set?.dotted ?? []) {
      const next = this.tables.next[item]!;
      if (next < 0 && this.productions.tests[-1 - next]!.width === 1)
        names.add(this.productions.tests[-1 - next]!.name);
    }
    return [...names].sort();
  }
}

function tablesOf(productions: Productions): Tables {
  const next: number[] = [];
  const owner: number[] = [];
  const starts: number[][] = [];
  for (const [number, rule] of productions.rules.entries()) {
    starts.push(
      rule.options.map((option) => {
        const start = next.length;
        for (const part of option) {
          next.push("rule" in part ? part.rule : -1 - part.test);
          owner.push(number);
        }
        next.push(END);
        owner.push(number);
        return start;
      }),
    );
  }
  const firstOfRule = firstSets(productions);
  const first = next.map((_, item) => {
    const found = new Set<number>();
    for (let at = item; ; at++) {
      const part = next[at]!;
      if (part === END) return null;
      if (part < 0) {
        if (productions.tests[-1 - part]!.width === 0) continue;
        found.add(-1 - part);
        return found;
      }
      for (const test of firstOfRule[part]!.tests) found.add(test);
      if (!firstOfRule[part]!.nullable) return found;
    }
  });
  return { next: Int32Array.from(next), owner: Int32Array.from(owner), starts, first };
}

/** By rule: the tests that can stand first, and whether the rule can match nothing. Grows to the fixed point. */
function firstSets(productions: Productions): { tests: Set<number>; nullable: boolean }[] {
  const sets = productions.rules.map(() => ({ tests: new Set<number>(), nullable: false }));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [number, rule] of productions.rules.entries()) {
      const own = sets[number]!;
      const before = own.tests.size;
      for (const option of rule.options) {
        let through = true;
        for (const part of option) {
          if ("test" in part) {
            if (productions.tests[part.test]!.width === 0) continue;
            own.tests.add(part.test);
            through = false;
          } else {
            for (const test of sets[part.rule]!.tests) own.tests.add(test);
            through = sets[part.rule]!.nullable;
          }
          if (!through) break;
        }
        if (through && !own.nullable) {
          own.nullable = true;
          changed = true;
        }
      }
      if (own.tests.size > before) changed = true;
    }
  }
  return sets;
}
