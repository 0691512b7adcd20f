import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import {
  Assign,
  beginsExpression,
  Break,
  Catch,
  Colon,
  Comma,
  Continue,
  Else,
  Finally,
  For,
  FunctionWord,
  Identifier,
  If,
  In,
  isAssign,
  isEnd,
  isInfix,
  LBracket,
  LCurly,
  Let,
  LineEnd,
  LParen,
  Minus,
  Not,
  openerOf,
  RCurly,
  Return,
  RParen,
  Semicolon,
  Throw,
  type Token,
  Try,
  While,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { LiteralRules } from "./literals.ts";

const elseWords = new Set(["elif", "elseif", "elsif"]);
const statementWords = new Set([Let, If, For, While, Try, Throw, Return, Break, Continue]);

/** Blocks, and the statements that begin with a reserved word. */
export abstract class StatementRules extends LiteralRules {
  protected abstract readonly wordStatement: ParserMethod<[], ast.Statement>;
  protected abstract readonly functionDeclaration: ParserMethod<[], ast.FunctionDeclaration>;

  /** The statements of the file read so far. */
  protected topLevel: ast.Statement[] = [];
  /** The `}` of the block closed last: what stands behind it on the line is a new statement. */
  protected blockEnd: Token | null = null;

  protected readonly block = this.rule("block", (): ast.Block => {
    this.descend();
    const start = this.start();
    const { mode } = this;
    this.mode = Mode.plain;
    const open = this.CONSUME(LCurly) as Token;
    const body = this.SUBRULE(this.statements, { ARGS: [open, false] });
    this.mode = mode;
    this.blockEnd = this.CONSUME(RCurly) as Token;
    this.depth -= 1;
    return { kind: "Block", body, span: this.from(start) };
  });

  /** Statements directly inside `level`, or of the file; in a case they end before the next case. */
  protected readonly statements = this.rule("statements", (level: Token | null, inCase: boolean): ast.Statement[] => {
    const body: ast.Statement[] = [];
    if (level === null) this.topLevel = body;
    if (this.RECORDING_PHASE) {
      this.MANY(() =>
        this.OR<unknown>([
          { ALT: () => this.CONSUME(LineEnd) },
          { ALT: () => this.CONSUME(Semicolon) },
          { ALT: () => this.SUBRULE(this.statement) },
        ]),
      );
      return body;
    }
    for (let token = this.peek(); !isEnd(token) && token !== level?.partner; token = this.peek()) {
      if (token.tokenType === LineEnd || token.tokenType === Semicolon) this.SKIP_TOKEN();
      else if (inCase && this.startsCase(token)) break;
      else body.push(...this.recoverable(level, inCase));
    }
    return body;
  });

  /** One statement, and what had to be skipped to go on behind it. */
  private recoverable(level: Token | null, inCase: boolean): ast.Statement[] {
    const first = this.peek();
    const statement = this.attempt<ast.Statement | null>(
      level,
      () => this.SUBRULE(this.statement),
      () => null,
    );
    if (statement && this.endsHere(inCase)) return [statement];
    const start = statement ? this.start() : first.startOffset;
    if (statement) {
      this.attempt(
        level,
        () => this.notEnded(),
        () => undefined,
      );
      if (this.peek() !== first && this.peek().lineBreak) return [statement];
    }
    this.skipStatement(first);
    const skipped = this.invalid(start);
    if (!statement) return [skipped];
    return skipped.span.end > skipped.span.start ? [statement, skipped] : [statement];
  }

  private endsHere(inCase: boolean): boolean {
    const token = this.peek();
    if (this.atStop() || this.peek(0) === this.blockEnd) return true;
    return inCase && this.startsCase(token);
  }

  /** Reports what stands behind a complete statement on its line. */
  private notEnded(): never {
    const token = this.peek();
    const span = this.spanOf(token);
    if (this.atStep()) this.fault("AE1023", span, { operator: token.image });
    if (token.tokenType === Assign) {
      this.fault("AE1021", span, {}, { fixes: [{ title: "Write `==`", edits: [{ span, text: "==" }] }] });
    }
    return this.fault("AE1005", span, { found: this.found() });
  }

  /** Skips to where a statement can begin again. */
  private skipStatement(first: Token): void {
    for (let token = this.peek(); !this.atStop(); token = this.peek()) {
      const fresh = token !== first;
      if (fresh && token.lineBreak && this.startsStatement(token)) return;
      if (fresh && token.tokenType === LCurly && this.worthReading(token)) return;
      this.skipOne();
    }
  }

  /** True for words that begin a statement on a line of its own, whatever the line above looked like. */
  private startsStatement(token: Token): boolean {
    return statementWords.has(token.tokenType) || this.beginsWordStatement(token);
  }

  /** A brace in the middle of something broken: true when it holds statements rather than the keys of an object. */
  private worthReading(open: Token): boolean {
    const next = this.after(open);
    if (next === open.partner || next.at > (open.partner?.at ?? 0)) return false;
    return next.lineBreak && !this.holdsKeys(open) && !this.startsCase(next);
  }

  protected readonly statement = this.rule("statement", (): ast.Statement => {
    if (!this.RECORDING_PHASE) this.checkStart();
    return this.OR(
      (this.statementAlternatives ??= [
        { ALT: (): ast.Statement => this.SUBRULE(this.letStatement) },
        { ALT: () => this.SUBRULE(this.ifNode), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.forStatement) },
        { ALT: () => this.SUBRULE(this.whileStatement) },
        { ALT: () => this.SUBRULE(this.tryStatement) },
        { ALT: () => this.SUBRULE(this.throwStatement) },
        { ALT: () => this.SUBRULE(this.returnStatement) },
        { ALT: () => ({ kind: "Break", span: this.spanOf(this.CONSUME(Break) as Token) }) },
        { ALT: () => ({ kind: "Continue", span: this.spanOf(this.CONSUME(Continue) as Token) }) },
        { ALT: () => this.SUBRULE(this.blockStatement), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.wordStatement), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.expressionStatement), IGNORE_AMBIGUITIES: true },
      ]),
    );
  });

  /** A block; with a `catch` or `finally` behind it, a `try` that lost its keyword. */
  protected readonly blockStatement = this.rule("blockStatement", (): ast.Statement => {
    const start = this.start();
    if (this.atStrayObject()) {
      const expression = this.SUBRULE(this.strayObject);
      return { kind: "ExpressionStatement", expression, span: expression.span };
    }
    const body = this.SUBRULE(this.block);
    if (this.RECORDING_PHASE || !(this.next(Catch) || this.next(Finally))) return body;
    this.problem("AE1055", { start, end: start + 1 }, { keyword: "try", name: "{" });
    return this.SUBRULE(this.handlers, { ARGS: [start, body] });
  });

  private statementAlternatives: { ALT: () => ast.Statement; IGNORE_AMBIGUITIES?: boolean }[] | undefined;

  private checkStart(): void {
    const token = this.peek();
    if (statementWords.has(token.tokenType) || beginsExpression(token) || this.atStep()) return;
    const span = this.spanOf(token);
    if (isInfix(token) && token.tokenType !== In) this.fault("AE1054", span, { operator: token.image });
    this.fault("AE1001", span, { expected: "a statement", found: this.found() });
  }

  protected readonly expressionStatement = this.rule("expressionStatement", (): ast.Statement => {
    const start = this.start();
    if (!this.RECORDING_PHASE && this.next(FunctionWord) && this.next(Identifier, 2)) {
      return this.SUBRULE(this.functionDeclaration);
    }
    const node = this.SUBRULE(this.assignment);
    if (this.RECORDING_PHASE || (node.kind !== "Assign" && node.kind !== "Update")) {
      return { kind: "ExpressionStatement", expression: node as ast.Expression, span: this.from(start) };
    }
    return node;
  });

  protected readonly letStatement = this.rule("letStatement", (): ast.Let => {
    const start = this.start();
    this.CONSUME(Let);
    return this.SUBRULE(this.letRest, { ARGS: [start] });
  });

  /** What follows `let`. */
  protected readonly letRest = this.rule("letRest", (start: number): ast.Let => {
    const target = this.SUBRULE(this.binding);
    let type: ast.TypeExpression | null = null;
    this.OPTION(() => {
      this.CONSUME(Colon);
      type = this.SUBRULE(this.type);
    });
    if (!this.RECORDING_PHASE) this.checkLet(target, start);
    this.OPTION2({ GATE: () => !this.takeAssign(), DEF: () => this.CONSUME(Assign) });
    const value = this.SUBRULE(this.expression);
    if (!this.RECORDING_PHASE && this.next(Comma)) this.fault("AE1035", this.spanOf(this.peek()));
    return { kind: "Let", target, type, value, span: this.from(start) };
  });

  private checkLet(target: ast.Binding, start: number): void {
    if (this.next(Assign) || this.peek(0).image === ">=") return;
    if (this.next(Comma)) this.fault("AE1035", this.spanOf(this.peek()));
    if (!this.atStop()) {
      this.expected("`=`");
      if (!beginsExpression(this.peek()))
        this.fault("AE1001", this.spanOf(this.peek()), { expected: "`=`", found: this.found() });
      return;
    }
    const end = { start: this.from(start).end, end: this.from(start).end };
    const name = target.kind === "Identifier" ? target.name : "…";
    this.fault(
      "AE1034",
      this.from(start),
      { name },
      { fixes: [{ title: "Start with null", edits: [{ span: end, text: " = null" }] }] },
    );
  }

  // ---------------------------------------------------------------------------------------------- headers and bodies

  /** The expression of a header, whose `{` opens the body. Inside `level`; broken ones are Invalid. */
  protected readonly header = this.rule("header", (): ast.Expression => {
    const level = this.peek().parent;
    return this.attempt<ast.Expression>(
      level,
      () => {
        const { mode } = this;
        this.mode |= Mode.header;
        const value = this.SUBRULE(this.expression);
        this.noAssignment();
        this.mode = mode;
        return value;
      },
      (start) => this.invalid(start),
    );
  });

  /** The body behind a header: a block, or the one statement people write without braces, which is reported. */
  protected readonly functionBody = this.rule("functionBody", (keyword: string): ast.Block => {
    if (this.RECORDING_PHASE || this.findBody(keyword)) return this.SUBRULE(this.block);
    return this.SUBRULE(this.braceless, { ARGS: [keyword] });
  });

  /** Moves to the `{` of a body, reporting what stands before it; false when there is none. */
  private findBody(keyword: string): boolean {
    if (this.next(LCurly)) return true;
    const first = this.peek();
    const brace = first.tokenType === LineEnd ? this.peek(2) : first;
    if (brace.tokenType === LCurly) {
      const span = this.spanOf(brace);
      const gap = { start: this.peek(0).end, end: brace.startOffset };
      this.problem("AE1033", span, {}, { fixes: [{ title: "Move it up", edits: [{ span: gap, text: " " }] }] });
      this.SKIP_TOKEN();
      return true;
    }
    let found: Token | null = null;
    for (let token = first; !isEnd(token) && token.tokenType !== LineEnd && !openerOf(token); ) {
      if (token.tokenType === LCurly) found = token;
      token = this.beyond(token);
    }
    if (!found) return false;
    this.expected(`the \`{\` of \`${keyword}\``);
    while (this.peek() !== found) this.skipOne();
    return true;
  }

  protected readonly braceless = this.rule("braceless", (keyword: string): ast.Block => {
    const start = this.start();
    const span = this.RECORDING_PHASE ? { start, end: start } : this.spanOf(this.peek(0));
    this.problem("AE1029", { start: span.end, end: span.end }, { keyword });
    const level = this.peek().parent;
    const body: ast.Statement[] = [];
    if (this.RECORDING_PHASE) body.push(this.SUBRULE(this.statement));
    else {
      if (this.next(LineEnd)) this.SKIP_TOKEN();
      if (!this.atStop()) body.push(...this.recoverable(level, false));
    }
    return { kind: "Block", body, span: this.from(start) };
  });

  protected readonly ifNode = this.rule("ifNode", (): ast.If => {
    const start = this.start();
    const branches: { test: ast.Expression; body: ast.Block }[] = [];
    let otherwise: ast.Block | null = null;
    this.CONSUME(If);
    branches.push(this.SUBRULE(this.branch, { ARGS: ["if"] }));
    this.repeat(
      () => otherwise === null && this.atElse(),
      () => {
        this.takeElse();
        if (this.RECORDING_PHASE) {
          this.OR([
            {
              ALT: () => {
                this.CONSUME2(If);
                this.SUBRULE2(this.branch);
              },
            },
            { ALT: () => this.SUBRULE(this.functionBody) },
          ]);
        } else if (this.next(If)) {
          this.CONSUME2(If);
          branches.push(this.SUBRULE2(this.branch, { ARGS: ["else if"] }));
        } else if (this.elseIfMeant) branches.push(this.SUBRULE2(this.branch, { ARGS: ["else if"] }));
        else otherwise = this.SUBRULE(this.functionBody, { ARGS: ["else"] });
      },
    );
    return { kind: "If", branches, otherwise, span: this.from(start) };
  });

  protected readonly branch = this.rule("branch", (keyword: string) => {
    const test = this.SUBRULE(this.header);
    const body = this.SUBRULE(this.functionBody, { ARGS: [keyword] });
    return { test, body };
  });

  /** The branch begins with a word people write for `else if`. */
  private elseIfMeant = false;

  private atElse(): boolean {
    const ahead = this.next(LineEnd) ? 2 : 1;
    const token = this.peek(ahead);
    if (token.tokenType === Else) return ahead === 1;
    if (!elseWords.has(token.image) || !this.sameLine(ahead + 1)) return false;
    const next = this.peek(ahead + 1);
    const behind = next.partner ? this.after(next.partner) : next;
    return (
      beginsExpression(next) &&
      (next.tokenType !== LParen || behind.tokenType === LCurly) &&
      next.tokenType !== LBracket
    );
  }

  private takeElse(): void {
    this.elseIfMeant = false;
    if (this.RECORDING_PHASE || this.next(Else)) {
      this.CONSUME(Else);
      return;
    }
    if (this.next(LineEnd)) this.SKIP_TOKEN();
    const token = this.peek();
    const span = this.spanOf(token);
    this.problem(
      "AE1028",
      span,
      { word: token.image },
      { fixes: [{ title: "Write `else if`", edits: [{ span, text: "else if" }] }] },
    );
    this.SKIP_TOKEN();
    this.elseIfMeant = true;
  }

  protected readonly whileStatement = this.rule("whileStatement", (): ast.While => {
    const start = this.start();
    this.CONSUME(While);
    const test = this.SUBRULE(this.header);
    const body = this.SUBRULE(this.functionBody, { ARGS: ["while"] });
    return { kind: "While", test, body, span: this.from(start) };
  });

  protected readonly forStatement = this.rule("forStatement", (): ast.For => {
    const start = this.start();
    const loop = this.SUBRULE(this.loopHeader);
    const body = this.SUBRULE(this.functionBody, { ARGS: ["for"] });
    return { kind: "For", ...loop, body, span: this.from(start) };
  });

  /** `for x in xs`, `for i, x in xs`, up to the body. */
  protected readonly loopHeader = this.rule("loopHeader", (): Pick<ast.For, "first" | "second" | "iterable"> => {
    const word = this.CONSUME(For) as Token;
    const level = word.parent;
    let first: ast.Binding = this.invalid(this.start());
    let second: ast.Binding | null = null;
    let iterable: ast.Expression = this.invalid(this.start());
    this.attempt(
      level,
      () => {
        if (!this.RECORDING_PHASE) this.checkLoop(word);
        first = this.SUBRULE(this.binding);
        this.OPTION(() => {
          this.CONSUME(Comma);
          second = this.SUBRULE2(this.binding);
        });
        this.takeIn();
        iterable = this.SUBRULE(this.header);
      },
      () => undefined,
    );
    return { first, second, iterable };
  });

  private takeIn(): void {
    const token = this.peek();
    if (this.RECORDING_PHASE || token.image !== "of") {
      this.CONSUME(In);
      return;
    }
    const span = this.spanOf(token);
    this.problem("AE1031", span, {}, { fixes: [{ title: "Write `in`", edits: [{ span, text: "in" }] }] });
    this.SKIP_TOKEN();
  }

  /** `for (x of xs)`, `for (let i = 0; …)`. */
  private checkLoop(word: Token): void {
    const open = this.peek();
    if (open.tokenType !== LParen || !open.partner) return;
    const inner: Token[] = [];
    for (let token = this.after(open); token !== open.partner && !isEnd(token); token = this.after(token))
      inner.push(token);
    const declares = inner[0] && (inner[0].tokenType === Let || ["const", "var"].includes(inner[0].image)) ? 1 : 0;
    const name = inner[declares];
    const between = inner[declares + 1];
    const list = inner[declares + 2];
    const span = { start: word.startOffset, end: open.partner.end };
    if (!name || !list || name.tokenType !== Identifier || (between?.tokenType !== In && between?.image !== "of")) {
      this.fault("AE1031", span);
    }
    const text = `${name!.image} in ${this.text.slice(list!.startOffset, inner[inner.length - 1]!.end)}`;
    const edit = { span: { start: open.startOffset, end: open.partner.end }, text };
    this.fault("AE1031", span, {}, { fixes: [{ title: `Write \`for ${text}\``, edits: [edit] }] });
  }

  protected readonly tryStatement = this.rule("tryStatement", (): ast.Try => {
    const start = this.start();
    this.CONSUME(Try);
    const body = this.SUBRULE(this.functionBody, { ARGS: ["try"] });
    return this.SUBRULE(this.handlers, { ARGS: [start, body] });
  });

  /** `catch` and `finally` behind the body of a `try`. */
  protected readonly handlers = this.rule("handlers", (start: number, body: ast.Block): ast.Try => {
    let handler: ast.Try["handler"] = null;
    let finalizer: ast.Block | null = null;
    this.OPTION(() => {
      this.CONSUME(Catch);
      const param = this.SUBRULE(this.caught);
      handler = { param, body: this.SUBRULE2(this.functionBody, { ARGS: ["catch"] }) };
    });
    this.OPTION2(() => {
      this.CONSUME(Finally);
      finalizer = this.SUBRULE3(this.functionBody, { ARGS: ["finally"] });
    });
    if (!this.RECORDING_PHASE && !handler && !finalizer) {
      this.problem("AE1036", { start: Math.max(start, body.span.end - 1), end: body.span.end });
    }
    return { kind: "Try", body, handler, finalizer, span: this.from(start) };
  });

  /** The `(e)` of a catch. */
  protected readonly caught = this.rule("caught", (): ast.Identifier | null => {
    if (!this.RECORDING_PHASE && this.next(Identifier) && this.next(LCurly, 2)) {
      const token = this.peek();
      const span = this.spanOf(token);
      const fix = { title: "Add parentheses", edits: [{ span, text: `(${token.image})` }] };
      this.problem("AE1037", span, { name: token.image }, { fixes: [fix] });
      this.SKIP_TOKEN();
      return this.identifier(token);
    }
    let param: ast.Identifier | null = null;
    this.OPTION(() => {
      const open = this.CONSUME(LParen) as Token;
      const level = open.parent;
      param = this.attempt<ast.Identifier | null>(
        open,
        () => this.SUBRULE(this.name),
        () => null,
      );
      if (!this.RECORDING_PHASE && param === null && level === this.peek().parent) return;
      this.clear(open, "`)`");
      this.CONSUME(RParen);
    });
    return param;
  });

  protected readonly throwStatement = this.rule("throwStatement", (): ast.Throw => {
    const start = this.start();
    this.CONSUME(Throw);
    const value = this.SUBRULE(this.expression);
    return { kind: "Throw", value, span: this.from(start) };
  });

  protected readonly returnStatement = this.rule("returnStatement", (): ast.Return => {
    const start = this.start();
    this.CONSUME(Return);
    let value: ast.Expression | null = null;
    this.OPTION({
      GATE: () => !this.endsReturn(),
      DEF: () => {
        value = this.SUBRULE(this.expression);
      },
    });
    return { kind: "Return", value, span: this.from(start) };
  });

  private endsReturn(): boolean {
    return this.atStop() || this.startsCase(this.peek());
  }

  /** True for a `-` or `[` and the like that continue the name before them. */
  protected continuesName(token: Token): boolean {
    return token.tokenType === LBracket || token.tokenType === Minus || token.tokenType === LCurly || isAssign(token);
  }

  /** True for `not in` behind a name. */
  protected notIn(ahead: number): boolean {
    return this.next(Not, ahead) && this.next(In, ahead + 1);
  }
}
