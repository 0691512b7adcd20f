import type * as ast from "../ast.ts";
import {
  beginsExpression,
  Catch,
  Comma,
  Else,
  Finally,
  For,
  Identifier,
  If,
  In,
  isEnd,
  LBracket,
  LCurly,
  Let,
  LineEnd,
  LParen,
  openerOf,
  Return,
  RParen,
  Throw,
  type Token,
  Try,
  While,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { StatementRules } from "./statements.ts";

const elseWords = new Set(["elif", "elseif", "elsif"]);

/** Headers and bodies: `if`, `for`, `while`, `try`; `throw`, `return`. */
export abstract class FlowRules extends StatementRules {
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
  protected readonly bracedBody = this.rule("bracedBody", (keyword: string): ast.Block => {
    if (this.RECORDING_PHASE || this.findBody(keyword)) return this.SUBRULE(this.block);
    return this.SUBRULE(this.braceless, { ARGS: [keyword] });
  });

  /** Moves to the `{` of a body, reporting what stands before it; false when there is none. */
  protected findBody(keyword: string): boolean {
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
            { ALT: () => this.SUBRULE(this.bracedBody) },
          ]);
        } else if (this.next(If)) {
          this.CONSUME2(If);
          branches.push(this.SUBRULE2(this.branch, { ARGS: ["else if"] }));
        } else if (this.elseIfMeant) branches.push(this.SUBRULE2(this.branch, { ARGS: ["else if"] }));
        else otherwise = this.SUBRULE(this.bracedBody, { ARGS: ["else"] });
      },
    );
    return { kind: "If", branches, otherwise, span: this.from(start) };
  });

  protected readonly branch = this.rule("branch", (keyword: string) => {
    const test = this.SUBRULE(this.header);
    const body = this.SUBRULE(this.bracedBody, { ARGS: [keyword] });
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
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["while"] });
    return { kind: "While", test, body, span: this.from(start) };
  });

  protected readonly forStatement = this.rule("forStatement", (): ast.For => {
    const start = this.start();
    const loop = this.SUBRULE(this.loopHeader);
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["for"] });
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
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["try"] });
    return this.SUBRULE(this.handlers, { ARGS: [start, body] });
  });

  /** `catch` and `finally` behind the body of a `try`. */
  protected readonly handlers = this.rule("handlers", (start: number, body: ast.Block): ast.Try => {
    let handler: ast.Try["handler"] = null;
    let finalizer: ast.Block | null = null;
    this.OPTION(() => {
      this.CONSUME(Catch);
      const param = this.SUBRULE(this.caught);
      handler = { param, body: this.SUBRULE2(this.bracedBody, { ARGS: ["catch"] }) };
    });
    this.OPTION2(() => {
      this.CONSUME(Finally);
      finalizer = this.SUBRULE3(this.bracedBody, { ARGS: ["finally"] });
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
}
