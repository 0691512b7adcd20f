import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import {
  Assign,
  Break,
  beginsExpression,
  Catch,
  Colon,
  Comma,
  Continue,
  Finally,
  For,
  FunctionWord,
  Identifier,
  If,
  In,
  isEnd,
  isInfix,
  LCurly,
  Let,
  LineEnd,
  Not,
  RCurly,
  Return,
  Semicolon,
  Throw,
  type Token,
  Try,
  While,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { LiteralRules } from "./literals.ts";

const statementWords = new Set([Let, If, For, While, Try, Throw, Return, Break, Continue]);

/** Lists of statements with their recovery, blocks, `let`. */
export abstract class StatementRules extends LiteralRules {
  protected abstract readonly wordStatement: ParserMethod<[], ast.Statement>;

  protected abstract readonly functionDeclaration: ParserMethod<[], ast.FunctionDeclaration>;

  protected abstract readonly forStatement: ParserMethod<[], ast.For>;
  protected abstract readonly whileStatement: ParserMethod<[], ast.While>;
  protected abstract readonly tryStatement: ParserMethod<[], ast.Try>;
  protected abstract readonly handlers: ParserMethod<[number, ast.Block], ast.Try>;
  protected abstract readonly throwStatement: ParserMethod<[], ast.Throw>;
  protected abstract readonly returnStatement: ParserMethod<[], ast.Return>;

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
  protected recoverable(level: Token | null, inCase: boolean): ast.Statement[] {
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
      type = this.SUBRULE(this.typeNote);
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

  /** True for `not in` behind a name. */
  protected notIn(ahead: number): boolean {
    return this.next(Not, ahead) && this.next(In, ahead + 1);
  }
}
