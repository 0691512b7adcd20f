import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textMateGrammar } from "../../grammar/textmate.ts";

/** Every regular expression of the grammar. */
function patterns(rule: unknown): string[] {
  if (typeof rule !== "object" || rule === null) return [];
  return Object.entries(rule).flatMap(([key, value]) =>
    typeof value === "string" && ["match", "begin", "end"].includes(key) ? [value] : patterns(value),
  );
}

/** Names of the scopes whose rule matches somewhere in a line. */
function scopes(group: string, line: string): string[] {
  const { repository } = textMateGrammar() as { repository: Record<string, { patterns: Record<string, unknown>[] }> };
  return repository[group]!.patterns.flatMap((rule) => {
    const found = typeof rule.match === "string" ? new RegExp(rule.match, "u").exec(line) : null;
    if (!found) return [];
    const captures = rule.captures as Record<string, { name: string }> | undefined;
    if (!captures) return [`${found[0].trim()}: ${String(rule.name)}`];
    return Object.entries(captures).flatMap(([at, { name }]) =>
      found[Number(at)] ? [`${found[Number(at)]}: ${name}`] : [],
    );
  });
}

describe("the TextMate grammar", () => {
  it("is up to date (write it with `node scripts/textmate.mjs`)", () => {
    const written = JSON.parse(readFileSync("grammar/aether.tmLanguage.json", "utf8")) as unknown;
    expect(written).toEqual(JSON.parse(JSON.stringify(textMateGrammar())));
  });

  it("holds regular expressions that compile", () => {
    const all = patterns(textMateGrammar());
    expect(all.length).toBeGreaterThan(30);
    for (const pattern of all) expect(() => new RegExp(pattern, "u")).not.toThrow();
  });

  it.each([
    ["statements", 'log warn "a"', ["log: keyword.control.aether", "warn: keyword.other.modifier.aether"]],
    ["statements", "log = 1", []],
    ["statements", "log.push(1)", []],
    ["statements", "logs.sort_by(log => log.timestamp)", []],
    [
      "statements",
      "call system/agents.find(1)",
      ["call: keyword.control.call.aether", "system/: entity.name.namespace.aether"],
    ],
    ["declarations", "fn retry(fn) { }", ["fn: storage.type.aether", "retry: entity.name.function.aether"]],
    ["declarations", "let fn = 1", []],
    ["declarations", "let type = x", []],
    ["words", "if a.if", ["if: keyword.control.aether"]],
    ["words", "x.null", []],
    ["numbers", "wait 5m", ["m: keyword.other.unit.aether"]],
    ["regexes", "x = /a[/]b/g", ["= /a[/]b/g"].map(() => "/a[/]b/g: string.regexp.aether")],
    ["regexes", "x = a / b / c", []],
  ])("in %s colours %j", (group, line, expected) => {
    expect(scopes(group, line)).toEqual(expected);
  });
});
