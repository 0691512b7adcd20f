import fc from "fast-check";
import { message } from "../../src/diagnostics/catalogue.ts";
import { setOf } from "../../src/values/set.ts";
import { Aborted, Thrown } from "../../src/values/thrown.ts";
import { Callable, ObjectValue, Timestamp, type Value } from "../../src/values/types.ts";

/** A script object from a host literal. */
export function object(fields: Record<string, Value>): ObjectValue {
  return new ObjectValue(Object.entries(fields));
}

export class NamedFunction extends Callable {
  constructor(
    readonly name: string,
    readonly arity = 0,
  ) {
    super();
  }
}

/** What a call ends in: `code: message` of the script error it throws. Anything else that is thrown goes on. */
export function failure(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Thrown || thrown instanceof Aborted) return `${thrown.error.code}: ${thrown.error.message}`;
    throw thrown;
  }
  return "no error";
}

/** Only the code of `failure`. */
export function code(run: () => unknown): string {
  return failure(run).split(":")[0]!;
}

export { message };

/** Lists in lists, `depth` deep, around a core. */
export function deepList(depth: number, core: Value = []): Value {
  let value: Value = core;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

/** A list that holds itself after some elements. */
export function cyclicList(...elements: Value[]): Value[] {
  const list: Value[] = [...elements];
  list.push(list);
  return list;
}

const scalars = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -3, max: 3 }),
  fc.double(),
  fc.string({ maxLength: 3 }),
  fc.constantFrom("__proto__", "constructor", "1", "a", ""),
);

const moments = fc.integer({ min: -5_000, max: 5_000 }).map((ms): Value => new Timestamp(ms));

function nested(leaf: fc.Arbitrary<Value>, sets: boolean): fc.Arbitrary<Value> {
  return fc.letrec<{ value: Value }>((tie) => {
    const value = tie("value");
    const list = fc.array(value, { maxLength: 4 });
    const key = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom("__proto__", "constructor", "0", "10", "2"));
    const fields = fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries): Value => new ObjectValue(entries));
    return {
      value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        list,
        fields,
        ...(sets ? [list.map((elements): Value => setOf(elements))] : []),
      ),
    };
  }).value;
}

/** Random values that JSON can write and read back. */
export const jsonValues: fc.Arbitrary<Value> = nested(
  scalars.map(
    (value): Value => (typeof value === "number" && !Number.isFinite(value) ? 0 : Object.is(value, -0) ? 0 : value),
  ),
  false,
);

/** Random values of all kinds that have equality by value. */
export const anyValues: fc.Arbitrary<Value> = nested(fc.oneof(scalars, moments) as fc.Arbitrary<Value>, true);
