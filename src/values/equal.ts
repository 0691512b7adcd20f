import { hash } from "./hash.ts";
import { isCompound } from "./kind.ts";
import { fail } from "./thrown.ts";
import { ObjectValue, type SetValue, Timestamp, type Value } from "./types.ts";

type Compound = Value[] | ObjectValue | SetValue;

/**
 * The language's `==`: by value without coercion, deep for lists, objects and sets, timestamps by instant, functions,
 * regexes and errors by identity, `NaN` equal to nothing. Cycles and any depth are fine: two cyclic values are equal
 * when nothing reachable tells them apart.
 * @throws AE2126 for sets nested in sets so deeply that matching their elements has no reasonable end
 */
export function equals(a: Value, b: Value): boolean {
  return leaf(a, b, false) ?? new Comparison(false, 0, { left: nestedComparisons }).run(a as Compound, b as Compound);
}

/** Equality of membership (`in`, `includes`, sets): like `equals`, but `NaN` is the same as `NaN`. */
export function same(a: Value, b: Value): boolean {
  return leaf(a, b, true) ?? new Comparison(true, 0, { left: nestedComparisons }).run(a as Compound, b as Compound);
}

/** The answer for a pair that needs no descent, else undefined: both are compounds. */
function leaf(a: Value, b: Value, nan: boolean): boolean | undefined {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return nan && Number.isNaN(a) && Number.isNaN(b);
  }
  if (a instanceof Timestamp) return b instanceof Timestamp && a.ms === b.ms;
  return isCompound(a) && isCompound(b) ? undefined : false;
}

/** Pairs compared before visited pairs are remembered: small values pay nothing for the protection against cycles. */
const untracked = 64;
/** How deep and how often elements of sets may be tried against each other. */
const nestedLevels = 100;
const nestedComparisons = 100_000;

/**
 * Compares by a work list. Pairs met once are taken as equal from then on (the method of Hopcroft and Karp for
 * automata: merge both into one class, and a single difference found anywhere refutes everything), which makes cycles
 * end and shared parts cheap.
 */
class Comparison {
  private readonly lefts: Compound[] = [];
  private readonly rights: Compound[] = [];
  private readonly parents = new Map<Compound, Compound>();
  private count = 0;

  constructor(
    private readonly nan: boolean,
    private readonly level: number,
    private readonly budget: { left: number },
  ) {}

  run(left: Compound, right: Compound): boolean {
    for (let a: Compound | undefined = left, b: Compound | undefined = right; a !== undefined && b !== undefined; ) {
      if (!this.known(a, b) && !this.step(a, b)) return false;
      a = this.lefts.pop();
      b = this.rights.pop();
    }
    return true;
  }

  private known(a: Compound, b: Compound): boolean {
    if (this.count++ < untracked) return false;
    const rootA = this.root(a);
    const rootB = this.root(b);
    if (rootA === rootB) return true;
    this.parents.set(rootA, rootB);
    return false;
  }

  private root(node: Compound): Compound {
    let at = node;
    for (let up = this.parents.get(at); up !== undefined; up = this.parents.get(at)) {
      const above = this.parents.get(up);
      if (above !== undefined) this.parents.set(at, above);
      at = up;
    }
    return at;
  }

  private step(a: Compound, b: Compound): boolean {
    if (Array.isArray(a)) return Array.isArray(b) && this.lists(a, b);
    if (a instanceof ObjectValue) return b instanceof ObjectValue && this.objects(a, b);
    return !Array.isArray(b) && !(b instanceof ObjectValue) && this.sets(a, b);
  }

  private lists(a: readonly Value[], b: readonly Value[]): boolean {
    if (a.length !== b.length) return false;
    for (let at = 0; at < a.length; at++) if (!this.pair(a[at]!, b[at]!)) return false;
    return true;
  }

  private objects(a: ObjectValue, b: ObjectValue): boolean {
    if (a.size !== b.size) return false;
    for (const [key, value] of a) {
      const other = b.get(key);
      if (other === undefined || !this.pair(value, other)) return false;
    }
    return true;
  }

  private pair(a: Value, b: Value): boolean {
    const answer = leaf(a, b, this.nan);
    if (answer !== undefined) return answer;
    this.lefts.push(a as Compound);
    this.rights.push(b as Compound);
    return true;
  }

  /** Elements that stand for themselves are looked up; the others are matched within buckets of equal hash. */
  private sets(a: SetValue, b: SetValue): boolean {
    if (a.elements.size !== b.elements.size) return false;
    const left: Value[] = [];
    for (const element of a.elements.values()) {
      if (b.elements.has(element)) continue;
      if (!needsHash(element)) return false;
      left.push(element);
    }
    if (left.length === 0) return true;
    const right = buckets([...b.elements.values()].filter((element) => needsHash(element) && !a.elements.has(element)));
    for (const [key, mine] of buckets(left)) {
      const theirs = right.get(key);
      if (theirs === undefined || theirs.length !== mine.length) return false;
      if (mine.length === 1) {
        if (!this.pair(mine[0]!, theirs[0]!)) return false;
      } else if (!this.match(mine, theirs)) return false;
    }
    return true;
  }

  private match(mine: readonly Value[], theirs: Value[]): boolean {
    return mine.every((element) => {
      const found = theirs.findIndex((candidate) => this.nested(element, candidate));
      if (found >= 0) theirs.splice(found, 1);
      return found >= 0;
    });
  }

  private nested(a: Value, b: Value): boolean {
    if (this.level >= nestedLevels || this.budget.left-- <= 0) fail("AE2126");
    const nested = new Comparison(true, this.level + 1, this.budget);
    return leaf(a, b, true) ?? nested.run(a as Compound, b as Compound);
  }
}

/** True for values a host map cannot look up by value: compounds and timestamps. */
export function needsHash(value: Value): boolean {
  return typeof value === "object" && value !== null && (value instanceof Timestamp || isCompound(value));
}

function buckets(values: readonly Value[]): Map<number, Value[]> {
  const result = new Map<number, Value[]>();
  for (const value of values) {
    const key = hash(value);
    const bucket = result.get(key);
    if (bucket) bucket.push(value);
    else result.set(key, [value]);
  }
  return result;
}
