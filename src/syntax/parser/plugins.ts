import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import { readSchedule } from "../schedule.ts";
import {
  Colon,
  Comma,
  For,
  FunctionWord,
  Identifier,
  In,
  isEnd,
  isWord,
  LBracket,
  LCurly,
  LineEnd,
  LParen,
  Minus,
  NumberToken,
  openerOf,
  RBracket,
  RCurly,
  Semicolon,
  StringToken,
  type Token,
  Word,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { WordRules } from "./words.ts";

/** Headers that take a text, with an example for messages. */
const textHeaders: ReadonlyMap<string, string> = new Map([
  ["description", '"What it does."'],
  ["version", '"1.0.0"'],
  ["author", '"Ada"'],
]);

/** Headers the language knows, for those that lack their colon. */
const headerKeys = new Set([
  ...textHeaders.keys(),
  "memory_access",
  "schedule",
  "tags",
  "config",
  "state",
  "permissions",
]);

const pluginWords = new Set(["plugin", "agent"]);

/** Plugins and agents: headers, handlers, functions, tests, event handlers. */
export abstract class PluginRules extends WordRules {
  protected readonly pluginDeclaration = this.rule("pluginDeclaration", (): ast.Plugin => {
    const start = this.start();
    const doc = this.RECORDING_PHASE ? null : this.docAbove(start);
    const word = this.pluginWord();
    const form = word.image === "agent" || this.nextWord("extends", 2) ? "agent" : "plugin";
    if (!this.RECORDING_PHASE && word.parent !== null) this.problem("AE1051", this.spanOf(word), { form });
    const name = this.SUBRULE(this.pluginName, { ARGS: [word] });
    let base: ast.Identifier | null = null;
    this.OPTION({
      GATE: () => this.nextWord("extends"),
      DEF: () => {
        this.CONSUME2(Identifier);
        base = this.attempt<ast.Identifier | null>(
          word.parent,
          () => this.SUBRULE(this.name),
          () => null,
        );
      },
    });
    const members = this.SUBRULE(this.pluginBody, { ARGS: [form] });
    return { kind: "Plugin", form, name, base, members, doc, span: this.from(start) };
  });

  /** Takes `plugin` or `agent`; where it is missing, says so and answers the name that stands there instead. */
  private pluginWord(): Token {
    const word = this.peek();
    const next = this.peek(2);
    if (
      !this.RECORDING_PHASE &&
      (next.tokenType === LCurly
        ? !pluginWords.has(word.image)
        : next.image === "extends" && !this.nextWord("extends", 3))
    ) {
      const keyword = next.image === "extends" ? "agent" : "plugin";
      this.problem("AE1055", this.spanOf(word), { keyword, name: word.image });
      return word;
    }
    return this.CONSUME(Identifier) as Token;
  }

  protected readonly pluginName = this.rule("pluginName", (word: Token): ast.Identifier => {
    if (!this.RECORDING_PHASE && this.next(LCurly)) {
      this.problem("AE1001", this.spanOf(this.peek()), { expected: `the name of the ${word.image}`, found: "`{`" });
      return { kind: "Identifier", name: "", span: { start: word.end, end: word.end } };
    }
    return this.SUBRULE(this.name);
  });

  protected readonly pluginBody = this.rule("pluginBody", (form: string): ast.Member[] => {
    this.descend();
    const members: ast.Member[] = [];
    if (!this.RECORDING_PHASE) this.toPluginBody(form);
    const open = this.CONSUME(LCurly) as Token;
    const { mode } = this;
    this.mode &= Mode.literal;
    this.repeat(
      () => this.peek() !== open.partner,
      () => this.memberOrSeparator(open, members),
    );
    this.mode = mode;
    this.blockEnd = this.CONSUME(RCurly) as Token;
    this.depth -= 1;
    return members;
  });

  private toPluginBody(form: string): void {
    if (this.next(LCurly)) return;
    const brace = this.next(LineEnd) ? this.peek(2) : this.peek();
    if (brace.tokenType === LCurly) {
      const gap = { start: this.peek(0).end, end: brace.startOffset };
      this.problem(
        "AE1033",
        this.spanOf(brace),
        {},
        { fixes: [{ title: "Move it up", edits: [{ span: gap, text: " " }] }] },
      );
      this.SKIP_TOKEN();
      return;
    }
    let token = this.peek();
    while (!isEnd(token) && token.tokenType !== LineEnd && token.tokenType !== LCurly && !openerOf(token)) {
      token = this.beyond(token);
    }
    if (token.tokenType !== LCurly) {
      const at = { start: this.peek(0).end, end: this.peek(0).end };
      this.fault("AE1029", at, { keyword: form });
    }
    this.expected(`the \`{\` of the ${form}`);
    while (this.peek() !== token) this.skipOne();
  }

  private memberOrSeparator(open: Token, members: ast.Member[]): void {
    if (this.RECORDING_PHASE) {
      this.OR<unknown>([
        { ALT: () => this.CONSUME(LineEnd) },
        { ALT: () => this.CONSUME(Semicolon) },
        { ALT: () => this.SUBRULE(this.member_) },
        { ALT: () => this.SUBRULE(this.statement), IGNORE_AMBIGUITIES: true },
      ]);
      return;
    }
    const first = this.peek();
    if (first.tokenType === LineEnd || first.tokenType === Semicolon) {
      this.SKIP_TOKEN();
      return;
    }
    const member = this.attempt<ast.Member | null>(
      open,
      () => this.SUBRULE(this.member_),
      () => null,
    );
    if (member) members.push(member);
    const next = this.peek();
    if (this.atStop() || this.peek(0) === this.blockEnd) return;
    if (member && next !== first) {
      this.attempt(
        open,
        () => this.memberGoesOn(),
        () => undefined,
      );
    }
    this.skipMember(open, members, first);
  }

  private memberGoesOn(): never {
    const span = this.spanOf(this.peek());
    if (!this.next(Comma)) this.fault("AE1005", span, { found: this.found() });
    return this.fault("AE1062", span, {}, { fixes: [{ title: "Remove the comma", edits: [{ span, text: "" }] }] });
  }

  /** Skips to where a member can begin; a body that is met on the way is kept as the handler of nothing. */
  private skipMember(open: Token, members: ast.Member[], first: Token): void {
    for (let token = this.peek(); token !== open.partner && !this.atStop(); token = this.peek()) {
      if (token !== first && token.lineBreak && this.startsMember(token)) return;
      if (token.tokenType === LCurly && this.after(token).lineBreak && !this.holdsKeys(token)) {
        const salvaged = this.attempt<ast.Block | null>(
          open,
          () => this.SUBRULE(this.block),
          () => null,
        );
        if (salvaged) {
          const name: ast.Identifier = {
            kind: "Identifier",
            name: "",
            span: { start: token.startOffset, end: token.startOffset },
          };
          members.push({ kind: "Handler", name, params: [], body: salvaged, doc: null, span: salvaged.span });
        }
        return;
      }
      this.skipOne();
    }
  }

  private startsMember(token: Token): boolean {
    const next = this.after(token);
    if (!isWord(token)) return false;
    return (
      next.tokenType === Colon ||
      token.image === "fn" ||
      (token.image.startsWith("on_") && !next.lineBreak) ||
      token.image === "test"
    );
  }

  /** One header, handler, function, test or event handler. */
  protected readonly member_ = this.rule("member_", (): ast.Member => {
    if (this.RECORDING_PHASE) {
      return this.OR([
        { ALT: () => this.SUBRULE(this.headerField) as ast.Member },
        { ALT: () => this.SUBRULE(this.handler), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.functionDeclaration), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.test), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.on), IGNORE_AMBIGUITIES: true },
      ]);
    }
    const word = this.peek();
    const next = this.peek(2);
    if (isWord(word) && next.tokenType === Colon) return this.SUBRULE(this.headerField);
    if (word.tokenType === Identifier && this.sameLine(2)) {
      const name = next.tokenType === Identifier;
      if (word.image === "fn" && (isWord(next) || next.tokenType === LParen))
        return this.SUBRULE(this.functionDeclaration);
      if (word.image === "test" && next.tokenType === StringToken) return this.SUBRULE(this.test);
      if (word.image === "on" && name) return this.SUBRULE(this.on);
      if (["def", "func", "fun"].includes(word.image) && name) return this.SUBRULE(this.functionDeclaration);
      if (word.image.startsWith("on_") && (next.tokenType === LCurly || next.tokenType === LParen || name))
        return this.SUBRULE(this.handler);
      if (this.lacksKeyword(word, next)) return this.SUBRULE(this.handler);
    }
    if (word.tokenType === FunctionWord && this.next(Identifier, 2)) return this.SUBRULE(this.functionDeclaration);
    return this.strayMember(word);
  });

  /** `name(a) { … }` in a plugin: `fn` is missing. */
  private lacksKeyword(word: Token, next: Token): boolean {
    const behind = next.tokenType === LParen && next.partner ? this.after(next.partner) : next;
    if (behind.tokenType !== LCurly || word.image === "fn" || this.holdsKeys(behind)) return false;
    this.problem("AE1055", this.spanOf(word), { keyword: next.tokenType === LCurly ? "on" : "fn", name: word.image });
    return true;
  }

  /** What is no member: a header without its colon, or a statement, which is read so that its own errors show. */
  private strayMember(word: Token): never {
    const next = this.peek(2);
    const fits = next.tokenType === StringToken || next.tokenType === LBracket || headerKeys.has(word.image);
    const holdsKeys = next.tokenType === LCurly && this.holdsKeys(next);
    if (word.tokenType === Identifier && !next.lineBreak && (fits || holdsKeys)) {
      this.fault("AE1001", this.spanOf(next), { expected: `\`:\` after \`${word.image}\``, found: this.textOf(next) });
    }
    if (isWord(word) && !openerOf(word)) {
      const statement = this.attempt<ast.Statement | null>(
        word.parent,
        () => this.SUBRULE(this.statement),
        () => null,
      );
      if (statement) this.fault("AE1039", statement.span);
    }
    return this.fault("AE1001", this.spanOf(word), {
      expected: "a header, handler or function",
      found: this.textOf(word),
    });
  }

  protected abstract textOf(token: Token): string;

  protected readonly handler = this.rule("handler", (): ast.Handler => {
    const start = this.start();
    const doc = this.RECORDING_PHASE ? null : this.docAbove(start);
    const name = this.identifier(this.CONSUME(Identifier) as Token);
    let params: ast.Parameter[] = [];
    this.OPTION(() => {
      params = this.SUBRULE(this.signature).params;
    });
    const body = this.SUBRULE(this.functionBody, { ARGS: [name.name] });
    return { kind: "Handler", name, params, body, doc, span: this.from(start) };
  });

  /** `on EVENT where condition { … }` */
  protected readonly on = this.rule("on", (): ast.On => {
    const start = this.start();
    this.CONSUME(Identifier);
    const event = this.identifier(this.CONSUME2(Identifier) as Token);
    let condition: ast.Expression | null = null;
    this.OPTION({
      GATE: () => this.nextWord("where"),
      DEF: () => {
        this.CONSUME3(Identifier);
        condition = this.SUBRULE(this.header);
      },
    });
    let params: ast.Parameter[] = [];
    this.OPTION2(() => {
      params = this.SUBRULE(this.signature).params;
    });
    const body = this.SUBRULE(this.functionBody, { ARGS: ["on"] });
    return { kind: "On", event, condition, params, body, span: this.from(start) };
  });

  protected readonly test = this.rule("test", (): ast.Test => {
    const start = this.start();
    this.CONSUME(Identifier);
    const name = this.plainText(this.CONSUME(StringToken) as Token);
    let table: ast.Test["table"] = null;
    const level = this.peek().parent;
    this.OPTION(() => {
      this.CONSUME(For);
      table = this.attempt<ast.Test["table"]>(
        level,
        () => {
          const variable = this.SUBRULE(this.binding);
          this.CONSUME(In);
          return { variable, rows: this.SUBRULE(this.header) };
        },
        (at) => ({ variable: this.invalid(at), rows: this.invalid(at) }),
      );
    });
    const body = this.SUBRULE(this.functionBody, { ARGS: ["test"] });
    return { kind: "Test", name, table, body, span: this.from(start) };
  });

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

  protected abstract readonly file: ParserMethod<[], ast.Statement[]>;
}
