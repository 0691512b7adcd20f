import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import {
  beginsExpression,
  Colon,
  Comma,
  Identifier,
  isEnd,
  isInfix,
  isWord,
  LBracket,
  LCurly,
  LParen,
  Minus,
  NumberToken,
  RParen,
  StringToken,
  type Token,
} from "../lexer/tokens.ts";
import { SafeguardRules } from "./safeguards.ts";

/** What a statement that begins with a name is. */
type Form =
  | "expression"
  | "fn"
  | "plugin"
  | "test"
  | "on"
  | "act"
  | "type"
  | "use"
  | "import"
  | "parallel"
  | "match"
  | "retry"
  | "timeout"
  | "lock"
  | "log"
  | "wait"
  | "assert"
  | "emit"
  | "let";

const logLevels = new Set(["debug", "info", "warn", "error"]);
const functionWords = new Set(["def", "func", "fun"]);

/** Statements that begin with a contextual word: what makes the word a keyword is decided here, from the next tokens. */
export abstract class WordRules extends SafeguardRules {
  protected abstract readonly pluginDeclaration: ParserMethod<[], ast.Plugin>;

  protected abstract readonly on: ParserMethod<[], ast.On>;

  protected abstract readonly test: ParserMethod<[], ast.Test>;

  /** True where the author declared this name, so that `log (x)` calls it. */
  protected abstract isDeclared(name: Token): boolean;

  protected readonly wordStatement = this.rule("wordStatement", (): ast.Statement => {
    const form = this.RECORDING_PHASE ? "expression" : this.form();
    if (form === "expression" && !this.RECORDING_PHASE) return this.SUBRULE(this.expressionStatement);
    const is = (wanted: Form) => (): boolean => form === wanted;
    return this.OR([
      { GATE: is("expression"), ALT: () => this.SUBRULE(this.expressionStatement) },
      { GATE: is("fn"), ALT: () => this.SUBRULE(this.functionDeclaration) },
      { GATE: is("plugin"), ALT: () => this.SUBRULE(this.pluginDeclaration) },
      { GATE: is("test"), ALT: () => this.SUBRULE(this.test) },
      { GATE: is("on"), ALT: () => this.SUBRULE(this.on) },
      { GATE: is("act"), ALT: () => this.SUBRULE(this.act) },
      { GATE: is("type"), ALT: () => this.SUBRULE(this.typeDeclaration) },
      { GATE: is("use"), ALT: () => this.SUBRULE(this.use) },
      { GATE: is("import"), ALT: () => this.SUBRULE(this.importStatement) },
      { GATE: is("parallel"), ALT: () => this.SUBRULE(this.parallelNode) },
      { GATE: is("match"), ALT: () => this.SUBRULE(this.matchNode) },
      { GATE: is("retry"), ALT: () => this.SUBRULE(this.retry) },
      { GATE: is("timeout"), ALT: () => this.SUBRULE(this.timeout) },
      { GATE: is("lock"), ALT: () => this.SUBRULE(this.lock) },
      { GATE: is("log"), ALT: () => this.SUBRULE(this.log) },
      { GATE: is("wait"), ALT: () => this.SUBRULE(this.wait) },
      { GATE: is("assert"), ALT: () => this.SUBRULE(this.assert) },
      { GATE: is("emit"), ALT: () => this.SUBRULE(this.emit) },
      { GATE: is("let"), ALT: () => this.SUBRULE(this.variable) },
    ]);
  });

  /** Decides what the name at the start of a statement means, by the tokens behind it on its line. */
  private form(): Form {
    const word = this.peek();
    const next = this.peek(2);
    if (word.tokenType !== Identifier || !this.sameLine(2)) return "expression";
    const name = next.tokenType === Identifier;
    const text = next.tokenType === StringToken;
    switch (word.image) {
      // `fn NAME` can be nothing else, so a broken header is still a function; `fn (…) {` lacks its name.
      case "fn":
        return name || this.reservedName(next) || this.namelessFunction(next) ? "fn" : "expression";
      case "plugin":
      case "agent":
        return name || this.namelessPlugin(next) ? "plugin" : "expression";
      case "test":
        return text ? "test" : "expression";
      case "on":
        return name ? "on" : "expression";
      case "act":
        return name && this.next(StringToken, 3) ? "act" : "expression";
      case "type":
        return name ? "type" : "expression";
      case "use":
        return name ? "use" : "expression";
      case "import":
        return text ? "import" : "expression";
      case "parallel":
        return this.atParallel() ? "parallel" : "expression";
      case "match":
        return this.atMatch() ? "match" : "expression";
      case "retry":
      case "timeout":
      case "lock":
        return name || text || next.tokenType === NumberToken ? word.image : "expression";
      case "log":
      case "wait":
      case "assert":
        return this.beginsOutput(word, next) ? word.image : "expression";
      case "emit":
        return name || text ? "emit" : "expression";
      case "var":
      case "const":
        return name || next.tokenType === LCurly ? "let" : "expression";
      default:
        if (this.lacksPlugin(word)) return "plugin";
        return functionWords.has(word.image) && name && this.next(LParen, 3) ? "fn" : "expression";
    }
  }

  /** `log`, `wait` and `assert` take an expression that does not begin with `[ - / {`; `log (` calls a declared `log`. */
  private beginsOutput(word: Token, next: Token): boolean {
    if (!beginsExpression(next) || this.notIn(2)) return false;
    if (next.tokenType === LBracket || next.tokenType === Minus || next.tokenType === LCurly) return false;
    return next.tokenType !== LParen || !this.isDeclared(word);
  }

  /** `fn new(…) {`: a reserved word as a name, which the declaration reports. */
  private reservedName(next: Token): boolean {
    return isWord(next) && next.tokenType !== Identifier && !isInfix(next) && this.next(LParen, 3);
  }

  /** `fn (a) { … }` as a statement. */
  private namelessFunction(next: Token): boolean {
    return next.tokenType === LParen && next.partner !== null && this.after(next.partner).tokenType === LCurly;
  }

  /** `name { description: …` or `name extends base {`: `plugin` or `agent` is missing. */
  private lacksPlugin(word: Token): boolean {
    if (word.parent !== null) return false;
    const next = this.peek(2);
    if (next.image === "extends") return this.peek(4).tokenType === LCurly;
    return next.tokenType === LCurly && this.startsPluginBody(next);
  }

  private startsPluginBody(open: Token): boolean {
    const first = this.after(open);
    if (!isWord(first)) return false;
    const next = this.after(first);
    if (first.image.startsWith("on_")) return next.tokenType === LCurly || next.tokenType === LParen;
    return (
      next.tokenType === Colon ||
      (first.image === "fn" && next.tokenType === Identifier) ||
      (first.image === "test" && next.tokenType === StringToken)
    );
  }

  /** `plugin { description: …`: the name is missing. */
  private namelessPlugin(next: Token): boolean {
    return next.tokenType === LCurly && next.parent === null && this.startsPluginBody(next);
  }

  // ------------------------------------------------------------------------------------------------------- output

  protected readonly log = this.rule("log", (): ast.Log => {
    const start = this.start();
    this.CONSUME(Identifier);
    let level: ast.LogLevel | null = null;
    this.OPTION({
      GATE: () => this.atLevel(),
      DEF: () => {
        level = this.CONSUME2(Identifier).image as ast.LogLevel;
      },
    });
    const value = this.SUBRULE(this.expression);
    return { kind: "Log", level, value, span: this.from(start) };
  });

  /** `warn` and the like are a level only before a string, number or name on the same line. */
  private atLevel(): boolean {
    if (!logLevels.has(this.peek().image) || !this.sameLine(2)) return false;
    return this.next(StringToken, 2) || this.next(NumberToken, 2) || this.next(Identifier, 2);
  }

  protected readonly wait = this.rule("wait", (): ast.Wait => {
    const start = this.start();
    this.CONSUME(Identifier);
    const value = this.SUBRULE(this.expression);
    return { kind: "Wait", value, span: this.from(start) };
  });

  protected readonly assert = this.rule("assert", (): ast.Assert => {
    const start = this.start();
    this.CONSUME(Identifier);
    let message: ast.Expression | null = null;
    if (this.RECORDING_PHASE) {
      this.OPTION(() => {
        this.CONSUME(LParen);
        this.SUBRULE(this.expression);
        this.CONSUME(Comma);
      });
      this.OPTION2(() => this.CONSUME(RParen));
    } else if (this.holdsMessage(this.peek())) {
      const open = this.CONSUME(LParen) as Token;
      const test = this.SUBRULE(this.expression);
      if (this.next(Comma)) this.CONSUME(Comma);
      message = this.SUBRULE2(this.expression);
      if (this.next(Comma)) this.SKIP_TOKEN();
      this.clear(open, "`)`");
      this.CONSUME(RParen);
      return { kind: "Assert", test, message, span: this.from(start) };
    }
    const test = this.SUBRULE3(this.expression);
    if (!this.RECORDING_PHASE && this.next(Comma)) this.fault("AE1057", this.spanOf(this.peek()));
    return { kind: "Assert", test, message, span: this.from(start) };
  });

  /** `(condition, message)`: a comma directly in the parentheses, something behind it, and no arrow after them. */
  private holdsMessage(open: Token): boolean {
    if (open.tokenType !== LParen || !open.partner) return false;
    let token = this.after(open);
    while (token !== open.partner && token.tokenType !== Comma && !isEnd(token)) {
      token = this.beyond(token);
    }
    return token.tokenType === Comma && this.after(token) !== open.partner;
  }

  /** `emit EVENT payload` */
  protected readonly emit = this.rule("emit", (): ast.Emit => {
    const start = this.start();
    this.CONSUME(Identifier);
    const event = this.OR([
      { ALT: (): ast.Identifier | ast.Text => this.identifier(this.CONSUME2(Identifier) as Token) },
      { ALT: () => this.plainText(this.CONSUME(StringToken) as Token) },
    ]);
    let payload: ast.Expression | null = null;
    this.OPTION(() => {
      payload = this.SUBRULE(this.objectLiteral);
    });
    return { kind: "Emit", event, payload, span: this.from(start) };
  });
}
