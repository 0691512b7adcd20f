import { describe, expect, it } from "vitest";
import { createRegex } from "../../src/values/regex.ts";
import { failure } from "./support.ts";

describe("createRegex", () => {
  it("keeps source and flags", () => {
    const regex = createRegex("a+/b", "gi");
    expect([regex.source, regex.flags, regex.compiled.test("AA/B")]).toEqual(["a+\\/b", "gi", true]);
  });

  const mistakes: [string, string, string][] = [
    ["(a", "", "AE2129: Cannot use `(a` as a regex: a group is not closed with `)`."],
    ["a)", "", "AE2129: Cannot use `a)` as a regex: there is a `)` without its `(`."],
    ["[a", "", "AE2129: Cannot use `[a` as a regex: a class is not closed with `]`."],
    ["*a", "", "AE2129: Cannot use `*a` as a regex: there is nothing before `*`, `+`, `?` or `{` that could repeat."],
    ["a{2,1}", "", "AE2129: Cannot use `a{2,1}` as a regex: the numbers in a repetition are in the wrong order."],
    ["[b-a]", "", "AE2129: Cannot use `[b-a]` as a regex: a range in a class is in the wrong order."],
    ["a\\", "", "AE2129: Cannot use `a\\` as a regex: it ends with a single backslash."],
    ["\\p{Nope}", "u", "AE2129: Cannot use `\\p{Nope}` as a regex: a Unicode property is not known."],
    ["(?<a>.)(?<a>.)", "", "AE2129: Cannot use `(?<a>.)(?<a>.)` as a regex: two groups have the same name."],
    ["(?<1>.)", "", "AE2129: Cannot use `(?<1>.)` as a regex: a group name is wrong or missing."],
    ["a", "gg", 'AE2128: Cannot use "gg" as flags of a regex: "g" is not a flag, or stands there twice.'],
    ["a", "ix", 'AE2128: Cannot use "ix" as flags of a regex: "x" is not a flag, or stands there twice.'],
    ["a", "v", 'AE2128: Cannot use "v" as flags of a regex: "v" is not a flag, or stands there twice.'],
  ];
  it.each(mistakes)("explains /%s/%s", (source, flags, expected) => {
    expect(failure(() => createRegex(source, flags))).toBe(expected);
  });
});
