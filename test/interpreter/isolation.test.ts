import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { registry } from "../../src/builtins/registry.ts";
import { runSource } from "../support/run.ts";

/** Names that lead somewhere on host objects. */
const hostNames = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  ...Object.getOwnPropertyNames(Map.prototype),
  ...Object.getOwnPropertyNames(String.prototype),
  ...Object.getOwnPropertyNames(Error.prototype),
  "prototype",
  "__proto__",
  "constructor",
  "caller",
  "callee",
  "readOnly",
  "elements",
  "compiled",
  "captures",
  "code",
  "ms",
];
const identifiers = [...new Set(hostNames)].filter((name) => /^[A-Za-z_]\w*$/.test(name));

/** Expressions of every kind of value. */
const values: Record<string, string> = {
  object: "{a: 1}",
  list: "[1, 2]",
  string: '"text"',
  number: "5",
  boolean: "true",
  timestamp: 'new Date("2025-01-01T00:00:00.000Z")',
  set: "new Set([1])",
  regex: "/a/g",
  arrow: "(x => x)",
  builtin: "len",
  error: 'new Error("m")',
};

/** Properties each kind really has. */
const known: Record<string, ReadonlySet<string>> = {
  object: new Set(["a"]),
  list: new Set(["length"]),
  string: new Set(["length"]),
  number: new Set(),
  boolean: new Set(),
  timestamp: new Set(),
  set: new Set(["size", "length"]),
  regex: new Set(["source", "flags"]),
  arrow: new Set(["name", "length"]),
  builtin: new Set(["name", "length"]),
  error: new Set(["message", "type", "name", "code", "stack", "span", "data", "hint"]),
};

describe("nothing of the host is reachable", () => {
  it.each(Object.entries(values))("no property of %s beyond its own", async (kind, expression) => {
    const asked = identifiers.filter((name) => !known[kind]!.has(name));
    const reads = asked.flatMap((name) => [`v.${name}`, `v["${name}"]`, `v?.${name}`]);
    const usable = kind === "list" || kind === "string" ? reads.filter((read) => !read.includes("[")) : reads;
    const run = await runSource(`let v = ${expression}\nreturn [${usable.join(", ")}].filter(x => x != null).length`);
    expect(run.error).toBeUndefined();
    expect(run.result).toBe("0");
    expect(usable.length).toBeGreaterThan(100);
  });

  it("calls only the methods that are declared", async () => {
    let refused = 0;
    for (const [kind, expression] of Object.entries(values)) {
      const registryKind = kind === "arrow" || kind === "builtin" ? "function" : kind;
      const methods = registry.methods.get(registryKind as "list");
      for (const name of identifiers.filter((item) => !methods?.has(item))) {
        const run = await runSource(`return (${expression}).${name}()`);
        expect([name, run.error?.code]).toEqual([name, "AE2004"]);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });

  it("getters and chains on built-ins end in null or an error of the language", async () => {
    const chains = [
      "constructor.constructor",
      "toString.constructor",
      "__proto__.constructor",
      "call.constructor",
      "prototype.x",
    ];
    for (const expression of Object.values(values)) {
      for (const chain of chains) {
        const run = await runSource(`let v = ${expression}\nreturn v.${chain}`);
        expect(run.error?.code ?? run.result ?? "null").toMatch(/^(AE2001|null)$/);
      }
    }
    for (const space of registry.namespaces.keys()) {
      for (const name of ["constructor", "__proto__", "prototype", "hasOwnProperty"]) {
        const run = await runSource(`return ${space}.${name}`);
        expect(run.error?.code).toBe("AE2009");
      }
    }
  });

  it("host names are ordinary keys of objects, records and queries", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...identifiers), fc.integer({ min: 1, max: 9 }), async (name, n) => {
        const run = await runSource(`let o = {}
o["${name}"] = ${n}
let copy = {...o, other: 0}
let again = JSON.parse(JSON.stringify(o))
let id = store_memory({type: "t", "${name}x": 1, data: o})
let found = search_memory({type: "t", "data.${name}": ${n}})
return [o["${name}"], Object.keys(o), copy["${name}"], again == o, found.length, get_memory(id).data["${name}"], "${name}" in {}]`);
        expect(run.error).toBeUndefined();
        expect(JSON.parse(run.result!)).toEqual([n, [name], n, true, 1, n, false]);
      }),
      { numRuns: 60 },
    );
  });
});
