import { builtinModules } from "node:module";
import { join } from "node:path";
import { createContext, Script } from "node:vm";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const repository = join(import.meta.dirname, "..");

/** What a page would do with the core: its own world, no Node. */
const page = `
import { Execution, Program, TextModules, defaultLimits, print, renderReport } from "./src/core.ts";

globalThis.runScript = (text) => {
  const modules = new TextModules({ "main.aether": text, "lib/greet.aether": 'fn hello(name) { return "Hello, {name}!" }' });
  const lines = [];
  const host = {
    perform({ operation, args }) {
      if (operation === "print") lines.push(args.map((value) => print(value)).join(" "));
      return null;
    },
    clock: () => 0,
    cancelled: () => null,
    config: (_plugin, declared) => declared,
    loadState: (_plugin, declared) => declared,
  };
  const program = new Program(modules, { limits: defaultLimits, storeWaits: false, everythingWaits: false });
  const module = program.load(modules.resolve("main.aether", null));
  const execution = new Execution(program, host, { mode: "fast", limits: defaultLimits });
  const turn = execution.runFile(module, null).resume();
  if (!turn.done) return "waits";
  const { outcome } = turn;
  if (outcome.ok) return [...lines, print(outcome.value)].join("\\n");
  const { code, message, place } = outcome.error;
  return renderReport({ severity: "error", code, message, place: { source: module.source, span: place.span } });
};
`;

describe("the core in a browser", () => {
  it("bundles without anything of Node and runs scripts", async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: page, resolveDir: repository, loader: "ts" },
      bundle: true,
      platform: "browser",
      format: "iife",
      target: "es2022",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    const imported = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path));
    expect(imported.filter((path) => path.startsWith("node:") || builtinModules.includes(path))).toEqual([]);
    expect(Object.keys(metafile.inputs).filter((path) => /better-sqlite3|pino|commander|fs-extra/.test(path))).toEqual(
      [],
    );

    // A context with the language's own globals only: no process, no require, no Buffer.
    const context = createContext({});
    new Script(outputFiles[0]!.text).runInContext(context);
    const run = new Script("runScript").runInContext(context) as (text: string) => string;
    expect(
      run(
        'use lib/greet\nfor name in ["Ada", "Bo"].sort_by(n => -n.length) { print(greet.hello(name)) }\nreturn {n: 1 + 1}',
      ),
    ).toBe('Hello, Ada!\nHello, Bo!\n{"n":2}');
    expect(run("let x = null\nreturn x.y")).toContain(
      'error[AE2001]: Cannot read "y" of `x`, because it is null.\n  --> main.aether:2:8',
    );
    expect(run("fn f() { return f() }\nf()")).toContain("error[AE4006]");
    expect(run("wait 1s")).toBe("waits");
  });
});
