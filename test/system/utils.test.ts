import { describe, expect, it } from "vitest";
import { World } from "./world.ts";

/** An expression, and what it prints. */
const cases: readonly (readonly [expression: string, printed: string])[] = [
  ["utils.time_since(now() - 90)", "90"],
  ["utils.time_since(null)", "Infinity"],
  ["[utils.is_recent(now() - 300), utils.is_recent(now() - 301), utils.is_recent(now() - 5, 4)]", "[true,false,false]"],
  ["[now() - utils.minutes_ago(2), now() - utils.hours_ago(2), now() - utils.days_ago(2)]", "[120,7200,172800]"],
  ["[0, 42.9, 60, 200, 3599].map(s => utils.format_duration(s))", '["0s","42s","1m 0s","3m 20s","59m 59s"]'],
  [
    "[3600, 18060, 86399, 86400, 198000].map(s => utils.format_duration(s))",
    '["1h 0m","5h 1m","23h 59m","1d 0h","2d 7h"]',
  ],
  ["utils.format_duration(-90)", "-1m 30s"],
  ['utils.camel_to_snake("escalationAgentRole")', "escalation_agent_role"],
  ['utils.snake_to_camel("escalation_agent_role")', "escalationAgentRole"],
  ['[utils.normalize_id("Core Agent!"), utils.normalize_id("__a--B__")]', '["core_agent","a_b"]'],
  [
    '[utils.truncate_string("abcdef", 6), utils.truncate_string("abcdefg", 6), utils.truncate_string("abcdefg", 4, "…")]',
    '["abcdef","abc...","abc…"]',
  ],
  ['utils.truncate_string("abcdef", 2)', ".."],
  ['utils.hash_string("a") == utils.hash_string("a") and utils.hash_string("a") != utils.hash_string("b")', "true"],
  ['[utils.hash_string(""), utils.hash_string("ab")]', '["0","c21"]'],
  ["utils.merge_objects({ a: 1, b: 2 }, { b: 3 })", '{"a":1,"b":3}'],
  ['utils.filter_object({ a: 1, b: 2, c: 3 }, (key, value) => value > 1 and key != "c")', '{"b":2}'],
  ['utils.pick_properties({ a: 1, b: null, c: 3 }, ["b", "z", "a"])', '{"a":1,"b":null}'],
  ["utils.unique_array([1, [2], 1, [2]])", "[1,[2]]"],
  ["[utils.chunk_array([1, 2, 3], 2), utils.chunk_array([], 2)]", "[[[1,2],[3]],[]]"],
  ['[null, "", "  ", [], {}, new Set([])].map(value => utils.is_empty(value))', "[true,true,true,true,true,true]"],
  [
    '[0, false, "a", [null], { a: null }, new Set([0])].map(value => utils.is_empty(value))',
    "[false,false,false,false,false,false]",
  ],
  ['["a@b.c", "a b@c.d", "a@b"].map(text => utils.is_valid_email(text))', "[true,false,false]"],
  ['["https://example.org/a?b", "example", ""].map(text => utils.is_valid_url(text))', "[true,false,false]"],
  ["utils.safe_execute(() => 1)", "1"],
  ['[utils.safe_execute(() => { throw "x" }), utils.safe_execute(() => { throw "x" }, 2)]', "[null,2]"],
];

describe("utils", () => {
  it.each(cases)("%s", async (expression, printed) => {
    expect(await new World().printed(`use system/utils\nprint(${expression})`)).toEqual([printed]);
  });

  it("clones deeply", async () => {
    const lines = await new World().printed(`use system/utils
      let original = { list: [1, { a: 2 }] }
      let copy = utils.deep_clone(original)
      copy.list[1].a = 3
      print([original, copy])`);
    expect(lines).toEqual(['[{"list":[1,{"a":2}]},{"list":[1,{"a":3}]}]']);
  });

  it("retries with growing pauses, and throws the last failure", async () => {
    const lines = await new World().printed(`use system/utils
      let started = now()
      let attempts = []
      let flaky = () => {
        attempts.push(now() - started)
        if attempts.length < 4 { throw "attempt {attempts.length}" }
        return "done"
      }
      try { utils.retry_with_backoff(flaky) } catch (e) { print(e.message) }
      print(attempts)
      attempts = []
      started = now()
      print(utils.retry_with_backoff(flaky, 5, 10))
      print(attempts)`);
    expect(lines).toEqual(["attempt 3", "[0,1,3]", "done", "[0,10,30,70]"]);
  });

  it("debounces and throttles", async () => {
    const lines = await new World().printed(`use system/utils
      let last = utils.debounce(x => print("debounced {x}"), 100)
      last(1)
      last(2)
      wait 50ms
      last(3)
      let often = utils.throttle(x => "called {x}", 100)
      print([often(1), often(2)])
      wait 200ms
      print(often(3))`);
    expect(lines).toEqual(['["called 1",null]', "debounced 3", "called 3"]);
  });
});
