import { expect, it } from "vitest";
import { tokenize } from "../../src/syntax/index.ts";

const shown = (text: string, withComments = false): string[] =>
  tokenize(text, withComments).map(
    ({ type, text: image, lineBreakBefore }) => `${lineBreakBefore ? "\\n" : ""}${type} ${image}`,
  );

it("tokens have a type and know the line break before them", () => {
  expect(shown('let x = a.if("{b + "}"}")\n// c\nx ?? /y/g')).toEqual([
    "keyword let",
    "name x",
    "operator =",
    "name a",
    "punctuation .",
    "name if",
    "punctuation (",
    'string "{b + "}"}"',
    "punctuation )",
    "\\nname x",
    "operator ??",
    "regex /y/g",
  ]);
});

it("comments come along when asked for", () => {
  expect(shown("a # b\n/* c */ d", true)).toEqual(["name a", "comment # b", "\\ncomment /* c */", "\\nname d"]);
});

it("offsets cover the text", () => {
  const text = "fn f(a) { return a ** 2 }";
  expect(
    tokenize(text)
      .map(({ start, end }) => text.slice(start, end))
      .join(""),
  ).toBe(text.replaceAll(" ", ""));
});
