import {
  EmbeddedActionsParser,
  EOF,
  type IParserErrorMessageProvider,
  isRecognitionException,
  type ParserMethod,
  type TokenType,
} from "chevrotain";
import { type Code, diagnostic, type Params } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import type * as ast from "../ast.ts";
import { splitString, type TextPart } from "../lexer/literals.ts";
import {
  Arrow,
  Assign,
  Colon,
  closerOf,
  Identifier,
  In,
  isEnd,
  isWord,
  LCurly,
  LineEnd,
  NumberToken,
  openerOf,
  Semicolon,
  StringToken,
  Token,
  vocabulary,
} from "../lexer/tokens.ts";

/** An interpolation whose code is still to be parsed: the result goes into `parts[index]`. */
export interface Pending {
  readonly parts: (ast.Text | ast.Expression)[];
  readonly index: number;
  readonly code: Span;
}

/** Bits of the parser's mode. */
export const Mode = {
  plain: 0,
  /** In a header a `{` opens the block. */
  header: 1,
  /** In the middle part of a ternary, and in a guard: a colon behind parentheses begins no result type. */
  branch: 2,
  /** In `config`, `state` and other headers strings do not interpolate; holds inside brackets too. */
  literal: 4,
} as const;

/** Leaves the rules up to the next place that recovers; what is wrong has been reported. */
const unwind = { name: "Unwind" };
/** Leaves the parser. */
const giveUp = { name: "GiveUp" };

/** After this many recoveries the rest of the text is not read. */
const maxRecoveries = 100;

/** Chevrotain's messages are only the expected thing; the sentence around it comes from the catalogue. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => "the end of the file",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "an expression",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "an expression",
};

/** Tokens that may be assumed where exactly they are missing; brackets never, they are balanced before parsing. */
const insertable = new Set<TokenType>([Assign, In, Colon, Arrow]);

/** Words that begin an operand before another name. */
const operandWords = new Set(["call", "match"]);

/** What all groups of rules share: positions, reporting, recovery. */
export abstract class ParserBase extends EmbeddedActionsParser {
  /** The whole source, also while an interpolation is parsed. */
  protected text = "";
  protected limit = 200;
  /** Diagnostics of the parser's own; those of Chevrotain are in `errors`. */
  protected reported: Diagnostic[] = [];
  protected pending: Pending[] = [];
  /** How deep expressions, blocks, types and patterns are nested right now. */
  protected depth = 0;
  /** How the surroundings change what is read: bits of `Mode`. */
  protected mode = 0;
  private stream: readonly Token[] = [];
  private readonly endToken = new Token(EOF, "", Number.NaN, Number.NaN);
  private recoveries = 0;
  private tooDeepReported = false;

  constructor(skipValidations: boolean) {
    super(vocabulary, { recoveryEnabled: true, maxLookahead: 1, skipValidations, errorMessageProvider: expectations });
  }

  /** Defines a rule; recovery happens in the lists of statements, members and elements, never by Chevrotain's re-sync. */
  protected rule<A extends unknown[], R>(name: string, implementation: (...args: A) => R): ParserMethod<A, R> {
    return this.RULE(name, implementation, { resyncEnabled: false });
  }

  /** Clears what one run leaves behind. */
  protected begin(text: string, tokens: Token[], limit: number): void {
    this.text = text;
    this.limit = limit;
    this.reported = [];
    this.depth = 0;
    this.mode = Mode.plain;
    this.recoveries = 0;
    this.tooDeepReported = false;
    this.stream = tokens;
    this.input = tokens;
  }

  /** Everything found wrong in this run. */
  protected finish(): Diagnostic[] {
    for (const error of this.errors) {
      if (error.name === "NotAllInputParsedException") continue;
      const token = error.token as Token;
      this.reported.push(diagnostic("AE1001", this.spanOf(token), { expected: error.message, found: describe(token) }));
    }
    return this.reported;
  }

  // ------------------------------------------------------------------------------------------------ tokens and spans

  /** The token `ahead` places on: 1 is the next. Past the end it is Chevrotain's end token. */
  protected peek(ahead = 1): Token {
    return this.LA(ahead) as Token;
  }

  protected next(type: TokenType, ahead = 1): boolean {
    return this.LA(ahead).tokenType === type;
  }

  /** The token behind a token of the stream. */
  protected after(token: Token): Token {
    return this.stream[token.at + 1] ?? this.endToken;
  }

  protected is(mode: number): boolean {
    return (this.mode & mode) !== 0;
  }

  /** The token behind a token, or behind the whole bracket that it opens. */
  protected beyond(token: Token): Token {
    return this.after(closerOf(token) && token.partner ? token.partner : token);
  }

  /** The last token inside a bracket. */
  protected beforePartner(open: Token): Token {
    return this.stream[open.partner!.at - 1]!;
  }

  /** A name, and on its line a name or literal: never an expression, so a statement begins here (`fn f`, `log "x"`). */
  protected beginsWordStatement(token: Token): boolean {
    if (token.tokenType !== Identifier || operandWords.has(token.image)) return false;
    const next = this.after(token);
    return (
      !next.lineBreak &&
      (next.tokenType === Identifier || next.tokenType === StringToken || next.tokenType === NumberToken)
    );
  }

  /** True for a brace that begins like an object: with a key and a colon. */
  protected holdsKeys(open: Token): boolean {
    const first = this.after(open);
    return (isWord(first) || first.tokenType === StringToken) && this.after(first).tokenType === Colon;
  }

  /** True when the next token is a name with this text. */
  protected nextWord(word: string, ahead = 1): boolean {
    return this.LA(ahead).image === word;
  }

  /** True when the token `ahead` stands on the line of the one before it. */
  protected sameLine(ahead: number): boolean {
    const token = this.peek(ahead);
    return !isEnd(token) && !token.lineBreak;
  }

  protected spanOf(token: Token): Span {
    if (Number.isNaN(token.startOffset)) return { start: this.lastEnd(), end: this.lastEnd() };
    return { start: token.startOffset, end: token.endOffset + 1 };
  }

  /** Offset where the next token starts. */
  protected start(): number {
    const { startOffset } = this.LA(1);
    return Number.isNaN(startOffset) ? this.lastEnd() : startOffset;
  }

  /** From `start` to the end of the last token taken. */
  protected from(start: number): Span {
    return { start, end: Math.max(start, this.lastEnd()) };
  }

  private lastEnd(): number {
    const { endOffset } = this.LA(0);
    return endOffset === undefined || Number.isNaN(endOffset) ? 0 : endOffset + 1;
  }

  protected identifier(token: Token): ast.Identifier {
    // While Chevrotain records the grammar, rules give no results.
    if (this.RECORDING_PHASE) return { kind: "Identifier", name: "", span: { start: 0, end: 0 } };
    return { kind: "Identifier", name: token.image, span: this.spanOf(token) };
  }

  protected invalid(start: number): ast.Invalid {
    return { kind: "Invalid", span: this.from(start) };
  }

  /** A string token as plain text, without interpolation. */
  protected plainText(token: Token): ast.Text {
    if (Number.isNaN(token.startOffset)) return { kind: "Text", value: "", span: this.spanOf(token) };
    const { parts, problems } = splitString(this.text, token.startOffset, token.end, token.closed, false);
    this.literalProblems(problems);
    return { kind: "Text", value: (parts[0] as TextPart | undefined)?.value ?? "", span: this.spanOf(token) };
  }

  protected literalProblems(problems: ReturnType<typeof splitString>["problems"]): void {
    for (const { code, span, params, fix } of problems) {
      this.problem(
        code,
        span,
        params,
        fix && { fixes: [{ title: fix.title, edits: [{ span: fix.span, text: fix.text }] }] },
      );
    }
  }

  // ------------------------------------------------------------------------------------------ reporting and recovery

  protected problem(code: Code, span: Span, params: Params = {}, extra: Partial<Diagnostic> = {}): void {
    if (!this.RECORDING_PHASE) this.reported.push(diagnostic(code, span, params, extra));
  }

  /** The next token in words. */
  protected found(): string {
    return describe(this.peek());
  }

  /** Reports that the next token is not what should stand here. */
  protected expected(what: string): void {
    const token = this.peek();
    this.problem("AE1001", this.spanOf(token), { expected: what, found: describe(token) });
  }

  /** Reports and leaves the rules up to the next place that recovers. */
  protected fault(code: Code, span: Span, params: Params = {}, extra: Partial<Diagnostic> = {}): never {
    this.problem(code, span, params, extra);
    throw unwind;
  }

  /** Runs `work`; when it cannot go on, moves out to tokens that stand directly in `level` and answers `otherwise`. */
  protected attempt<T>(level: Token | null, work: () => T, otherwise: (start: number) => T): T {
    if (this.RECORDING_PHASE) return work();
    const { depth, mode } = this;
    const start = this.start();
    try {
      return work();
    } catch (error) {
      if (error !== unwind && !isRecognitionException(error as Error)) throw error;
      this.countRecovery();
      this.depth = depth;
      this.mode = mode;
      this.climb(level);
      return otherwise(start);
    }
  }

  private countRecovery(): void {
    this.recoveries += 1;
    if (this.recoveries > maxRecoveries) {
      this.problem("AE1060", this.spanOf(this.peek()));
      throw giveUp;
    }
  }

  /** Runs a whole parse; answers `otherwise` when it was given up. */
  protected whole<T>(work: () => T, otherwise: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error === giveUp || error === unwind) return otherwise();
      // The depth limit keeps rules far from the end of a usual host stack; a host with a small one gets the same answer.
      if (error instanceof RangeError) {
        this.reportDepth();
        return otherwise();
      }
      throw error;
    }
  }

  /** Leaves brackets that opened inside `level`. */
  private climb(level: Token | null): void {
    for (let token = this.peek(); !isEnd(token) && token.parent !== level; token = this.peek()) {
      const inner = token.parent;
      if (!inner?.partner) return;
      this.skipBehind(inner.partner);
    }
  }

  /** Takes tokens up to and including `last`. */
  protected skipBehind(last: Token): void {
    while (!isEnd(this.peek()) && this.peek().at <= last.at) this.SKIP_TOKEN();
  }

  /** Takes one token, or a whole bracket with what it holds. */
  protected skipOne(): void {
    const token = this.peek();
    if (closerOf(token) && token.partner) this.skipBehind(token.partner);
    else this.SKIP_TOKEN();
  }

  /** True at a line end, `;`, the end of the file, or a bracket that closes what is around. */
  protected atStop(): boolean {
    const token = this.peek();
    return (
      token.tokenType === LineEnd || token.tokenType === Semicolon || isEnd(token) || openerOf(token) !== undefined
    );
  }

  /** In front of the closing partner of `open`: reports and skips whatever else stands there. */
  protected clear(open: Token, what: string): void {
    if (this.RECORDING_PHASE || this.peek() === open.partner) return;
    this.expected(what);
    while (!isEnd(this.peek()) && this.peek() !== open.partner) this.skipOne();
  }

  /** Goes one level deeper. @throws the parser's way out, after reporting AE4002 */
  protected descend(): void {
    this.depth += 1;
    if (this.depth > this.limit && !this.RECORDING_PHASE) {
      this.reportDepth();
      throw giveUp;
    }
  }

  private reportDepth(): void {
    if (!this.tooDeepReported) this.problem("AE4002", this.spanOf(this.peek()), { limit: this.limit });
    this.tooDeepReported = true;
  }

  /** A loop of the grammar whose end the parser decides itself; recorded as a repetition. Always moves forward. */
  protected repeat(goesOn: () => boolean, work: () => void, index = 0): void {
    if (this.RECORDING_PHASE) {
      this.many(index, work);
      return;
    }
    while (goesOn()) {
      const before = this.LA(1);
      work();
      if (this.LA(1) === before) this.SKIP_TOKEN();
      if (isEnd(this.peek())) return;
    }
  }

  protected override canTokenTypeBeInsertedInRecovery(type: TokenType): boolean {
    this.countRecovery();
    return insertable.has(type);
  }

  protected override canTokenTypeBeDeletedInRecovery(type: TokenType): boolean {
    const wrong = this.peek();
    const structural =
      wrong.tokenType === LineEnd || wrong.tokenType === Semicolon || closerOf(wrong) || openerOf(wrong);
    return !structural && type !== LCurly && !this.peek(2).lineBreak && !wrong.lineBreak;
  }
}

/** A token in words, for messages. */
export function describe(token: Token): string {
  if (isEnd(token)) return "the end of the file";
  if (token.tokenType === LineEnd) return "the end of the line";
  if (token.image === "") return "the end of the line";
  const image = token.image.length > 30 ? `${token.image.slice(0, 27).split("\n")[0]}…` : token.image.split("\n")[0]!;
  return `\`${image}\``;
}
