import { type Choices, chance, pick } from "./choices.ts";
import type { Type } from "./types.ts";

export interface Variable {
  readonly name: string;
  readonly type: Type;
  /** Declared with `let`, so that scripts may assign to it. */
  readonly assignable: boolean;
}

export interface ScriptFunction {
  readonly name: string;
  readonly params: readonly Type[];
  readonly result: Type;
  /** Can be called as `call name(…)` and so on, besides `name(…)`. */
  readonly prefixes: readonly string[];
}

/** Words with a meaning of their own that are ordinary names elsewhere. */
const contextualNames = [
  "type",
  "plugin",
  "fn",
  "test",
  "log",
  "wait",
  "match",
  "agent",
  "lock",
  "retry",
  "timeout",
  "on",
];

/** What is being written: the source of choices, what is in scope, and how much room is left. */
export class Writer {
  private readonly scopes: Variable[][] = [[]];
  readonly functions: ScriptFunction[] = [];
  private readonly usedWords = new Set<string>();
  private counter = 0;
  /** Inside a loop: `break` and `continue` are possible. */
  loops = 0;
  /** What `return` answers; null outside of functions. */
  result: Type | null = null;
  /** Statements still to be written, roughly. */
  room: number;
  /** Inside a `try`: expressions that may well fail are welcome. */
  guarded = 0;

  constructor(
    readonly choices: Choices,
    room: number,
  ) {
    this.room = room;
  }

  below(count: number): number {
    return this.choices.below(count);
  }

  chance(percent: number): boolean {
    return chance(this.choices, percent);
  }

  pick<T>(items: readonly T[]): T {
    return pick(this.choices, items);
  }

  /** One of several ways to go on, each as often as its weight says. */
  weighted<T>(ways: readonly (readonly [weight: number, way: T])[]): T {
    let ticket = this.below(ways.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, way] of ways) {
      ticket -= weight;
      if (ticket < 0) return way;
    }
    return ways[0]![1];
  }

  /** A name that the program has not used yet. */
  fresh(stem = "v"): string {
    if (this.chance(6)) {
      const word = this.pick(contextualNames);
      if (!this.usedWords.has(word)) {
        this.usedWords.add(word);
        return word;
      }
    }
    this.counter += 1;
    return `${stem}${this.counter}`;
  }

  declare(name: string, type: Type, assignable = true): void {
    this.scopes[this.scopes.length - 1]!.push({ name, type, assignable });
  }

  /** Variables in scope, of a type when one is given. */
  visible(type?: Type): Variable[] {
    const all = this.scopes.flat();
    return type === undefined ? all : all.filter((variable) => variable.type === type);
  }

  /** Runs `body` in a scope of its own. */
  scoped<T>(body: () => T): T {
    this.scopes.push([]);
    try {
      return body();
    } finally {
      this.scopes.pop();
    }
  }

  /** Runs `body` as the body of a function: no loop around it counts any more. */
  inFunction<T>(result: Type | null, body: () => T): T {
    const { loops, result: outer } = this;
    this.loops = 0;
    this.result = result;
    try {
      return this.scoped(body);
    } finally {
      this.loops = loops;
      this.result = outer;
    }
  }

  /** Several of something. */
  several<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index));
  }
}

/** Text moved two columns to the right, line by line. */
export function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");
}

/** A block with these statements, on several lines. */
export function block(statements: readonly string[]): string {
  return statements.length === 0 ? "{ }" : `{\n${indented(statements.join("\n"))}\n}`;
}
