import { describe, expect, it } from "vitest";
import { parseQuery } from "../../src/memory/query.ts";
import { Callable, ObjectValue, RegexValue, type Value } from "../../src/values/types.ts";
import { failure, fill, ids, object, store } from "./support.ts";

class Handler extends Callable {
  readonly name = "on_done";
  readonly arity = 1;
}

function nested(levels: number): ObjectValue {
  let query = object({ a: 1 });
  for (let i = 0; i < levels; i++) query = new ObjectValue([["not", query]]);
  return query;
}

describe("queries that mean nothing are refused", () => {
  const refused: [query: object, options: object | null, expected: string][] = [
    [{ limit: -1 }, null, "AE6021: The query option `limit` must be a whole number, 0 or more, not the number -1."],
    [{ limit: 1.5 }, null, "AE6021: The query option `limit` must be a whole number, 0 or more, not the number 1.5."],
    [{ limit: "5" }, null, 'AE6021: The query option `limit` must be a whole number, 0 or more, not text "5".'],
    [{ offset: -2 }, null, "AE6021: The query option `offset` must be a whole number, 0 or more, not the number -2."],
    [{}, { offset: [] }, "AE6021: The query option `offset` must be a whole number, 0 or more, not an empty list."],
    [
      { sort_by: 3 },
      null,
      "AE6021: The query option `sort_by` must be the name of a field, or a list of names, not the number 3.",
    ],
    [
      { sort_by: ["a", null] },
      null,
      "AE6021: The query option `sort_by` must be the name of a field, or a list of names, not null.",
    ],
    [
      { sort_by: ["a", "-b"] },
      null,
      'AE6021: The query option `sort_by` must be the name of a field (descending order is `sort_order: "desc"`), not text "-b".',
    ],
    [
      { sort_by: Array(17).fill("a") },
      null,
      "AE6021: The query option `sort_by` must be a list of at most 16 fields, not a list of 17.",
    ],
    [
      { sort_order: "up" },
      null,
      'AE6021: The query option `sort_order` must be "asc" or "desc", or a list of them, not text "up".',
    ],
    [
      { sort_order: ["asc", true] },
      null,
      'AE6021: The query option `sort_order` must be "asc" or "desc", or a list of them, not true.',
    ],
    [
      { sort_by: ["a", "b"], sort_order: ["asc"] },
      null,
      "AE6021: The query option `sort_order` must be a list with one direction for each field of `sort_by`, which has 2, not a list of 1.",
    ],
    [{}, { limt: 3 }, "AE6022: There is no query option `limt`. Did you mean `limit`?"],
    [{}, { sort_oder: "a" }, "AE6022: There is no query option `sort_oder`. Did you mean `sort_order`?"],
    [{ any_of: { a: 1 } }, null, "AE6023: In the query, `any_of` must be a list of queries, not an object with a."],
    [{ any_of: [{ a: 1 }, 5] }, null, "AE6023: In the query, `any_of` must be a list of queries, not the number 5."],
    [{ not: [{ a: 1 }] }, null, "AE6023: In the query, `not` must be a query, not a list of 1."],
    [{ not: null }, null, "AE6023: In the query, `not` must be a query, not null."],
    [{ not: { limit: 1 } }, null, "AE6024: The query option `limit` stands inside `not`, where it has no meaning."],
    [
      { any_of: [{ sort_by: "a" }] },
      null,
      "AE6024: The query option `sort_by` stands inside `any_of`, where it has no meaning.",
    ],
  ];

  it.each(refused)("%j with options %j", async (query, options, expected) => {
    const memory = store();
    expect(await failure(() => memory.find(object(query), options === null ? undefined : object(options)))).toBe(
      expected,
    );
  });

  it("nesting without end", async () => {
    expect(parseQuery(nested(50)).condition.kind).toBe("not");
    expect(await failure(() => parseQuery(nested(51)))).toBe(
      "AE6025: The query nests `any_of` and `not` more than 50 levels deep.",
    );
    expect(await failure(() => store().find(nested(100_000)))).toMatch(/^AE6025/);
  });

  it("operands no record can hold", async () => {
    const ask = (value: Value): Promise<string> => failure(() => store().find(new ObjectValue([["x", value]])));
    expect(await ask(new Handler())).toBe(
      "AE6026: In the query, `x` is compared with the function on_done, which no record can hold.",
    );
    expect(await ask([new RegexValue("a", "", /a/)])).toBe(
      "AE6026: In the query, `x` is compared with a list of 1, which no record can hold.",
    );
    const cycle: Value[] = [];
    cycle.push(cycle);
    expect(await ask(cycle)).toMatch(/^AE2121: .*`x\[0\]`/);
    let deep: Value = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(await ask(deep)).toMatch(/^AE2122/);
  });
});

describe("an operand of the wrong kind", () => {
  const wrong: [query: object, expected: string][] = [
    [{ n_gt: [1] }, "AE6020: In the query, `n_gt` needs a number, text or a timestamp, not a list of 1."],
    [{ n_lte: true }, "AE6020: In the query, `n_lte` needs a number, text or a timestamp, not true."],
    [{ n_in: "a" }, 'AE6020: In the query, `n_in` needs a list, not text "a".'],
    [{ n_nin: null }, "AE6020: In the query, `n_nin` needs a list, not null."],
    [{ n_any: 1 }, "AE6020: In the query, `n_any` needs a list, not the number 1."],
    [{ n_contains: 1 }, "AE6020: In the query, `n_contains` needs text, not the number 1."],
    [{ n_prefix: null }, "AE6020: In the query, `n_prefix` needs text, not null."],
    [{ n_like: ["a"] }, "AE6020: In the query, `n_like` needs text, not a list of 1."],
    [{ n_exists: 1 }, "AE6020: In the query, `n_exists` needs true or false, not the number 1."],
    [
      { n_after: "soon" },
      'AE6020: In the query, `n_after` needs a timestamp, ISO-8601 text or seconds since 1970, not text "soon".',
    ],
    [{ type: "t", any_of: [{ not: { n_in: 1 } }] }, "AE6020: In the query, `n_in` needs a list, not the number 1."],
  ];

  it.each(wrong)("is refused where records have the field: %j", async (query, expected) => {
    const memory = store();
    await fill(memory, [{ id: "a", type: "t", n: 1 }]);
    expect(await failure(() => memory.find(object(query)))).toBe(expected);
    expect(await failure(() => memory.count(object(query)))).toBe(expected);
  });

  it("is no mistake while no record has the field, nor where records have a field of that very name", async () => {
    const memory = store();
    const query = object({ type: "user", logged_in: true });
    expect(ids(memory.find(query))).toBe("");
    await fill(memory, [
      { id: "ann", type: "user", logged_in: true, logged: 3 },
      { id: "bob", type: "user", logged: 4 },
      { id: "truck", type: "wood", logged: 9 },
    ]);
    expect(ids(memory.find(query))).toBe("ann");
    // Among the records of this type nobody has the field, so the suffix is meant.
    expect(await failure(() => memory.find(object({ type: "wood", logged_in: true })))).toMatch(/^AE6020/);
    expect(ids(memory.find(object({ logged_in: true })))).toBe("ann");
  });
});
