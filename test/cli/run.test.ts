import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, launcher, repository } from "./command.ts";

beforeAll(ensureBuilt);

/** Runs one script in a folder of its own. */
function run(
  source: string | Record<string, string>,
  words: readonly string[] = [],
  more: Parameters<typeof aether>[1] = {},
) {
  const files = typeof source === "string" ? { "main.aether": source } : source;
  const cwd = folderWith({ ".aether/": "", ...files });
  return { ...aether(["run", "main.aether", ...words], { cwd, ...more }), cwd };
}

describe("what goes where", () => {
  const results: [string, string, string][] = [
    ["text as it is", 'return "one\\ntwo"', "one\ntwo\n"],
    ["numbers", "return 1 / 3", "0.3333333333333333\n"],
    [
      "objects as JSON in their order",
      'return {b: [1, null], a: "x", "2": 1, "1": 2}',
      '{"b":[1,null],"a":"x","2":1,"1":2}\n',
    ],
    ["null not at all", "return null", ""],
    ["false", "return false", "false\n"],
    ["the result of on_run", 'plugin p { description: "d"\n memory_access: none\n on_run { return "ran" } }', "ran\n"],
  ];
  it.each(results)("results: %s", (_name, source, expected) => {
    expect(run(source)).toMatchObject({ code: 0, out: expected, err: "" });
  });

  it("print to standard output, log to standard error", () => {
    const { out, err, code } = run('print("printed", 1, [2])\nlog "logged"\nlog warn "careful"\nlog debug "low"');
    expect([code, out]).toEqual([0, "printed 1 [2]\n"]);
    expect(err.replace(/^\d\d:\d\d:\d\d\.\d{3} /gm, "")).toBe("info  logged\nwarn  careful\ndebug low\n");
  });

  it("--quiet leaves the log out, --log-format json makes it one object a line", () => {
    expect(run('log "x"', ["--quiet"]).err).toBe("");
    const { err } = run(
      { "main.aether": 'plugin p { description: "d"\n memory_access: none\n on_run { log error "bad" } }' },
      ["--log-format", "json"],
    );
    const line = JSON.parse(err) as Record<string, unknown>;
    expect(line).toMatchObject({ level: "error", plugin: "p", message: "bad" });
    expect(Object.keys(line)).toEqual(["level", "time", "session", "plugin", "message"]);
  });

  it("--json keeps thousands of log lines in their order", () => {
    const { out } = run('for i in range(2500) { log "l{i}" }', ["--json"]);
    const { logs } = JSON.parse(out) as { logs: { message: string }[] };
    expect(logs.map((line) => line.message)).toEqual(Array.from({ length: 2500 }, (_, i) => `l${i}`));
  });

  it("--json prints one object with everything", () => {
    const fine = run('log "l"\nprint("p")\nreturn {n: 1}', ["--json"]);
    expect(fine.err).toBe("");
    const answer = JSON.parse(fine.out) as { logs: { time: string; session: string }[] };
    expect(answer).toMatchObject({
      ok: true,
      result: { n: 1 },
      error: null,
      logs: [
        { level: "info", message: "l", plugin: null },
        { level: "print", message: "p" },
      ],
    });
    const failed = run('throw {type: "Busy", message: "later", retry: 5}', ["--json"]);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.out)).toMatchObject({
      ok: false,
      result: null,
      error: {
        code: null,
        type: "Busy",
        message: "later",
        path: "main.aether",
        start: { line: 1, column: 1 },
        data: { retry: 5 },
      },
      logs: [],
    });
    const broken = run("let = 1", ["--json"]);
    expect(broken.code).toBe(3);
    expect(JSON.parse(broken.out)).toMatchObject({
      ok: false,
      error: { path: "main.aether", diagnostics: [{ severity: "error" }] },
    });
    expect(JSON.parse(aether(["run", "nowhere.aether", "--json"]).out)).toMatchObject({
      ok: false,
      error: { code: "AE2602" },
    });
  });
});

describe("exit codes and errors", () => {
  it("1: an error as one code frame with a hint and the script stack", () => {
    const { code, err, out } = run({
      "main.aether":
        'import "./lib/back.aether" as back\nfn start(order) { return back.deliver(order) }\nprint(start({}))',
      "lib/back.aether":
        'plugin back {\n  description: "d"\n  memory_access: none\n  fn deliver(order) {\n    return order.customer.address\n  }\n}',
    });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(
      [
        'error[AE2001]: Cannot read "address" of `order.customer`, because it is null.',
        "  --> lib/back.aether:5:12",
        "   |",
        " 5 |     return order.customer.address",
        "   |            ^^^^^^^^^^^^^^^^^^^^^^",
        "  help: Use `?.` to get null instead, or test `order.customer` first.",
        "  stack:",
        "    at back.deliver (lib/back.aether:5:12)",
        "    at start (main.aether:2:26)",
        "    at main.aether (main.aether:3:7)",
        "",
      ].join("\n"),
    );
  });

  it("2: what was not found, with a did-you-mean", () => {
    const cases: [string[], string][] = [
      [["run", "system/agent_snyc.aether"], "Did you mean `system/agent_sync`?"],
      [["rnu", "x"], 'Did you mean "aether run"?'],
      [["memory", "serach"], 'Did you mean "aether memory search"?'],
      [["main.aether"], "To run a file: aether run main.aether"],
      [["run", "x.aether", "--jsno"], "Did you mean --json?"],
      [["run", "system/agent_sync", "--config", "log_al_actions=false"], 'Did you mean "log_all_actions"?'],
      [["run", "system/agent_sync", "--config", "loger.x=1"], "Did you mean `logger`?"],
      [["run", "system/agent_sync", "--config", "nonsense"], "Example: --config log_all_actions=false"],
      [["run", "system/agent_sync", "--timeout", "soon"], "--timeout needs a duration"],
      [["run", "system/agent_sync", "--permissions", "off"], "--permissions needs enforce or warn"],
      [["run", "system/agents", "--fn", "find_agnet"], "Did you mean `find_agent`?"],
      [["run", "system/agent_sync", "--plugin", "agentsync"], "Did you mean `agent_sync`?"],
      [["run"], 'See "aether help run".'],
      [["run", "a", "b"], 'takes no argument "b"'],
      [["run", "a", "--steps"], "--steps needs"],
      [["call", "system/agents.find_agnet"], "Did you mean `find_agent`?"],
      [["call", "system/agents"], "Add the function: system/agents.NAME"],
      [["check", "nowhere"], 'no file or module "nowhere"'],
    ];
    for (const [words, expected] of cases) {
      const cwd = folderWith({ ".aether/": "" });
      const { code, err, out } = aether(words, { cwd });
      expect([words.join(" "), code, out]).toEqual([words.join(" "), 2, ""]);
      expect(err).toContain(expected);
      expect(existsSync(join(cwd, ".aether/memory.db"))).toBe(false);
    }
  });

  it("3: mistakes found before running, and nothing is run", () => {
    const { code, out, err } = run('print("never")\nprint(undeclaredd)\nlet x = (1 + \n');
    expect([code, out]).toEqual([3, ""]);
    expect(err).toContain("`undeclaredd`");
    expect(err).toMatch(/\d errors; nothing was run\.\n$/);
    const bytes = folderWith({ "main.aether": Uint8Array.from([0x23, 0x20, 0xe9, 0x0a]) });
    const latin = aether(["run", "main.aether"], { cwd: bytes });
    expect(latin.code).toBe(3);
    expect(latin.err).toContain("error[AE1900]: The bytes E9 here are not UTF-8 text.");
  });

  it("4: limits", () => {
    expect(run("while true { }", ["--steps", "1_000"])).toMatchObject({ code: 4, out: "" });
    expect(run("while true { }", ["--steps", "1000"]).err).toContain("error[AE4003]");
    const busy = run("while true { }", ["--timeout", "100ms"]);
    expect([busy.code, busy.err.split("\n")[0]]).toEqual([
      4,
      "error[AE4202]: The run took longer than 0.1 s, waiting included.",
    ]);
    expect(run("wait 1h", ["--timeout", "100ms"])).toMatchObject({ code: 4 });
    expect(run("fn f() { return f() }\nf()").code).toBe(4);
    expect(run('"x".repeat(1e9)').code).toBe(4);
    expect(run({ "main.aether": 'print("12345678901")', "aether.yaml": "limits: { output_size: 10 }" })).toMatchObject({
      code: 4,
      out: "",
    });
  });

  it("5: not permitted", () => {
    const source =
      'plugin p { description: "d"\n memory_access: read-only\n on_run { return store_memory({id: "x"}) } }';
    const { code, err, cwd } = run(source);
    expect(code).toBe(5);
    expect(err).toContain(
      "error[AE5001]: Plugin p declares `memory_access: read-only`, so `store_memory` is not allowed here.",
    );
    expect(existsSync(join(cwd, ".aether/memory.db"))).toBe(false);
    const warned = run(source, ["--permissions", "warn"]);
    expect(warned).toMatchObject({ code: 0, out: "x\n" });
    expect(warned.err).toContain("warn  p: Plugin p declares");
    expect(run({ "main.aether": source, "aether.yaml": "permissions: warn" })).toMatchObject({ code: 0, out: "x\n" });
  });
});

describe("what can be run", () => {
  const plugin = (name: string, body: string) =>
    `plugin ${name} { description: "d"\n memory_access: none\n ${body} }\n`;

  it("a plugin without on_run shows its functions and how to call one", () => {
    const { code, out, err } = run(
      plugin("tools", "# Adds two numbers.\n fn add(a, b = 1, ...rest) { return a + b }\n fn zero() { return 0 }"),
    );
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      [
        "Plugin tools has no on_run. Its functions:",
        "",
        "  add(a, b?, ...rest)  Adds two numbers.",
        "  zero()",
        "",
        "Call one:",
        "  aether call main.add …",
        "",
      ].join("\n"),
    );
  });

  it("one of several plugins by name", () => {
    const source = plugin("one", 'on_run { return "1" }') + plugin("two", 'on_run { return "2" }');
    expect(run(source)).toMatchObject({ code: 2 });
    expect(run(source).err).toContain("declares several plugins that can run: one, two.");
    expect(run(source, ["--plugin", "two"])).toMatchObject({ code: 0, out: "2\n" });
  });

  it("a function by --fn with --args, and on_run with arguments", () => {
    const source = plugin("p", 'on_run(name = "nobody") { return "run {name}" }\n fn add(a, b) { return a + b }');
    expect(run(source, ["--fn", "add", "--args", "[2, 3]"]).out).toBe("5\n");
    expect(run(source, ["--fn", "add", "--args", '["a", "b"]']).out).toBe("ab\n");
    expect(run(source, ["--args", '"Ada"']).out).toBe("run Ada\n");
    expect(run(source).out).toBe("run nobody\n");
  });

  it("functions by `call`: arguments are JSON where valid, else text", () => {
    const cwd = folderWith({
      "lib/t.aether": "fn kinds(...xs) { return xs.map(x => typeof(x)) }\nfn minus(a) { return -a }",
      ".aether/": "",
    });
    const call = (...words: string[]) => aether(["call", ...words], { cwd });
    expect(call("lib/t.kinds", "text", "1", "true", "null", '{"a":1}', "[1]", '"1"', "1 2").out).toBe(
      '["string","number","boolean","null","object","list","string","string"]\n',
    );
    expect(call("lib/t.minus", "-5").out).toBe("5\n");
    expect(call("./lib/t.aether.minus", "5", "--json").out).toContain('"result":-5');
    expect(call("logger.ping").out).toBe("pong\n");
    const two = folderWith({
      "plugins/pair.aether": `${plugin("pair", "fn who() { return 1 }")}${plugin("other", "fn who() { return 2 }")}`,
    });
    expect(aether(["call", "pair.who"], { cwd: two }).out).toBe("1\n");
    expect(aether(["call", "other.who"], { cwd: two }).out).toBe("2\n");
    expect(aether(["run", "plugins/pair.aether", "--plugin", "other", "--fn", "who"], { cwd: two }).out).toBe("2\n");
  });

  it("timers fire after the last statement and while the run waits", () => {
    expect(run('setTimeout(() => print("late"), 20)\nprint("now")').out).toBe("now\nlate\n");
  });
});

describe("configuration", () => {
  const source =
    'plugin p { description: "d"\n memory_access: none\n config: {a: 1, b: "x", c: [1]}\n on_run { return config } }';

  it("comes from the declaration, aether.yaml, the environment, the command line", () => {
    const files = { "main.aether": source, "aether.yaml": "config: { p: { a: 2, b: yaml } }" };
    expect(run(source).out).toBe('{"a":1,"b":"x","c":[1]}\n');
    expect(run(files).out).toBe('{"a":2,"b":"yaml","c":[1]}\n');
    expect(run(files, [], { env: { AETHER_CONFIG_P_A: "3" } }).out).toBe('{"a":3,"b":"yaml","c":[1]}\n');
    const line = run(files, ["--config", "a=4", "c=[5]", "--config", "p.b=plain text"], {
      env: { AETHER_CONFIG_P_A: "3" },
    });
    expect(line.out).toBe('{"a":4,"b":"plain text","c":[5]}\n');
  });

  it("a broken aether.yaml is named with its line", () => {
    const { code, err } = run({ "main.aether": "1", "aether.yaml": "memory: x\nplugins: [\n" });
    expect(code).toBe(2);
    expect(err).toMatch(/error\[AE2503\]: aether\.yaml: line \d: /);
  });
});

describe("places", () => {
  it("works from any folder by path and through links", () => {
    const cwd = folderWith({ "aether-test/": "", "deep/link/": "" });
    symlinkSync(launcher, join(cwd, "ae"));
    symlinkSync(join(cwd, "ae"), join(cwd, "deep/link/ae"));
    expect(aether(["call", "system/agents.ping"], { cwd, program: join(cwd, "deep/link/ae") })).toMatchObject({
      code: 0,
      out: "pong\n",
    });
    expect(
      aether(["call", "system/agents.ping"], { cwd: "/", program: `./${join(cwd, "ae").slice(1)}` }),
    ).toMatchObject({ code: 0, out: "pong\n" });
    expect(aether(["run", join(repository, "system/agents.aether"), "--fn", "ping"], { cwd })).toMatchObject({
      code: 0,
      out: "pong\n",
    });
  });

  it("works without the launcher: node starts itself again with the flags", () => {
    const { code, out } = aether([join(repository, "dist/cli.cjs"), "call", "system/agents.ping"], {
      program: process.execPath,
    });
    expect([code, out]).toEqual([0, "pong\n"]);
  });

  it("keeps the memory in the project root, and creates none without need", () => {
    const cwd = folderWith({
      "aether.yaml": "",
      "sub/main.aether": "return 1",
      "sub/store.aether": 'return store_memory({id: "x"})',
    });
    expect(aether(["run", "main.aether"], { cwd: join(cwd, "sub") }).code).toBe(0);
    expect(existsSync(join(cwd, ".aether"))).toBe(false);
    expect(aether(["run", "store.aether"], { cwd: join(cwd, "sub") }).out).toBe("x\n");
    expect(existsSync(join(cwd, ".aether/memory.db"))).toBe(true);
    expect(aether(["run", "store.aether", "--memory", ":memory:"], { cwd: join(cwd, "sub") }).code).toBe(0);
  });
});

describe("help", () => {
  const verbs = [
    "run",
    "call",
    "check",
    "ast",
    "memory",
    ...["get", "search", "count", "set", "delete", "import", "export", "stats"].map((verb) => `memory ${verb}`),
  ];
  it.each(verbs)("of %s has examples", (verb) => {
    const { code, out, err } = aether([...verb.split(" "), "--help"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`Usage: aether ${verb}`);
    if (verb !== "memory") expect(out).toMatch(new RegExp(`Examples:\\n {2}(.* \\| )?aether ${verb}`));
  });

  it("is also a verb; the version is that of the package", () => {
    expect(aether(["help", "run"]).out).toBe(aether(["run", "--help"]).out);
    expect(aether(["help"]).out).toContain("Examples:");
    expect(aether(["--version"]).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(aether([]).code).toBe(2);
  });
});
