import { describe, expect, it } from "vitest";
import type { Builtin, ConstantBuiltin } from "../../src/builtins/declare.ts";
import { registry } from "../../src/builtins/registry.ts";
import { kindsOfType, signature } from "../../src/builtins/signature.ts";
import { catalogue } from "../../src/diagnostics/catalogue.ts";
import { call, outcome } from "./support.ts";

const all: (Builtin | ConstantBuiltin)[] = [
  ...registry.globals.values(),
  ...registry.classes.values(),
  ...[...registry.namespaces.values(), ...registry.methods.values()].flatMap((group) => [...group.values()]),
];
const distinct = [...new Set(all)];

/** The names the language promises, by where they are. */
const promised: Record<string, string> = {
  globals:
    "now today range typeof len str num bool all any average sum min max generate_id get_session_id get_global set_global has_context get_current_context get_stack_trace plugin_exists has_method call_plugin get_available_plugins get_config get_env sleep setTimeout clearTimeout print assert store_memory get_memory delete_memory delete_memory_entry search_memory search_memory_one count_memory update_memory memory_info transaction",
  list: "append push pop insert extend map filter reduce for_each find find_index some every includes index_of slice concat join reverse sort sort_by group_by chunk unique flat flat_map first last sum average min max count intersection union difference zip take drop is_empty remove forEach findIndex indexOf sortBy flatMap toString",
  string:
    "upper lower toUpperCase toLowerCase trim split replace replace_all match test starts_with ends_with includes index_of slice substring pad_start pad_end repeat lines words char_at charCodeAt startsWith endsWith indexOf padStart padEnd replaceAll charAt toString",
  object: "keys values entries items has hasOwnProperty merge pick omit get map_values mapValues toString",
  set: "has add delete size toString",
  function: "apply call bind toString",
  regex: "test exec source flags toString",
  number: "toFixed toString round floor ceil abs clamp",
  timestamp: "format iso add year month day hour minute second weekday toISOString getTime toString",
  boolean: "toString",
  error: "toString",
  Math: "PI E abs floor ceil round trunc sign sqrt cbrt pow min max random log log2 log10 exp sin cos tan atan2 hypot",
  JSON: "parse stringify",
  Object: "keys values entries assign fromEntries hasOwn freeze is groupBy",
  Array: "isArray from of",
  Date: "now parse UTC",
  crypto: "randomUUID",
  classes: "Set URL Error Date",
};

describe("the registry", () => {
  it.each(Object.entries(promised))("has everything promised for %s", (place, names) => {
    const groups: Record<string, ReadonlyMap<string, unknown>> = {
      globals: registry.globals,
      classes: registry.classes,
    };
    for (const [name, group] of [...registry.namespaces, ...registry.methods]) groups[name] = group;
    const missing = names.split(" ").filter((name) => !groups[place]?.has(name));
    expect(missing).toEqual([]);
  });

  it("reaches nothing of the host", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "prototype"]) {
      expect(registry.globals.has(name)).toBe(false);
      expect([...registry.namespaces.values()].some((group) => group.has(name))).toBe(false);
    }
    expect(registry.methods.get("object")?.has("constructor")).toBe(false);
  });

  it("declares every built-in completely", () => {
    const problems: string[] = [];
    for (const entry of distinct) {
      const least = entry.form === "constant" ? 1 : 2;
      if (entry.examples.length < least) problems.push(`${entry.name}: no example of an edge or an error`);
      if (!/^[A-Z].*\.$/s.test(entry.doc)) problems.push(`${entry.name}: doc is no sentence`);
      for (const example of entry.examples) {
        if ((example.result === undefined) === (example.error === undefined))
          problems.push(`${entry.name}: ${example.code}`);
        if (example.error !== undefined && !(example.error in catalogue))
          problems.push(`${entry.name}: ${example.error}`);
      }
      if (entry.form === "constant") continue;
      const optional = entry.params.findIndex((param) => param.optional || param.rest);
      if (optional >= 0 && entry.params.slice(optional).some((param) => !param.optional && !param.rest)) {
        problems.push(`${entry.name}: a required parameter after an optional one`);
      }
      if (entry.form === "performed" && entry.effect === "pure") problems.push(`${entry.name}: performed but pure`);
    }
    expect(problems).toEqual([]);
  });

  it("writes both spellings of a method as one declaration", () => {
    const list = registry.methods.get("list")!;
    expect(list.get("forEach")).toBe(list.get("for_each"));
    expect(registry.methods.get("timestamp")!.get("to_iso_string")).toBe(
      registry.methods.get("timestamp")!.get("toISOString"),
    );
    expect(registry.methods.get("string")!.get("char_code_at")).toBe(registry.methods.get("string")!.get("charCodeAt"));
  });
});

describe("signatures", () => {
  it("give parameters their kinds", () => {
    expect(
      signature("list.get(list: list<T>, key: string | number, fallback?: list, ...rest: any) -> map<string, T>"),
    ).toEqual({
      name: "list.get",
      params: [
        { name: "list", type: "list<T>", kinds: ["list"] },
        { name: "key", type: "string | number", kinds: ["string", "number"] },
        { name: "fallback", type: "list", kinds: ["list", "null"], optional: true },
        { name: "rest", type: "any", rest: true },
      ],
      returns: "map<string, T>",
    });
    expect(kindsOfType("{a: string, b: number} | null")).toEqual(["object", "null"]);
    expect(kindsOfType("T | null")).toBe(undefined);
  });

  it("of another form are mistakes of ours", () => {
    expect(() => signature("f(a)")).toThrow("Not a signature");
    expect(() => signature("f(a) -> b")).toThrow("Not a parameter");
  });
});

describe("arguments", () => {
  const table: [string, () => ReturnType<typeof call>, string][] = [
    [
      "a wrong kind",
      () => call("len", [5]),
      "AE2150: len(…) needs text, a list, an object or a set as `value`, but got the number 5.",
    ],
    ["null", () => call("Math.abs", [null]), "AE2150: Math.abs(…) needs a number as `x`, but got null."],
    [
      "a missing one",
      () => call("string.starts_with", ["abc"]),
      "AE2151: starts_with(…) needs text as `part`, but it is missing.",
    ],
    [
      "a missing one of any kind",
      () => call("typeof", []),
      "AE2151: typeof(…) needs a value as `value`, but it is missing.",
    ],
    [
      "a wrong one among the rest",
      () => call("Math.max", [1, "2"]),
      'AE2150: Math.max(…) needs a number as `values`, but got text "2".',
    ],
    ["null for an optional one", () => call("list.slice", [[1, 2], null, null]), "[1,2]"],
    ["too many", () => call("string.upper", ["a", 1, 2]), "A"],
  ];
  it.each(table)("%s", (_, run, expected) => {
    expect(outcome(run)).toBe(expected);
  });
});
