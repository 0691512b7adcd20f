import { describe, expect, it } from "vitest";
import { Program } from "../../src/semantics/program.ts";
import { TextModules } from "../../src/semantics/text-modules.ts";

/** Names of the functions that may wait, in `main.aether` and the given files. */
function waiting(text: string, files: Record<string, string> = {}, storeWaits = false): string[] {
  const modules = new TextModules({ "main.aether": text, ...files });
  const limits = { sourceBytes: 1_000_000, nesting: 200 };
  const program = new Program(modules, { limits, storeWaits, everythingWaits: false });
  program.load(modules.resolve("main", null)!);
  const names: string[] = [];
  for (const module of program.loaded) {
    for (const info of [module.code, ...module.functions.values()]) if (info.waits) names.push(info.name);
  }
  return names.sort();
}

describe("which functions may wait", () => {
  const cases: [name: string, text: string, expected: string[]][] = [
    ["none that only compute", "fn f() { return [1].map(x => x + 1) }\nf()", []],
    ["wait by itself", "fn f() { wait 1s }\nfn g() { return 1 }", ["f"]],
    ["sleep by itself", "fn f() { sleep(5) }", ["f"]],
    [
      "callers, through any number of calls",
      "fn a() { wait 1 }\nfn b() { a() }\nfn c() { b() }\nfn d() { return 1 }\nc()",
      ["a", "b", "c", "main.aether"],
    ],
    ["mutual recursion", "fn a(n) { if n { b(n) } }\nfn b(n) { a(n - 1)\nwait 1 }", ["a", "b"]],
    [
      "nested functions called by name",
      "fn f() { fn inner() { wait 1 }\ninner() }\nfn g() { fn inner() { return 1 }\ninner() }",
      ["f", "inner"],
    ],
    [
      "a waiting function taken as a value makes unknown callees wait",
      "fn w() { wait 1 }\nfn each(xs, f) { xs.map(f) }\neach([1], w)",
      ["each", "main.aether", "w"],
    ],
    ["a waiting arrow does too", "fn run(f) { f() }\nlet later = () => sleep(1)", ["(function)", "run"]],
    [
      "but callees stay direct while only computing functions are taken as values",
      "fn w() { wait 1 }\nfn run(f) { f() }\nrun(x => x)\nw()",
      ["main.aether", "w"],
    ],
    ["sleep taken as a value", "fn run(f) { f(1) }\nrun(sleep)", ["main.aether", "run"]],
    ["a call by run-time name", "fn f(name) { call name.go() }\nfn g(h) { h() }", ["f", "g"]],
    ["call_plugin", 'fn f() { return call_plugin("x", 1) }\nfn g() { return 1 }', ["f"]],
    ["timers do not wait", "fn f() { setTimeout(() => print(1), 5) }", []],
    ["memory does not wait in a synchronous store", "fn f() { return get_memory(1) }", []],
    ["file-level lets count for the top level", "fn w() { wait 1 }\nlet x = w()", ["main.aether", "w"]],
  ];
  it.each(cases)("%s", (_name, text, expected) => {
    expect(waiting(text)).toEqual(expected);
  });

  it("memory waits when the store is reached over a network", () => {
    const text =
      "fn f() { return get_memory(1) }\nfn g() { return f() }\nfn h() { return 1 }\nfn t() { transaction(() => 1) }";
    expect(waiting(text, {}, true)).toEqual(["f", "g", "t"]);
  });

  it("other modules: by path, by alias, through their file-level lets, in cycles", () => {
    const files = {
      "lib/slow.aether": "fn nap() { wait 1 }\nfn quick() { return 1 }",
      "lib/init.aether": "let ready = call lib/slow.nap()\nfn value() { return 1 }",
      "lib/a.aether": "use lib/b\nfn a() { b.b() }\nfn calm() { return 1 }",
      "lib/b.aether": "use lib/a\nfn b() { a.a()\ncall lib/slow.nap() }",
    };
    const text = `import "lib/slow" as slow
fn one() { slow.nap() }
fn two() { slow.quick() }
fn three() { call lib/init.value() }
fn four() { call lib/a.a() }
fn five() { call lib/a.calm() }
fn six() { call lib/none.x() }`;
    expect(waiting(text, files)).toEqual(["a", "b", "four", "lib/init.aether", "nap", "one", "three"]);
  });
});
