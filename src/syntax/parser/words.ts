import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import {
  Assign,
  beginsExpression,
  Colon,
  Comma,
  For,
  FunctionWord,
  Identifier,
  isEnd,
  isInfix,
  isWord,
  LBracket,
  LCurly,
  LineEnd,
  LParen,
  Minus,
  NumberToken,
  RCurly,
  RParen,
  StringToken,
  ThinArrow,
  type Token,
} from "../lexer/tokens.ts";
import { MatchRules } from "./matching.ts";

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
export abstract class WordRules extends MatchRules {
  protected abstract readonly pluginDeclaration: ParserMethod<[], ast.Plugin>;
  protected abstract readonly on: ParserMethod<[], ast.On>;
  protected abstract readonly test: ParserMethod<[], ast.Test>;
  /** True where the author declared this name, so that `log (x)` calls it. */
  protected abstract isDeclared(name: Token): boolean;
  /** Text of the comments directly above an offset. */
  protected abstract docAbove(start: number): string | null;

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

  // ------------------------------------------------------------------------------------------------- declarations

  protected readonly functionDeclaration = this.rule("functionDeclaration", (): ast.FunctionDeclaration => {
    const start = this.start();
    const doc = this.RECORDING_PHASE ? null : this.docAbove(start);
    const name = this.SUBRULE(this.functionHead);
    const { params, returnType } = this.SUBRULE(this.signature);
    const body = this.SUBRULE(this.functionBody, { ARGS: ["fn"] });
    return { kind: "FunctionDeclaration", name, params, returnType, body, doc, span: this.from(start) };
  });

  /** `fn name`, also written with the word of another language, which is reported. */
  protected readonly functionHead = this.rule("functionHead", (): ast.Identifier => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.CONSUME(Identifier) }, { ALT: () => this.CONSUME(FunctionWord) }]);
      return this.identifier(this.CONSUME2(Identifier) as Token);
    }
    const word = this.peek();
    const span = this.spanOf(word);
    this.SKIP_TOKEN();
    const name = this.peek();
    if (word.image !== "fn") {
      const fix = { title: "Write `fn`", edits: [{ span, text: "fn" }] };
      this.problem("AE1027", span, { word: word.image, name: name.image }, { fixes: [fix] });
    }
    if (name.tokenType === LParen) {
      this.problem("AE1030", span);
      return { kind: "Identifier", name: "", span: { start: span.end, end: span.end } };
    }
    if (name.tokenType !== Identifier) this.problem("AE1050", this.spanOf(name), { word: name.image });
    this.SKIP_TOKEN();
    return this.identifier(name);
  });

  /** Parameters and result type; when they are broken, the body is still read. */
  protected readonly signature = this.rule("signature", () => {
    const level = this.peek().parent;
    let params: ast.Parameter[] = [];
    let returnType: ast.TypeExpression | null = null;
    this.attempt(
      level,
      () => {
        params = this.SUBRULE(this.parameters);
        this.resetTypes();
        if (!this.RECORDING_PHASE && this.next(ThinArrow)) this.thinArrow();
        this.OPTION(() => {
          this.CONSUME(Colon);
          returnType = this.SUBRULE(this.type);
        });
      },
      () => undefined,
    );
    return { params, returnType };
  });

  /** `fn f() -> type`: reported and read as a result type. */
  private thinArrow(): void {
    const span = this.spanOf(this.peek());
    const edit = { span: { start: this.peek(0).end, end: span.end }, text: ":" };
    this.problem("AE1032", span, {}, { fixes: [{ title: "Write `:`", edits: [edit] }] });
    this.SKIP_TOKEN();
    this.SUBRULE(this.type);
  }

  /** `var x = 1`, `const x = 1`: reported and read as `let`. */
  protected readonly variable = this.rule("variable", (): ast.Let => {
    const start = this.start();
    const word = this.CONSUME(Identifier) as Token;
    if (!this.RECORDING_PHASE) {
      const span = this.spanOf(word);
      this.problem(
        "AE1026",
        span,
        { word: word.image },
        { fixes: [{ title: "Write `let`", edits: [{ span, text: "let" }] }] },
      );
    }
    return this.SUBRULE(this.letRest, { ARGS: [start] });
  });

  protected readonly typeDeclaration = this.rule("typeDeclaration", (): ast.TypeDeclaration => {
    const start = this.start();
    this.CONSUME(Identifier);
    const name = this.identifier(this.CONSUME2(Identifier) as Token);
    this.CONSUME(Assign);
    const type = this.SUBRULE(this.type);
    return { kind: "TypeDeclaration", name, type, span: this.from(start) };
  });

  /** `import "path" as alias`; without `as` the last part of the path is bound. */
  protected readonly importStatement = this.rule("importStatement", (): ast.Import => {
    const start = this.start();
    this.CONSUME(Identifier);
    const path = this.plainText(this.CONSUME(StringToken) as Token);
    let alias = this.impliedAlias(path);
    this.OPTION({
      GATE: () => this.nextWord("as"),
      DEF: () => {
        this.CONSUME2(Identifier);
        alias = this.SUBRULE(this.name);
      },
    });
    if (alias === null) {
      this.fault("AE1001", this.spanOf(this.peek()), { expected: "`as` and a name", found: this.found() });
    }
    return { kind: "Import", form: "import", path, alias, span: this.from(start) };
  });

  /** The name a path ends with; null when that is no name. */
  private impliedAlias(path: ast.Text): ast.Identifier | null {
    if (this.RECORDING_PHASE) return { kind: "Identifier", name: "", span: path.span };
    const name = path.value.replace(/\.aether$/, "").replace(/^.*\//s, "");
    return /^[\p{L}_$][\p{L}\p{N}\p{M}_$]*$/u.test(name) ? { kind: "Identifier", name, span: path.span } : null;
  }

  /** `use a/b`, the same as `import "a/b" as b`. */
  protected readonly use = this.rule("use", (): ast.Import => {
    const start = this.start();
    this.CONSUME(Identifier);
    const { path, pathSpan, last } = this.SUBRULE(this.modulePath);
    let alias = this.identifier(last);
    this.OPTION({
      GATE: () => this.nextWord("as"),
      DEF: () => {
        this.CONSUME2(Identifier);
        alias = this.SUBRULE(this.name);
      },
    });
    const text: ast.Text = { kind: "Text", value: path, span: pathSpan };
    return { kind: "Import", form: "use", path: text, alias, span: this.from(start) };
  });

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

  // ------------------------------------------------------------------------------------ blocks with a purpose

  protected readonly retry = this.rule("retry", (): ast.Retry => {
    const start = this.start();
    this.CONSUME(Identifier);
    const count = this.SUBRULE(this.header);
    let backoff: ast.Expression | null = null;
    this.OPTION({
      GATE: () => this.nextWord("backoff"),
      DEF: () => {
        this.CONSUME2(Identifier);
        backoff = this.SUBRULE2(this.header);
      },
    });
    const body = this.SUBRULE(this.functionBody, { ARGS: ["retry"] });
    return { kind: "Retry", count, backoff, body, span: this.from(start) };
  });

  protected readonly timeout = this.rule("timeout", (): ast.Timeout => {
    const start = this.start();
    this.CONSUME(Identifier);
    const duration = this.SUBRULE(this.header);
    const body = this.SUBRULE(this.functionBody, { ARGS: ["timeout"] });
    return { kind: "Timeout", duration, body, span: this.from(start) };
  });

  protected readonly lock = this.rule("lock", (): ast.Lock => {
    const start = this.start();
    this.CONSUME(Identifier);
    const name = this.SUBRULE(this.header);
    const body = this.SUBRULE(this.functionBody, { ARGS: ["lock"] });
    return { kind: "Lock", name, body, span: this.from(start) };
  });

  /** `act CLASS "what" because "why" { … } undo { … }` */
  protected readonly act = this.rule("act", (): ast.Act => {
    const start = this.start();
    this.CONSUME(Identifier);
    const kind = this.identifier(this.CONSUME2(Identifier) as Token);
    const what = this.SUBRULE(this.header);
    let because: ast.Expression | null = null;
    this.OPTION({
      GATE: () => this.nextWord("because"),
      DEF: () => {
        this.CONSUME3(Identifier);
        because = this.SUBRULE2(this.header);
      },
    });
    const body = this.SUBRULE(this.functionBody, { ARGS: ["act"] });
    let undo: ast.Block | null = null;
    this.OPTION2({
      GATE: () => this.atUndo(),
      DEF: () => {
        this.OPTION3(() => this.CONSUME(LineEnd));
        this.CONSUME4(Identifier);
        undo = this.SUBRULE(this.block);
      },
    });
    return { kind: "Act", class: kind, what, because, body, undo, span: this.from(start) };
  });

  /** `undo {`, also on a line of its own. */
  private atUndo(): boolean {
    const ahead = this.next(LineEnd) ? 2 : 1;
    return this.nextWord("undo", ahead) && this.next(LCurly, ahead + 1);
  }

  /** `parallel { a: e1, b: e2 }` or `parallel for x in xs limit 4 { … }` */
  protected readonly parallelNode = this.rule("parallelNode", (): ast.Parallel | ast.ParallelFor => {
    const start = this.start();
    this.CONSUME(Identifier);
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.parallelLoop));
    else if (this.next(For)) return this.SUBRULE(this.parallelLoop, { ARGS: [start] });
    const branches: ast.Parallel["branches"][number][] = [];
    const open = this.CONSUME(LCurly) as Token;
    this.SUBRULE(this.parallelBranches, { ARGS: [open, branches] });
    this.CONSUME(RCurly);
    return { kind: "Parallel", branches, span: this.from(start) };
  });

  protected readonly parallelLoop = this.rule("parallelLoop", (start: number): ast.ParallelFor => {
    const loop = this.SUBRULE(this.loopHeader);
    let limit: ast.Expression | null = null;
    this.OPTION({
      GATE: () => this.nextWord("limit"),
      DEF: () => {
        this.CONSUME(Identifier);
        limit = this.SUBRULE(this.header);
      },
    });
    const body = this.SUBRULE(this.functionBody, { ARGS: ["parallel for"] });
    return { kind: "ParallelFor", ...loop, limit, body, span: this.from(start) };
  });

  protected readonly parallelBranches = this.rule(
    "parallelBranches",
    (open: Token, branches: ast.Parallel["branches"][number][]) => {
      this.items(
        open,
        "}",
        () => {
          const key = this.SUBRULE(this.key);
          this.CONSUME(Colon);
          const value = this.SUBRULE(this.expression);
          if (!this.RECORDING_PHASE) branches.push({ key, value });
        },
        () => {},
      );
    },
  );
}
