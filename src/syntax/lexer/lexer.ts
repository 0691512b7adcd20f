import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import { diagnostic } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Comment } from "../ast.ts";
import { LiteralScanner } from "./scan.ts";
import {
  Dot,
  endsOperand,
  Identifier,
  marks,
  NumberToken,
  QuestionDot,
  RBracket,
  RegexToken,
  RParen,
  reservedWords,
  Slash,
  StringToken,
  Token,
} from "./tokens.ts";

export interface Lexed {
  readonly tokens: Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The scanner of the text being lexed: custom patterns get no context of their own. Set for the length of one `lex`. */
let scanner = new LiteralScanner("");

type Matched = readonly IToken[];
type Found = [string] & { payload?: unknown };

function matchString(text: string, offset: number): Found | null {
  const c = text.charCodeAt(offset);
  if (c !== 34 && c !== 39) return null;
  const { end, closed } = scanner.string(offset);
  const found: Found = [text.slice(offset, end)];
  found.payload = closed;
  return found;
}

function matchRegex(text: string, offset: number, matched: Matched): Found | null {
  if (text.charCodeAt(offset) !== 47 || divides(text, offset, matched)) return null;
  const end = scanner.regex(offset);
  return end < 0 ? null : [text.slice(offset, end)];
}

/** Offset after a token; Chevrotain tracks start offsets only. */
function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** `/` divides after a name, literal, `)` or `]` on the same line; anywhere else it begins a regex. */
function divides(text: string, offset: number, matched: Matched): boolean {
  const last = matched[matched.length - 1];
  if (!last) return false;
  const end = endOf(last);
  for (let at = end; at < offset; at += 1) if (text.charCodeAt(at) === 10) return false;
  if (last.tokenType !== LexedName) return lexedOperandEnds.has(last.tokenType);
  const reserved = reservedWords.get(last.image);
  if (!reserved || endsOperand(reserved)) return true;
  const before = matched[matched.length - 2];
  // A reserved word after a dot is a property, and next to a slash a part of a module path.
  if (before?.tokenType === Dot || before?.tokenType === QuestionDot) return true;
  return end === offset && before?.tokenType === Slash && endOf(before) === last.startOffset;
}

const letters = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter((c) => /[A-Za-z_$]/.test(c));
// The lexer sorts patterns by first character in blocks of 255 above ASCII; one code of each block stands for all.
const beyondAscii = [
  ...Array.from({ length: 128 }, (_, index) => 128 + index),
  ...Array.from({ length: 257 }, (_, block) => Math.min(256 + block * 255, 65_535)),
];
const wide = /[\p{L}_$][\p{L}\p{N}\p{M}_$]*/uy;

function matchName(text: string, offset: number): Found | null {
  let at = offset;
  for (; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c > 127) {
      wide.lastIndex = offset;
      const found = wide.exec(text);
      return found ? [found[0]] : null;
    }
    const isLetter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36;
    if (!isLetter && !(c >= 48 && c <= 57 && at > offset)) break;
  }
  return at > offset ? [text.slice(offset, at)] : null;
}

function matchBlockComment(text: string, offset: number): Found | null {
  if (!text.startsWith("/*", offset)) return null;
  const close = text.indexOf("*/", offset + 2);
  return [text.slice(offset, close < 0 ? text.length : close + 2)];
}

const LexedName = createToken({
  name: "LexedName",
  pattern: matchName,
  line_breaks: false,
  start_chars_hint: [...letters, ...beyondAscii],
});
const LexedString = createToken({
  name: "LexedString",
  pattern: matchString,
  line_breaks: true,
  start_chars_hint: ['"', "'"],
});
const LexedRegex = createToken({
  name: "LexedRegex",
  pattern: matchRegex,
  line_breaks: false,
  start_chars_hint: ["/"],
});
const LexedNumber = createToken({
  name: "LexedNumber",
  // Takes every name character after the digits too, so that `5min` is one wrong number and not two tokens.
  pattern: /0[xX][0-9A-Za-z_$]*|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?[0-9A-Za-z_$]*/,
});
const Space = createToken({
  name: "Space",
  pattern: /[ \t\r\n\v\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
const lexedOperandEnds = new Set([LexedString, LexedRegex, LexedNumber, RParen, RBracket]);
const LineComment = createToken({ name: "LineComment", pattern: /(?:#|\/\/)[^\n]*/, group: "comments" });
const BlockComment = createToken({
  name: "BlockComment",
  pattern: matchBlockComment,
  group: "comments",
  line_breaks: true,
  start_chars_hint: ["/"],
});

const byLength = [...marks.entries()].sort(([a], [b]) => b.length - a.length).map(([, type]) => type);
const lexerTypes: TokenType[] = [
  Space,
  LineComment,
  BlockComment,
  LexedName,
  LexedString,
  LexedRegex,
  LexedNumber,
  ...byLength,
];

/** Builds the Chevrotain lexer; a test builds it with validations on. */
export function buildLexer(skipValidations: boolean): Lexer {
  return new Lexer(lexerTypes, { positionTracking: "onlyOffset", skipValidations, ensureOptimizations: true });
}

const lexer = buildLexer(true);

/**
 * Splits a text into tokens and comments. A string literal with its interpolations is one token. Nothing is thrown:
 * characters that belong to no token, and literals without an end, are reported. `base` is added to every offset.
 */
export function lex(text: string, base = 0): Lexed {
  scanner = new LiteralScanner(text);
  const result = lexer.tokenize(text);
  const diagnostics: Diagnostic[] = [];
  const tokens: Token[] = [];
  let end = 0;
  let previous: Token | undefined;
  for (const raw of result.tokens) {
    const token = convert(raw, base, previous);
    token.lineBreak = hasLineBreak(text, end, raw.startOffset);
    end = endOf(raw);
    tokens.push(token);
    previous = token;
    if (token.closed === false) diagnostics.push(unclosedString(token));
    else if (token.tokenType === Slash && startsNoOperand(tokens)) diagnostics.push(unclosedRegex(token));
  }
  const comments = (result.groups.comments ?? []).map((raw) => readComment(text, raw, base, diagnostics));
  for (const error of result.errors.slice(0, maxCharacterErrors)) {
    const span = { start: base + error.offset, end: base + error.offset + Math.max(1, error.length) };
    diagnostics.push(unexpectedCharacters(text.slice(error.offset, error.offset + error.length), span));
  }
  return { tokens, comments, diagnostics };
}

const maxCharacterErrors = 100;

function convert(raw: IToken, base: number, previous: Token | undefined): Token {
  const start = raw.startOffset + base;
  const last = endOf(raw) - 1 + base;
  switch (raw.tokenType) {
    case LexedName: {
      const afterDot = previous !== undefined && (previous.tokenType === Dot || previous.tokenType === QuestionDot);
      return new Token((afterDot ? undefined : reservedWords.get(raw.image)) ?? Identifier, raw.image, start, last);
    }
    case LexedString:
      return new Token(StringToken, raw.image, start, last, raw.payload !== false);
    case LexedRegex:
      return new Token(RegexToken, raw.image, start, last);
    case LexedNumber:
      return new Token(NumberToken, raw.image, start, last);
    default:
      return new Token(raw.tokenType, raw.image, start, last);
  }
}

function hasLineBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === 10) return true;
  return false;
}

/** True when the last of these tokens stands where an operand must begin, so that a slash cannot divide. */
function startsNoOperand(tokens: readonly Token[]): boolean {
  const slash = tokens[tokens.length - 1]!;
  const before = tokens[tokens.length - 2];
  if (!before || slash.lineBreak) return true;
  if (endsOperand(before.tokenType)) return false;
  const adjacent = before.end === slash.startOffset && reservedWords.has(before.image);
  return !adjacent || tokens[tokens.length - 3]?.tokenType !== Slash;
}

function readComment(text: string, raw: IToken, base: number, diagnostics: Diagnostic[]): Comment {
  const block = raw.tokenType === BlockComment;
  const image = block ? raw.image : raw.image.replace(/\r$/, "");
  const span = { start: raw.startOffset + base, end: raw.startOffset + base + image.length };
  if (block && (image.length < 4 || !image.endsWith("*/"))) {
    diagnostics.push(diagnostic("AE1008", { start: span.start, end: span.start + 2 }));
  }
  let at = raw.startOffset - 1;
  while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 0xfeff))
    at -= 1;
  const ownLine = at < 0 || text.charCodeAt(at) === 10;
  return { text: image, style: block ? "block" : image.startsWith("#") ? "hash" : "slash", ownLine, span };
}

function unclosedString(token: Token): Diagnostic {
  const quote = token.image.startsWith('"""') ? '"""' : token.image[0]!;
  return diagnostic(
    "AE1007",
    { start: token.startOffset, end: token.startOffset + quote.length },
    { quote },
    {
      fixes: [{ title: `Add ${quote}`, edits: [{ span: { start: token.end, end: token.end }, text: quote }] }],
    },
  );
}

function unclosedRegex(token: Token): Diagnostic {
  return diagnostic(
    token.lineBreak ? "AE1054" : "AE1009",
    { start: token.startOffset, end: token.end },
    { operator: "/" },
  );
}

const lookalikes: ReadonlyMap<string, string> = new Map([
  ["“", '"'],
  ["”", '"'],
  ["„", '"'],
  ["‘", "'"],
  ["’", "'"],
  ["×", "*"],
  ["−", "-"],
  ["–", "-"],
  ["→", "=>"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["…", "..."],
]);

function unexpectedCharacters(characters: string, span: { start: number; end: number }): Diagnostic {
  const meant = lookalikes.get(characters);
  if (meant) {
    return diagnostic(
      "AE1016",
      span,
      { character: characters, meant },
      {
        fixes: [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }],
      },
    );
  }
  if (characters === "`") return diagnostic("AE1017", span);
  return diagnostic("AE1006", span, { characters: printable(characters) });
}

/** Characters as people can read them; what cannot be shown becomes its code point. */
function printable(characters: string): string {
  const points = [...characters];
  const shown = points.slice(0, 8).map((point) => {
    const code = point.codePointAt(0)!;
    const visible =
      code > 32 && code !== 127 && code !== 0xfffd && !(code >= 0xd800 && code <= 0xdfff) && !/\p{C}/u.test(point);
    return visible ? `\`${point}\`` : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  });
  return shown.join(" ") + (points.length > 8 ? ` and ${points.length - 8} more` : "");
}
