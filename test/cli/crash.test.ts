import { cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { crashReport } from "../../src/cli/crash.ts";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, repository } from "./command.ts";

const facts = { version: "1.2.3", node: "v20.0.0", platform: "linux x64" };

function failing(error: Error, stack: string): Error {
  error.stack = stack;
  return error;
}

describe("the report of a crash", () => {
  it("has the message, the calls without folders, and what to report", () => {
    const error = failing(
      new TypeError("x is not a function"),
      `/opt/aether/dist/cli.cjs:445
${"y".repeat(5000)}
       ^

TypeError: x is not a function
    at read (/opt/my folder/dist/cli.cjs:445:24839)
    at new Run (file:///opt/aether/dist/cli.cjs:1:2)
    at /opt/aether/dist/cli.cjs:3:4
    at Module._compile (node:internal/modules/cjs/loader:1521:14)`,
    );
    expect(crashReport(error, facts)).toBe(`aether: internal error. This is a mistake in Aether, not in your script.
TypeError: x is not a function
    at read (cli.cjs:445:24839)
    at new Run (cli.cjs:1:2)
    at cli.cjs:3:4
    at Module._compile (loader:1521:14)
Please report these lines and what you did: aether 1.2.3, Node.js v20.0.0, linux x64.
`);
  });

  it("names the code of a host error, and shows whatever else was thrown", () => {
    expect(crashReport(Object.assign(failing(new Error("no space"), ""), { code: "ENOSPC" }), facts)).toContain(
      "\nError: no space [ENOSPC]\n",
    );
    expect(crashReport(Object.assign(failing(new Error("EIO: i/o error"), ""), { code: "EIO" }), facts)).toContain(
      "\nError: EIO: i/o error\n",
    );
    expect(crashReport("just text", facts)).toContain("\nthrown: just text\n");
    expect(crashReport(undefined, facts)).toContain("\nthrown: undefined\n");
  });

  it("stays short", () => {
    const calls = Array.from({ length: 200 }, (_, index) => `    at f (/a/cli.cjs:1:${index})`).join("\n");
    const report = crashReport(failing(new Error("z".repeat(100_000)), `Error: z\n${calls}`), facts);
    expect(report.length).toBeLessThan(1500);
    expect(report.split("\n")).toHaveLength(16);
  });
});

describe("a crash of the command", () => {
  beforeAll(ensureBuilt);

  it.each([
    ["from the snapshot", ""],
    ["from the bundle", "--no-warnings"],
  ])("%s is told in a few lines, none of them source", (_name, NODE_OPTIONS) => {
    const root = folderWith({ "package.json": "{ broken", "x.aether": "print(1)" });
    for (const name of ["bin", "dist", "system", "stdlib"]) {
      cpSync(join(repository, name), join(root, name), { recursive: true, preserveTimestamps: true });
    }
    const { code, out, err } = aether(["run", "x.aether"], {
      program: join(root, "bin/aether"),
      cwd: root,
      env: { NODE_OPTIONS },
    });
    expect([code, out]).toEqual([70, ""]);
    expect(err).toMatch(/^aether: internal error\. This is a mistake in Aether, not in your script\.\nSyntaxError: /);
    expect(err).toMatch(/\n {4}at packageVersion \(cli\.cjs:\d+:\d+\)\n/);
    expect(err).toMatch(/\nPlease report these lines and what you did: aether of unknown version, Node\.js v\d/);
    const asked = aether(["run", "x.aether", "--json"], {
      program: join(root, "bin/aether"),
      cwd: root,
      env: { NODE_OPTIONS },
    });
    expect(asked.code).toBe(70);
    expect(asked.err).toContain("aether: internal error.");
    expect(JSON.parse(asked.out)).toMatchObject({
      ok: false,
      error: { code: null, type: "InternalError", message: expect.stringMatching(/^SyntaxError: /) as string },
      logs: [],
    });
    expect(Math.max(...err.split("\n").map((line) => line.length))).toBeLessThan(200);
  });
});
