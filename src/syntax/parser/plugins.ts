import type * as ast from "../ast.ts";
import {
  Colon,
  Comma,
  For,
  FunctionWord,
  Identifier,
  In,
  isWord,
  LBracket,
  LCurly,
  LineEnd,
  LParen,
  openerOf,
  RCurly,
  Semicolon,
  StringToken,
  type Token,
} from "../lexer/tokens.ts";
import { describe, Mode } from "./base.ts";
import { HeaderRules } from "./headers.ts";

/** Headers the language knows, for those that lack their colon. */
const headerKeys = new Set([
  "description",
  "version",
  "author",
  "memory_access",
  "schedule",
  "tags",
  "config",
  "state",
  "permissions",
]);

const pluginWords = new Set(["plugin", "agent"]);

/** Plugins and agents: headers, handlers, functions, tests, event handlers. */
export abstract class PluginRules extends HeaderRules {
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
    if (this.findBody(form)) return;
    const { end } = this.peek(0);
    this.fault("AE1029", { start: end, end }, { keyword: form });
  }

  private memberOrSeparator(open: Token, members: ast.Member[]): void {
    if (this.RECORDING_PHASE) {
      this.OR<unknown>([
        { ALT: () => this.CONSUME(LineEnd) },
        { ALT: () => this.CONSUME(Semicolon) },
        { ALT: () => this.SUBRULE(this.pluginMember) },
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
      () => this.SUBRULE(this.pluginMember),
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
  protected readonly pluginMember = this.rule("pluginMember", (): ast.Member => {
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
      this.fault("AE1001", this.spanOf(next), { expected: `\`:\` after \`${word.image}\``, found: describe(next) });
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
      found: describe(word),
    });
  }

  protected readonly handler = this.rule("handler", (): ast.Handler => {
    const start = this.start();
    const doc = this.RECORDING_PHASE ? null : this.docAbove(start);
    const name = this.identifier(this.CONSUME(Identifier) as Token);
    let params: ast.Parameter[] = [];
    this.OPTION(() => {
      params = this.SUBRULE(this.signature).params;
    });
    const body = this.SUBRULE(this.bracedBody, { ARGS: [name.name] });
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
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["on"] });
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
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["test"] });
    return { kind: "Test", name, table, body, span: this.from(start) };
  });
}
