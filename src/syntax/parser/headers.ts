import type * as ast from "../ast.ts";
import {
  Colon,
  Comma,
  Identifier,
  isEnd,
  isWord,
  LBracket,
  LCurly,
  LineEnd,
  Minus,
  NumberToken,
  openerOf,
  RBracket,
  Semicolon,
  StringToken,
  type Token,
  Word,
} from "../lexer/tokens.ts";
import { readSchedule } from "../schedule.ts";
import { Mode } from "./base.ts";
import { WordRules } from "./words.ts";

/** Headers that take a text, with an example for messages. */
const textHeaders: ReadonlyMap<string, string> = new Map([
  ["description", '"What it does."'],
  ["version", '"1.0.0"'],
  ["author", '"Ada"'],
]);

/** `key: value` in a plugin; the form of the value follows from the key. */
export abstract class HeaderRules extends WordRules {
  // ------------------------------------------------------------------------------------------------------ headers

  protected readonly headerField = this.rule("headerField", (): ast.Header => {
    const start = this.start();
    const key = this.identifier(this.CONSUME(Word) as Token);
    this.CONSUME(Colon);
    const value = this.SUBRULE(this.headerValue, { ARGS: [key] });
    return { kind: "Header", key, value, span: this.from(start) };
  });

  protected readonly headerValue = this.rule("headerValue", (key: ast.Identifier): ast.HeaderValue => {
    if (this.RECORDING_PHASE) {
      return this.OR([
        { ALT: () => this.plainText(this.CONSUME(StringToken) as Token) as ast.HeaderValue },
        { ALT: () => this.SUBRULE(this.word), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.wordList), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.schedule), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.plainExpression), IGNORE_AMBIGUITIES: true },
      ]);
    }
    const first = this.peek();
    const example = textHeaders.get(key.name);
    if (this.atStop()) {
      const at = { start: this.peek(0).end, end: this.peek(0).end };
      this.fault("AE1001", at, { expected: `a value for \`${key.name}\``, found: "the end of the line" });
    }
    if (example !== undefined) {
      if (first.tokenType === StringToken) return this.plainText(this.CONSUME(StringToken) as Token);
      return this.wrongValue(key.name, "a text", example);
    }
    switch (key.name) {
      case "memory_access":
        if (!isWord(first)) this.wrongValue(key.name, "a word", "read-write");
        return this.SUBRULE(this.word);
      case "tags":
        if (first.tokenType !== LBracket) this.wrongValue(key.name, "a list of words", "[sync, agents]");
        return this.SUBRULE(this.wordList);
      case "schedule":
        return this.SUBRULE(this.schedule);
      case "config":
      case "state":
        if (first.tokenType !== LCurly) this.wrongValue(key.name, "an object", "{ limit: 10 }");
        return this.SUBRULE(this.plainExpression);
      default:
        return this.otherValue(first);
    }
  });

  private wrongValue(key: string, expected: string, example: string): never {
    return this.fault("AE1040", this.spanOf(this.peek()), { key, expected, example, found: this.found() });
  }

  /** The value of a header the grammar knows nothing about: the plainest form that fits. */
  private otherValue(first: Token): ast.HeaderValue {
    const behind = this.after(first.partner ?? first);
    const alone = behind.lineBreak || isEnd(behind) || openerOf(behind) !== undefined || behind.tokenType === Semicolon;
    if (first.tokenType === StringToken && alone) return this.plainText(this.CONSUME(StringToken) as Token);
    if (first.tokenType === LBracket && alone && this.holdsWords(first)) return this.SUBRULE(this.wordList);
    if (first.tokenType === Identifier && (alone || this.dashed(first))) return this.SUBRULE(this.word);
    return this.SUBRULE(this.plainExpression);
  }

  private dashed(first: Token): boolean {
    let token = first;
    for (;;) {
      const dash = this.after(token);
      if (dash.tokenType !== Minus || dash.startOffset !== token.end) break;
      token = this.after(dash);
      if (!isWord(token) || token.startOffset !== dash.end) return false;
    }
    const behind = this.after(token);
    return token !== first && (behind.lineBreak || isEnd(behind) || openerOf(behind) !== undefined);
  }

  private holdsWords(open: Token): boolean {
    for (let token = this.after(open); token !== open.partner && !isEnd(token); token = this.after(token)) {
      const fits =
        isWord(token) || token.tokenType === StringToken || token.tokenType === Comma || token.tokenType === LineEnd;
      if (!fits && token.tokenType !== Minus) return false;
    }
    return true;
  }

  /** `read-write`: words joined by dashes without spaces. */
  protected readonly word = this.rule("word", (): ast.Word => {
    const start = this.start();
    this.CONSUME(Word);
    this.repeat(
      () => this.next(Minus) && this.peek().startOffset === this.peek(0).end,
      () => {
        this.CONSUME(Minus);
        this.CONSUME2(Word);
      },
    );
    const span = this.from(start);
    return { kind: "Word", word: this.text.slice(span.start, span.end), span };
  });

  protected readonly wordList = this.rule("wordList", (): ast.WordList => {
    const start = this.start();
    const words: (ast.Word | ast.Text)[] = [];
    const open = this.CONSUME(LBracket) as Token;
    this.items(
      open,
      "]",
      () =>
        words.push(
          this.OR({
            DEF: [
              { ALT: (): ast.Word | ast.Text => this.SUBRULE(this.word) },
              { ALT: () => this.plainText(this.CONSUME(StringToken) as Token) },
            ],
            ERR_MSG: "a word",
          }),
        ),
      () => {},
    );
    this.CONSUME(RBracket);
    return { kind: "WordList", words, span: this.from(start) };
  });

  /** An expression whose strings do not interpolate. */
  protected readonly plainExpression = this.rule("plainExpression", (): ast.Expression => {
    const { mode } = this;
    this.mode |= Mode.literal;
    const value = this.SUBRULE(this.expression);
    this.mode = mode;
    return value;
  });

  protected readonly schedule = this.rule("schedule", (): ast.Schedule => {
    const start = this.start();
    const tokens: Token[] = [];
    this.repeat(
      () => !this.atStop() && (isWord(this.peek()) || this.next(NumberToken) || this.next(StringToken)),
      () => {
        tokens.push(
          this.OR([
            { ALT: () => this.CONSUME(Word) },
            { ALT: () => this.CONSUME(NumberToken) },
            { ALT: () => this.CONSUME(StringToken) },
          ]) as Token,
        );
      },
    );
    if (this.RECORDING_PHASE)
      return {
        kind: "Schedule",
        rule: { form: "every", seconds: 1 },
        timezone: null,
        missed: null,
        overlap: null,
        span: { start, end: start },
      };
    if (!this.atStop())
      this.fault("AE1041", this.spanOf(this.peek()), { problem: `${this.found()} cannot stand in a schedule` });
    const read = readSchedule(tokens, this.from(start), (token) => this.plainText(token));
    this.reported.push(...read.problems);
    return { ...read.schedule, span: this.from(start) };
  });
}
