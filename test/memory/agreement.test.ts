import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { select } from "../../src/memory/matches.ts";
import { openStore } from "../../src/memory/open.ts";
import { parseQuery } from "../../src/memory/query.ts";
import { Thrown } from "../../src/values/thrown.ts";
import type { ObjectValue } from "../../src/values/types.ts";
import { by, ids, object } from "./support.ts";

// SQLite must answer every query as the plain evaluation does. Few keys and values, so that they meet.

const odd = [
  "constructor",
  "__proto__",
  "toString",
  "x'; DROP TABLE records; --",
  'a"b',
  "a\\b",
  "k\ud83d",
  "",
  "ключ",
];
const plainKeys = ["a", "b", "a.b", "type", "at", "a_gt", "b_in", "at_after", "a.b_ne", "seq"];
const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...plainKeys) }, fc.constantFrom(...odd));

const texts = [
  "",
  "a",
  "A",
  "b",
  "agent",
  "%",
  "a_b",
  "\\",
  "😀",
  "！",
  "\ud83d",
  "a\0b",
  "'; DROP TABLE records; --",
  '"]}',
  "null",
  "1",
  "true",
  "[1]",
  "2025-07-07T12:00:00.000Z",
  "2025-07-07T12:00:00.001Z",
  "2025-07-07T14:00:00+02:00",
  "2025-07-07",
  "2025-02-30T00:00:00.000Z",
];
const scalar = fc.oneof(
  fc.constantFrom<unknown>(...texts),
  fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 0.1, 0.3, 1751889600, 1751889600.001, 2 ** 53, 2 ** 60, 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom("a", "b", "b_ne", 'a"b'), scalar, { maxKeys: 2, noNullPrototype: true }),
  },
);
const record = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });

const suffixes = [
  "gt gte lt lte ne exists after before contains prefix like include".split(" "),
  "in nin any include".split(" "),
] as const;
const condition: fc.Arbitrary<readonly [string, unknown]> = fc.oneof(
  fc.tuple(key, value),
  fc.tuple(key, fc.constantFrom(...suffixes[0]), value).map(([k, s, v]) => [`${k}_${s}`, v] as const),
  fc
    .tuple(key, fc.constantFrom(...suffixes[1]), fc.array(value, { maxLength: 4 }))
    .map(([k, s, v]) => [`${k}_${s}`, v] as const),
  fc.tuple(key, fc.boolean()).map(([k, v]) => [`${k}_exists`, v] as const),
);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const { query } = fc.letrec<{ query: Record<string, unknown> }>((tie) => ({
  query: fc
    .tuple(
      fc.array(condition, { maxLength: 2 }),
      sometimes(fc.array(tie("query"), { maxLength: 3 })),
      sometimes(tie("query")),
    )
    .map(([conditions, anyOf, not]) => {
      const built = build(conditions);
      if (anyOf !== undefined) built.any_of = anyOf;
      if (not !== undefined) built.not = not;
      return built;
    }),
}));
const sortField = fc.constantFrom("a", "b", "a.b", "at", "id", "type", 'a"b', "k\ud83d");
const direction = fc.constantFrom("asc", "desc");
const options = fc
  .record(
    {
      limit: fc.integer({ min: 1, max: 5 }),
      offset: fc.constantFrom(0, 0, 1, 2),
      sort: fc.oneof(
        fc.record({ sort_by: sortField, sort_order: direction }),
        fc.array(fc.tuple(sortField, direction), { minLength: 1, maxLength: 3, size: "max" }).map((keys) => ({
          sort_by: keys.map(([name]) => name),
          sort_order: keys.map(([, order]) => order),
        })),
      ),
    },
    { requiredKeys: [] },
  )
  .map(({ sort, ...rest }) => ({ ...rest, ...sort }));

/** An object with own keys only, `__proto__` included. */
function build(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const built: Record<string, unknown> = {};
  for (const [name, content] of entries) {
    Object.defineProperty(built, name, { value: content, enumerable: true, writable: true, configurable: true });
  }
  return built;
}

function answer(run: () => readonly ObjectValue[]): string {
  try {
    return ids(run());
  } catch (error) {
    if (error instanceof Thrown) return `${error.error.code}: ${error.error.message}`;
    throw error;
  }
}

describe("random records and queries", () => {
  it("SQLite answers as the plain evaluation does", () => {
    let found = 0;
    let empty = 0;
    let refused = 0;
    const runs = Number(process.env.AETHER_RUNS ?? 250);
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 3, maxLength: 16, size: "max" }),
        fc.array(fc.tuple(query, options), { minLength: 4, maxLength: 8, size: "max" }),
        (records, queries) => {
          let id = 0;
          const store = openStore(":memory:", { newId: () => `r${id++}` });
          try {
            for (const each of records) store.put(object(each), by);
            const stored = [...store.scan()];
            expect(stored.length).toBe(records.length);
            for (const [conditions, chosen] of queries) {
              const asked = object(conditions);
              const expected = answer(() => select(stored, parseQuery(asked, object(chosen))));
              expect(answer(() => store.find(asked, object(chosen)))).toBe(expected);
              if (expected.startsWith("AE")) refused += 1;
              else if (expected === "") empty += 1;
              else found += 1;
            }
          } finally {
            store.close();
          }
        },
      ),
      { numRuns: runs },
    );
    console.log(`${found} queries found records, ${empty} none, ${refused} were refused`);
    // Queries that never find anything would prove little.
    expect(found).toBeGreaterThan(runs);
    expect(empty).toBeGreaterThan(runs / 2);
  });
});
