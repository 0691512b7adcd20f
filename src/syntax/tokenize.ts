import { lex } from "./lexer/lexer.ts";
import {
  Arrow,
  Decrement,
  Ellipsis,
  Identifier,
  Increment,
  isAssign,
  isInfix,
  NumberToken,
  Prefix,
  Question,
  QuestionDot,
  RegexToken,
  reservedWords,
  StringToken,
  type Token,
} from "./lexer/tokens.ts";

/** A token as tools see it: for highlighting, and for tests that take programs apart. */
export interface SyntaxToken {
  /** `keyword`: a really reserved word; contextual words are names. */
  readonly type: "name" | "keyword" | "number" | "string" | "regex" | "operator" | "punctuation" | "comment";
  readonly text: string;
  /** UTF-16 offsets `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** True when a line break stands between this token and the one before it (comments do not count as tokens). */
  readonly lineBreakBefore: boolean;
}

/**
 * The tokens of a text in source order, without comments unless asked for. A string literal with its interpolations is
 * one token. Characters that belong to no token are left out; nothing is thrown.
 */
export function tokenize(text: string, withComments = false): SyntaxToken[] {
  const { tokens, comments } = lex(text);
  const result: SyntaxToken[] = tokens.map((token) => ({
    type: typeOf(token),
    text: token.image,
    start: token.startOffset,
    end: token.end,
    lineBreakBefore: token.lineBreak,
  }));
  if (!withComments) return result;
  for (const comment of comments) {
    result.push({ type: "comment", text: comment.text, ...comment.span, lineBreakBefore: comment.ownLine });
  }
  return result.sort((a, b) => a.start - b.start);
}

const operators = new Set([Arrow, Increment, Decrement, Question, QuestionDot, Ellipsis]);

function typeOf(token: Token): SyntaxToken["type"] {
  if (token.tokenType === Identifier) return "name";
  if (token.tokenType === NumberToken) return "number";
  if (token.tokenType === StringToken) return "string";
  if (token.tokenType === RegexToken) return "regex";
  if (reservedWords.get(token.image) === token.tokenType) return "keyword";
  const operator =
    isInfix(token) || isAssign(token) || operators.has(token.tokenType) || token.tokenType.CATEGORIES?.includes(Prefix);
  return operator ? "operator" : "punctuation";
}
