import type { TokenType } from "chevrotain";
import {
  And,
  AndAnd,
  Arrow,
  Bang,
  BitOr,
  Catch,
  Colon,
  Comma,
  closerOf,
  Dot,
  Ellipsis,
  Else,
  endsOperand,
  Finally,
  FunctionWord,
  Greater,
  Identifier,
  isAssign,
  isInfix,
  LCurly,
  Less,
  LineEnd,
  LParen,
  Not,
  Null,
  Or,
  OrOr,
  openerOf,
  Question,
  QuestionDot,
  QuestionQuestion,
  RCurly,
  ShiftRight,
  ShiftRightUnsigned,
  StringToken,
  ThinArrow,
  Tilde,
  Token,
} from "./tokens.ts";

/** The innermost open bracket: whether line breaks end something in it, and how many `?` wait for their colon. */
interface Context {
  readonly ends: boolean;
  questions: number;
  /** The last colon that belonged to a `?`. */
  colon: Token | null;
}

const continuesAfterTypes = new Set<TokenType>([
  Arrow,
  ThinArrow,
  Comma,
  Question,
  Dot,
  QuestionDot,
  Not,
  Bang,
  Tilde,
  Ellipsis,
]);
const continuesBeforeTypes = new Set<TokenType>([
  Dot,
  QuestionDot,
  OrOr,
  AndAnd,
  QuestionQuestion,
  Or,
  And,
  Question,
  Colon,
]);
const blockWords = new Set<TokenType>([Else, Catch, Finally]);

/**
 * Puts a zero-width LineEnd token wherever a line break ends something, and numbers the tokens. Inside parentheses and
 * index brackets line breaks mean nothing; inside braces and list brackets they count, except where the line continues:
 * after a binary operator, `not = => , ? .` or a ternary's colon, and before `. ?. || && ?? or and ? :`.
 * `enclosed`: the text stands inside parentheses (an interpolation).
 */
export function markLineEnds(tokens: readonly Token[], enclosed = false): Token[] {
  const stream: Token[] = [];
  const contexts: Context[] = [{ ends: !enclosed, questions: 0, colon: null }];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    const before = tokens[index - 1];
    const context = contexts[contexts.length - 1]!;
    if (before && token.lineBreak && context.ends && ends(tokens, index, context)) {
      const mark = new Token(LineEnd, "", before.end, before.end - 1);
      mark.lineBreak = true;
      mark.parent = token.parent;
      mark.at = stream.length;
      stream.push(mark);
      context.questions = 0;
    }
    if (closerOf(token))
      contexts.push({ ends: lineBreaksEnd(token, before, tokens[index - 2]), questions: 0, colon: null });
    else if (openerOf(token)) contexts.pop();
    // In `name?: type` the mark belongs to the name.
    else if (token.tokenType === Question && tokens[index + 1]?.tokenType !== Colon) context.questions += 1;
    else if (token.tokenType === Colon && context.questions > 0) {
      context.questions -= 1;
      context.colon = token;
    }
    token.at = stream.length;
    stream.push(token);
  }
  return stream;
}

/** False inside parentheses and index brackets. */
function lineBreaksEnd(open: Token, before: Token | undefined, beforeThat: Token | undefined): boolean {
  if (open.tokenType === LParen) return false;
  if (open.tokenType === LCurly || !before || open.lineBreak) return true;
  if (!endsOperand(before.tokenType) && before.tokenType !== RCurly) return before.tokenType !== QuestionDot;
  // `case [first, rest]:` is a pattern.
  const atStart = !beforeThat || before.lineBreak || !endsOperand(beforeThat.tokenType);
  return before.image === "case" && atStart && beforeThat?.tokenType !== Dot;
}

/** Whether the line break before `tokens[index]` ends what stands before it. */
function ends(tokens: readonly Token[], index: number, context: Context): boolean {
  const before = tokens[index - 1]!;
  const after = tokens[index]!;
  if (closerOf(before) || openerOf(after)) return false;
  if (continuesBefore(before, after, tokens[index + 1])) return false;
  if (continuesAfterTypes.has(before.tokenType) || isAssign(before)) return false;
  if (before.tokenType === Colon) return context.colon !== before;
  return !isInfix(before) || closesType(tokens, index - 1);
}

function continuesBefore(before: Token, after: Token, next: Token | undefined): boolean {
  if (blockWords.has(after.tokenType)) return before.tokenType === RCurly && next?.tokenType !== Colon;
  if (!continuesBeforeTypes.has(after.tokenType)) return false;
  // `or: 1` in an object is a key.
  const isKey = (after.tokenType === Or || after.tokenType === And) && next?.tokenType === Colon;
  return !isKey;
}

const typeTokens = new Set<TokenType>([
  Identifier,
  // `function` and `null` name types, and quoted texts name fields.
  FunctionWord,
  StringToken,
  Comma,
  BitOr,
  Null,
  Less,
  Greater,
  ShiftRight,
  ShiftRightUnsigned,
  LCurly,
  RCurly,
  Colon,
  Question,
]);

/** How many tokens of a type are looked at; keeps hostile text linear. */
const longestType = 200;

/** True for a `>` that closes the arguments of a type, as in `type names = list<string>`. */
function closesType(tokens: readonly Token[], index: number): boolean {
  let open = 0;
  for (let at = index; at > 1 && index - at < longestType; at -= 1) {
    const { tokenType } = tokens[at]!;
    if (!typeTokens.has(tokenType)) return false;
    if (tokenType === Greater) open += 1;
    else if (tokenType === ShiftRight) open += 2;
    else if (tokenType === ShiftRightUnsigned) open += 3;
    else if (tokenType === Less && (open -= 1) === 0) {
      const lead = tokens[at - 2]!.tokenType;
      const isType = lead === Colon || lead === BitOr || lead === Less || lead === Comma || isAssign(tokens[at - 2]!);
      return tokens[at - 1]!.tokenType === Identifier && isType;
    }
  }
  return false;
}
