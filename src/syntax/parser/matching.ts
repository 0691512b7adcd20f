import type * as ast from "../ast.ts";
import {
  Colon,
  Comma,
  Dot,
  False,
  Identifier,
  If,
  isEnd,
  isWord,
  LBracket,
  LCurly,
  LineEnd,
  Minus,
  Null,
  NumberToken,
  openerOf,
  RBracket,
  RCurly,
  RegexToken,
  Semicolon,
  StringToken,
  type Token,
  True,
  Undefined,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { FlowRules } from "./flow.ts";

/** `match` with its cases and patterns. */
export abstract class MatchRules extends FlowRules {
  protected readonly matchNode = this.rule("matchNode", (): ast.Match => {
    const start = this.start();
    const word = this.CONSUME(Identifier) as Token;
    const subject = this.SUBRULE(this.header);
    const cases: ast.MatchCase[] = [];
    if (!this.RECORDING_PHASE && !this.next(LCurly)) {
      this.fault("AE1029", { start: this.from(start).end, end: this.from(start).end }, { keyword: "match" });
    }
    this.descend();
    const { mode } = this;
    this.mode &= Mode.literal;
    const open = this.CONSUME(LCurly) as Token;
    this.repeat(
      () => this.peek() !== open.partner,
      () => this.caseOrJunk(open, cases),
    );
    this.mode = mode;
    this.blockEnd = this.CONSUME(RCurly) as Token;
    this.depth -= 1;
    if (!this.RECORDING_PHASE && this.after(open) === open.partner) this.problem("AE1052", this.spanOf(word));
    return { kind: "Match", subject, cases, span: this.from(start) };
  });

  private caseOrJunk(open: Token, cases: ast.MatchCase[]): void {
    if (this.RECORDING_PHASE) {
      this.OR<unknown>([
        { ALT: () => this.CONSUME(LineEnd) },
        { ALT: () => this.CONSUME(Semicolon) },
        { ALT: () => this.SUBRULE(this.matchCase) },
      ]);
      return;
    }
    const token = this.peek();
    if (token.tokenType === LineEnd || token.tokenType === Semicolon) this.SKIP_TOKEN();
    else if (token.image === "case" || token.image === "default") {
      const read = this.attempt<ast.MatchCase | null>(
        open,
        () => this.SUBRULE(this.matchCase),
        () => null,
      );
      if (read) cases.push(read);
      else this.skipToCase(open);
    } else {
      this.attempt(
        open,
        () => this.fault("AE1053", this.spanOf(token), { found: this.found() }),
        () => undefined,
      );
      this.skipToCase(open);
    }
  }

  private skipToCase(open: Token): void {
    while (this.peek() !== open.partner && !isEnd(this.peek())) {
      this.skipOne();
      const { image } = this.peek();
      if ((image === "case" || image === "default") && this.startsCase(this.peek())) return;
    }
  }

  protected readonly matchCase = this.rule("matchCase", (): ast.MatchCase => {
    const start = this.start();
    const level = this.peek().parent;
    const word = this.CONSUME(Identifier) as Token;
    const patterns: ast.Pattern[] = [];
    let guard: ast.Expression | null = null;
    if (this.RECORDING_PHASE || word.image === "case") {
      patterns.push(this.SUBRULE(this.casePattern));
      this.repeat(
        () => this.next(Comma),
        () => {
          this.CONSUME(Comma);
          patterns.push(this.SUBRULE2(this.casePattern));
        },
      );
      this.OPTION(() => {
        this.CONSUME(If);
        guard = this.attempt<ast.Expression>(
          level,
          () => this.guardTest(),
          (at) => this.invalid(at),
        );
      });
    }
    this.toColon();
    const body = this.SUBRULE(this.caseBody);
    return { kind: "MatchCase", patterns, guard, body, span: this.from(start) };
  });

  private guardTest(): ast.Expression {
    const { mode } = this;
    this.mode |= Mode.branch;
    const test = this.SUBRULE(this.expression);
    this.mode = mode;
    return test;
  }

  /** One of the patterns of a case; a broken one is Invalid, so that the body is still read. */
  protected readonly casePattern = this.rule("casePattern", (): ast.Pattern => {
    const level = this.peek().parent;
    return this.attempt<ast.Pattern>(
      level,
      () => this.SUBRULE(this.pattern),
      (start) => this.invalid(start),
    );
  });

  /** Takes the colon of a case; junk before it on the line is reported and skipped. */
  private toColon(): void {
    if (!this.RECORDING_PHASE && !this.next(Colon)) {
      for (let token = this.peek(); !isEnd(token) && !token.lineBreak && !openerOf(token); token = this.beyond(token)) {
        if (token.tokenType !== Colon) continue;
        this.expected("`:`");
        while (this.peek() !== token) this.skipOne();
        break;
      }
    }
    this.CONSUME(Colon);
  }

  protected readonly caseBody = this.rule("caseBody", (): ast.Block => {
    this.descend();
    const start = this.start();
    const level = this.RECORDING_PHASE ? null : this.peek(0).parent;
    const body = this.SUBRULE(this.statements, { ARGS: [level, true] });
    this.depth -= 1;
    // `case x: { … }`: the braces are the body.
    const only = body[0];
    if (!this.RECORDING_PHASE && body.length === 1 && only?.kind === "Block") return only;
    const from = body[0]?.span.start ?? this.peek(0).end ?? start;
    const end = body[body.length - 1]?.span.end ?? from;
    return { kind: "Block", body, span: { start: from, end } };
  });

  // ----------------------------------------------------------------------------------------------------- patterns

  protected readonly pattern = this.rule("pattern", (): ast.Pattern => {
    this.descend();
    const result = this.OR({
      DEF: (this.patternAlternatives ??= [
        { ALT: (): ast.Pattern => this.SUBRULE(this.namePattern) },
        { ALT: () => this.SUBRULE(this.objectPattern) },
        { ALT: () => this.SUBRULE(this.listPattern) },
        { ALT: () => this.SUBRULE(this.valuePattern) },
      ]),
      ERR_MSG: "a pattern",
    });
    this.depth -= 1;
    return result;
  });

  private patternAlternatives: { ALT: () => ast.Pattern }[] | undefined;

  /** A bare name binds, a dotted one compares. */
  protected readonly namePattern = this.rule("namePattern", (): ast.Pattern => {
    const start = this.start();
    const name = this.identifier(this.CONSUME(Identifier) as Token);
    let value: ast.Expression = { kind: "Name", name: name.name, span: name.span };
    let dotted = false;
    this.repeat(
      () => this.next(Dot),
      () => {
        this.CONSUME(Dot);
        const property = this.identifier(this.CONSUME2(Identifier) as Token);
        value = { kind: "MemberAccess", object: value, property, optional: false, span: this.from(start) };
        dotted = true;
      },
    );
    if (!dotted) return { kind: "BindPattern", name, span: name.span };
    return { kind: "ValuePattern", value, span: value.span };
  });

  protected readonly valuePattern = this.rule("valuePattern", (): ast.ValuePattern => {
    const start = this.start();
    if (this.RECORDING_PHASE) this.OPTION(() => this.CONSUME(Minus));
    else if (this.next(Minus)) {
      this.CONSUME(Minus);
      if (!this.next(NumberToken)) this.expected("a number");
      const operand = this.SUBRULE(this.primary);
      const value: ast.Unary = { kind: "Unary", operator: "-", operand, span: this.from(start) };
      return { kind: "ValuePattern", value, span: value.span };
    }
    const value = this.RECORDING_PHASE ? this.recordValues() : this.SUBRULE(this.primary);
    return { kind: "ValuePattern", value, span: this.from(start) };
  });

  /** The literals a pattern may be: fewer than the operands of an expression. */
  private recordValues(): ast.Expression {
    this.OR<unknown>([
      ...[NumberToken, StringToken, RegexToken, True, False, Null, Undefined].map((type, index) => ({
        ALT: () => this.consume(index + 2, type),
      })),
      { ALT: () => this.SUBRULE(this.paren) },
    ]);
    return { kind: "Invalid", span: { start: 0, end: 0 } };
  }

  protected readonly objectPattern = this.rule("objectPattern", (): ast.ObjectPattern => {
    const start = this.start();
    const entries: ast.ObjectPattern["entries"][number][] = [];
    let rest: ast.Identifier | null = null;
    const open = this.CONSUME(LCurly) as Token;
    this.items(
      open,
      "}",
      () =>
        this.OR([
          {
            ALT: () => {
              rest = this.SUBRULE(this.restName, { ARGS: [open] });
            },
          },
          {
            ALT: () => {
              entries.push(this.SUBRULE(this.patternEntry));
            },
          },
        ]),
      () => {},
    );
    this.CONSUME(RCurly);
    return { kind: "ObjectPattern", entries, rest, span: this.from(start) };
  });

  protected readonly patternEntry = this.rule("patternEntry", (): ast.ObjectPattern["entries"][number] => {
    const start = this.start();
    const token = this.peek();
    if (!this.RECORDING_PHASE && isWord(token) && !this.next(Colon, 2)) {
      const name = this.SUBRULE(this.name);
      return { key: name, pattern: { kind: "BindPattern", name, span: name.span }, span: name.span };
    }
    const key = this.SUBRULE(this.key);
    this.CONSUME(Colon);
    const pattern = this.SUBRULE(this.pattern);
    return { key, pattern, span: this.from(start) };
  });

  protected readonly listPattern = this.rule("listPattern", (): ast.ListPattern => {
    const start = this.start();
    const items: ast.Pattern[] = [];
    let rest: ast.Identifier | null = null;
    const open = this.CONSUME(LBracket) as Token;
    this.items(
      open,
      "]",
      () =>
        this.OR([
          {
            ALT: () => {
              rest = this.SUBRULE(this.restName, { ARGS: [open] });
            },
          },
          {
            ALT: () => {
              items.push(this.SUBRULE(this.pattern));
            },
          },
        ]),
      (at) => items.push(this.invalid(at)),
    );
    this.CONSUME(RBracket);
    return { kind: "ListPattern", items, rest, span: this.from(start) };
  });
}
