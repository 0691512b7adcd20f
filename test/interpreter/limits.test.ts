import { describe, expect, it } from "vitest";
import { openStore } from "../../src/memory/open.ts";
import { runSource } from "../support/run.ts";

const modes = ["fast", "sliced"] as const;

describe.each(modes)("limits in %s mode", (mode) => {
  const cases: [name: string, code: string, source: string, options?: Parameters<typeof runSource>[1]][] = [
    ["steps", "AE4003", "while true { }", { steps: 10_000 }],
    ["steps in nested calls", "AE4003", "fn spin() { while true { } }\n[1].map(x => spin())", { steps: 10_000 }],
    ["wall time", "AE4004", "while true { }", { limits: { wallTime: 50 } }],
    ["call depth", "AE4006", "fn down(n) { return down(n + 1) }\ndown(0)"],
    ["call depth through callbacks", "AE4006", "fn down(n) { return [n].map(x => down(x + 1)) }\ndown(0)"],
    ["call depth through sort", "AE4006", "fn down(n) { return [2, 1].sort((a, b) => down(n + 1)) }\ndown(0)"],
    ["long text", "AE4101", '"x".repeat(1000000000)'],
    ["growing text", "AE4101", 'let s = "x"\nwhile true { s = s + s }'],
    ["growing text by interpolation", "AE4101", 'let s = "x"\nwhile true { s = "{s}{s}" }'],
    ["long list", "AE4102", "range(1000000000)"],
    ["growing list", "AE4102", "let xs = [1]\nwhile true { xs = xs + xs }"],
    ["spread", "AE4102", "let xs = [1]\nwhile true { xs = [...xs, ...xs] }"],
    [
      "regex",
      "AE4204",
      'let bad = "a".repeat(40) + "b"\nprint(/^(?=(a+)+$)x/.test(bad))',
      { limits: { regexTime: 50 } },
    ],
  ];
  it.each(cases)("%s", async (_name, code, source, options) => {
    // Functions stay outside of the try, the rest goes in.
    const [, functions = "", body = ""] = /^((?:fn .*\n)*)([\s\S]*)$/.exec(source) ?? [];
    const guarded = `${functions}try {\n${body}\n} catch (e) { print("caught") } finally { print("finally") }`;
    const run = await runSource(guarded, { mode, ...options });
    expect(run.error?.code).toBe(code);
    expect(run.output.endsWith("finally\n")).toBe(true);
    expect(run.output).not.toContain("caught");
  });

  it("output", async () => {
    const store = openStore(":memory:");
    const source = `try { while true { print("x".repeat(100000)) } } catch (e) { store_memory({id: "caught"}) }
finally { store_memory({id: "finally"}) }`;
    const run = await runSource(source, { mode, store, limits: { outputBytes: 1_000_000 } });
    expect(run.error?.code).toBe("AE4201");
    expect(run.output.length).toBeGreaterThan(500_000);
    expect([await store.get("caught"), (await store.get("finally"))?.get("id")]).toEqual([null, "finally"]);
    await store.close();
  });

  it("gives each finally fresh steps, and a return in it does not undo the stop", async () => {
    const run = await runSource(
      `fn inner() {
  try { while true { } } finally {
    for i in range(50000) { }
    print("inner")
    return "never"
  }
}
try { inner() } finally {
  for i in range(50000) { }
  print("outer")
}
print("not reached")`,
      { mode, steps: 5_000 },
    );
    expect(run.error?.code).toBe("AE4003");
    expect(run.output).toBe("inner\nouter\n");
  });

  it("a finally in a finally runs as well", async () => {
    const source = `try { while true { } } finally { try { while true { } } finally { print("inner") } }`;
    const run = await runSource(source, { mode, steps: 5_000 });
    expect(run.error?.code).toBe("AE4003");
    expect(run.output).toBe("inner\n");
  });

  it("functions that call themselves in finally come to an end", async () => {
    const run = await runSource("fn f() { try { f() } finally { f() } }\nf()", { mode, limits: { callDepth: 4 } });
    expect(run.error?.code).toBe("AE4006");
  });

  it("stops a finally that does not end", async () => {
    const run = await runSource(`try { while true { } } finally { print("in")\nwhile true { } }`, {
      mode,
      steps: 5_000,
    });
    expect(run.error?.code).toBe("AE4003");
    expect(run.output).toBe("in\n");
  });

  it("goes on after recursion that was caught early", async () => {
    const run = await runSource(
      `fn down(n) { if n == 0 { throw "bottom" }
return down(n - 1) }
let caught = 0
for i in range(20) { try { down(900) } catch (e) { caught += 1 } }
fn again(n) { return n == 0 ? 0 : 1 + again(n - 1) }
return [caught, again(900)]`,
      { mode },
    );
    expect(run.result).toBe("[20,900]");
  });
});

describe.each(modes)("a thousand frames hold in %s mode", (mode) => {
  const shapes: Record<string, string> = {
    if: "fn f(n) { if n > 0 { return f(n - 1) } else { return 0 } }",
    for: "fn f(n) { for x in [n] { if x > 0 { return f(x - 1) } }\nreturn 0 }",
    while: "fn f(n) { while n > 0 { return f(n - 1) }\nreturn 0 }",
    try: "fn f(n) { try { if n > 0 { return f(n - 1) } } catch (e) { throw e } finally { n = n }\nreturn 0 }",
    match: "fn f(n) { match n { case 0: return 0\ndefault: { return f(n - 1) } } }",
    "if as a value": "fn f(n) { let x = if n > 0 { f(n - 1) } else { 0 }\nreturn x }",
    "call in arguments": "fn id(x) { return x }\nfn f(n) { return n == 0 ? 0 : id(f(n - 1)) + 0 }",
    interpolation: 'fn f(n) { return n == 0 ? 0 : num("{f(n - 1)}") }',
    "object literal": "fn f(n) { return n == 0 ? 0 : {v: [f(n - 1)]}.v[0] }",
  };
  it.each(Object.entries(shapes))("recursion inside %s", async (_name, source) => {
    const run = await runSource(`${source}\nreturn f(990)`, { mode });
    expect(run.error).toBeUndefined();
    expect(run.result).toBe("0");
  });
  it("recursion inside map: two frames for each level", async () => {
    const run = await runSource(`fn f(n) { return n == 0 ? 0 : [n].map(x => f(x - 1))[0] }\nreturn f(495)`, { mode });
    expect(run.error).toBeUndefined();
    expect(run.result).toBe("0");
  });
  it("recursion inside sort, reduce and replace", async () => {
    const run = await runSource(
      `fn a(n) { return n == 0 ? 0 : [2, 1].sort((x, y) => a(n - 1))[0] * 0 }
fn b(n) { return n == 0 ? 0 : [1, 2].reduce((t, x) => b(n - 1), 0) }
fn c(n) { return n == 0 ? "0" : "x".replace(/x/, m => c(n - 1)) }
return [a(490), b(9), c(490)]`,
      { mode },
    );
    expect(run.error).toBeUndefined();
    expect(run.result).toBe('[0,0,"0"]');
  });
});

describe("values without end", () => {
  const deep = "let deep = []\nfor i in range(100000) { deep = [deep] }\n";
  const cyclic = "let ring = {}\nring.self = ring\nlet xs = []\nxs.push(xs)\n";
  it.each([
    ["print of a cycle", `${cyclic}print(ring)\nreturn "alive"`],
    ["interpolation of a cycle", `${cyclic}return "{xs}".length > 0`],
    ["equality of cycles", `${cyclic}let other = {}\nother.self = other\nreturn ring == other`],
    ["copy of a cycle", `${cyclic}let c = {...ring}\nreturn c.self == ring`],
    ["a cycle in JSON", `${cyclic}try { JSON.stringify(ring) } catch (e) { return e.code != null }`],
    ["a cycle in memory", `${cyclic}try { store_memory({type: "x", ring: ring}) } catch (e) { return e.code != null }`],
    ["print of deep nesting", `${deep}print(deep)\nreturn "alive"`],
    ["equality of deep nesting", `${deep}let a = deep\nlet b = []\nfor i in range(100000) { b = [b] }\nreturn a == b`],
    ["deep nesting in JSON", `${deep}try { JSON.stringify(deep) } catch (e) { return e.code != null }`],
    [
      "deep nesting in memory",
      `${deep}try { store_memory({type: "x", deep: deep}) } catch (e) { return e.code != null }`,
    ],
    ["deep nesting in a set", `${deep}return new Set([deep, deep]).size`],
    ["unique of deep nesting", `${deep}return [deep, deep].unique().length`],
    ["flat of a cycle", `${cyclic}try { return xs.flat().length } catch (e) { return e.code != null }`],
  ])("%s", async (_name, source) => {
    const run = await runSource(source);
    expect(run.error).toBeUndefined();
    expect(["true", "1", "alive"]).toContain(run.result);
  });
  it("an allocating loop ends at the heap limit", async () => {
    const run = await runSource(`let keep = null\nwhile true { keep = {next: keep, pad: [1, 2, 3, 4]} }`, {
      limits: { heapGrowth: 64 * 1024 * 1024 },
    });
    expect(run.error?.code).toBe("AE4007");
  });
  it("garbage is not counted as growth", async () => {
    const run = await runSource(`for i in range(400000) { let t = {a: [i, i, i], b: "x{i}"} }\nreturn "done"`, {
      limits: { heapGrowth: 64 * 1024 * 1024 },
    });
    expect(run.result).toBe("done");
  });
});
