import { describe, expect, it } from "vitest";
import { checkModule } from "../../src/semantics/check.ts";
import { blocks, Program } from "../../src/semantics/program.ts";
import { TextModules } from "../../src/semantics/text-modules.ts";

const library = {
  "lib/tools.aether": "fn add(a, b = 1) { return a + b }\nfn all_of(...xs) { return xs }",
  "lib/helper.aether": "plugin helper { memory_access: none\n fn help(x) { return x } }",
};

/** Findings as `code[!] text-under-the-span`; `!` marks those that keep the program from running. */
function findings(text: string): string[] {
  const modules = new TextModules({ "main.aether": text, ...library });
  const program = new Program(modules, {
    limits: { sourceBytes: 1_000_000, nesting: 200 },
    storeWaits: false,
    everythingWaits: false,
  });
  const module = program.load(modules.resolve("main", null)!);
  return checkModule(program, module).map(
    (found) => `${found.code}${blocks(found) ? "!" : ""} ${module.source.slice(found.span)}`,
  );
}

describe("names", () => {
  const cases: [text: string, expected: string[]][] = [
    ["print(nobody)", ["AE3001! nobody"]],
    ["print(later)\nlet later = 1", ["AE3002! later"]],
    ["let f = () => later\nlet later = 1", []],
    ["let x = 1\nlet x = 2", ["AE3003! x"]],
    ["let x = 1\nif x { let x = 2 }", []],
    ["fn f(a, a) { }", ["AE3003! a"]],
    ["fn f(a) { let a = 1 }", []],
    ["fn f() { }\nfn f() { }", ["AE3003! f"]],
    ["fn f() { }\nf = 1", ["AE3004! f"]],
    ["len = 1", ["AE3004! len"]],
    ["plugin p { on_run { config = 1 } }", ["AE3004! config"]],
    ["plugin p { state: {n: 0}\n on_run { state.n = 1 } }", []],
    ["print(config)", ["AE3001! config"]],
    ["new Sett(1)", ["AE3005! Sett"]],
    ['import "lib/tools" as t\nprint(t)', ["AE3006! t"]],
    ["print(Math)", ["AE3006! Math"]],
    ["continue", ["AE3007! continue"]],
    ["while true { [1].map(x => { break }) }", ["AE3007! break"]],
    ["fn f(x = if true { return 1 } else { 2 }) { }", ["AE3007! return 1"]],
    ["unknown_thing = 5", ["AE3001! unknown_thing"]],
  ];
  it.each(cases)("%s", (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });
});

describe("modules and calls", () => {
  const cases: [text: string, expected: string[]][] = [
    ['import "lib/none" as n', ['AE3010 "lib/none"']],
    ["call lib/none.f()", ["AE3010 lib/none"]],
    ["call lib/tools.sub(1)", ["AE3011 call lib/tools.sub(1)"]],
    ["call lib/tools.add(1)", []],
    ["call lib/tools.add()", ["AE3013 call lib/tools.add()"]],
    ["call lib/tools.add(1, 2, 3)", ["AE3012 call lib/tools.add(1, 2, 3)"]],
    ["call lib/tools.add(...[1, 2, 3])", []],
    ["call lib/tools.all_of(1, 2, 3, 4)", []],
    ["call lib/helper.ping()", []],
    ["call helper.help(1)", []],
    ["call helper.halp(1)", ["AE3011 call helper.halp(1)"]],
    ["fn f(a) { }\nf()", ["AE3013 f()"]],
    ["len()", ["AE3013 len()"]],
    ["len([], 2)", ["AE3012 len([], 2)"]],
    ["Math.flor(1)", ["AE3014 Math.flor(1)"]],
    ["sleep(5s)", ["AE3018 5s"]],
    ["setTimeout(() => 1, 2m)", ["AE3018 2m"]],
    ["sleep(5)", []],
  ];
  it.each(cases)("%s", (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  it("offers to write a duration in milliseconds", () => {
    const modules = new TextModules({ "main.aether": "sleep(1.5s)" });
    const program = new Program(modules, {
      limits: { sourceBytes: 1_000_000, nesting: 200 },
      storeWaits: false,
      everythingWaits: false,
    });
    const [found] = checkModule(program, program.load(modules.resolve("main", null)!));
    expect(found?.fixes?.[0]?.edits).toEqual([{ span: { start: 6, end: 10 }, text: "1500" }]);
  });
});

describe("headers and permissions", () => {
  const cases: [text: string, expected: string[]][] = [
    ["plugin p { memory_access: none\n on_run { get_memory(1) } }", ["AE5001 get_memory(1)"]],
    [
      "plugin p { memory_access: read-only\n on_run { get_memory(1)\n delete_memory(1) } }",
      ["AE5001 delete_memory(1)"],
    ],
    ["plugin p { memory_access: write-only\n on_run { get_memory(1)\n delete_memory(1) } }", ["AE5001 get_memory(1)"]],
    ["plugin p { memory_access: sometimes\n on_run { } }", ["AE3008! sometimes"]],
    ['plugin p { colour: "red"\n on_run { } }', ["AE3015 colour"]],
    ["plugin p { config: 5\n on_run { } }", ["AE1040! 5"]],
    ['plugin p { description: "a"\n description: "b"\n on_run { } }', ["AE3003! description"]],
    ["plugin p { memory_acces: none\n on_run { } }", ["AE3008! memory_acces"]],
    ["log -1", ["AE3009! log"]],
    ["emit done { a: 1 }", ["AE3017 emit"]],
  ];
  it.each(cases)("%s", (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });
});
