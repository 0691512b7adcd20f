import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, repository } from "./command.ts";

beforeAll(ensureBuilt);

describe("aether check", () => {
  const cwd = folderWith({
    "good.aether": "print(1)",
    "deep/bad.aether":
      "fn two(a, b) { return a + b }\nprint(two(1, 2, 3))\nprint(nothing)\ncall nowhere/at_all.run()\n",
    "deep/node_modules/x.aether": "(",
    ".hidden/x.aether": "(",
    "warned.aether": "fn f(a) { return a }\nprint(f())",
    "empty/": "",
  });

  it("says what is wrong where, and how to go on", () => {
    const { code, out, err } = aether(["check", "deep/bad.aether"], { cwd });
    expect([code, err]).toEqual([3, ""]);
    expect(out).toContain(
      [
        "error[AE3001]: `nothing` is not declared here.",
        "  --> deep/bad.aether:3:7",
        "   |",
        " 3 | print(nothing)",
        "   |       ^^^^^^^",
      ].join("\n"),
    );
    expect(out).toContain("`nowhere/at_all`");
    expect(out).toContain("AE3012");
    expect(out).toMatch(/\n2 errors, 1 warning in 1 file\.\n$/);
  });

  it("searches folders, leaving hidden ones and packages out", () => {
    expect(aether(["check", "good.aether"], { cwd })).toMatchObject({ code: 0, out: "No problems in 1 file.\n" });
    const all = aether(["check", "."], { cwd });
    expect(all.code).toBe(3);
    expect(all.out).toMatch(/in 3 files\.\n$/);
    expect(aether(["check", "empty"], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining("holds no .aether files"),
    });
  });

  it("warnings are no failure", () => {
    const { code, out } = aether(["check", "warned.aether"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/warning\[AE3\d+\]: /);
  });

  it("--format json is a list of findings with positions", () => {
    const { code, out } = aether(["check", "deep/bad.aether", "good.aether", "--format", "json"], { cwd });
    expect(code).toBe(3);
    const found = JSON.parse(out) as { code: string }[];
    expect(found.find((one) => one.code === "AE3001")).toMatchObject({
      severity: "error",
      path: "deep/bad.aether",
      start: { line: 3, column: 7 },
      end: { line: 3, column: 14 },
    });
    expect(JSON.parse(aether(["check", "good.aether", "--format", "json"], { cwd }).out)).toEqual([]);
    expect(aether(["check", "good.aether", "--format", "xml"], { cwd }).code).toBe(2);
  });

  it("the system plugins have no problems", () => {
    expect(aether(["check", "system"], { cwd: repository })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^No problems in \d+ files\.\n$/),
    });
  });
});

describe("aether ast", () => {
  it("prints the tree, and what is wrong to standard error", () => {
    const cwd = folderWith({ "a.aether": "let x = 1 + 2", "b.aether": "let = 2" });
    expect(aether(["ast", "a.aether"], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining("NumberLiteral"),
      err: "",
    });
    expect(aether(["ast", "b.aether"], { cwd })).toMatchObject({
      code: 3,
      err: expect.stringContaining("b.aether:1:5"),
    });
  });
});
