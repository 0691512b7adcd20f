import type { IOrAlt, ParserMethod } from "chevrotain";
import type { Span } from "../../text/span.ts";
import type * as ast from "../ast.ts";
import { readNumber, splitString } from "../lexer/literals.ts";
import {
  Assign,
  Colon,
  Comma,
  Decrement,
  Dot,
  Ellipsis,
  False,
  FunctionWord,
  Identifier,
  If,
  Increment,
  isInfix,
  LBracket,
  LCurly,
  LParen,
  New,
  Null,
  NumberToken,
  Plus,
  QuestionDot,
  RBracket,
  RegexToken,
  RParen,
  StringToken,
  This,
  type Token,
  True,
  Undefined,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { BindingRules } from "./bindings.ts";

type Linked = ast.MemberAccess | ast.IndexAccess | ast.Call;

/** Operands, and the members, indexes and arguments behind them. */
export abstract class OperandRules extends BindingRules {
  protected abstract readonly bracedBody: ParserMethod<[string], ast.Block>;

  protected abstract readonly ifNode: ParserMethod<[], ast.If>;

  protected abstract readonly wordOperand: ParserMethod<[], ast.Expression>;

  protected abstract readonly listLiteral: ParserMethod<[], ast.List>;

  protected abstract readonly objectLiteral: ParserMethod<[], ast.ObjectLiteral>;

  /** The operand before the link that is being parsed, and where the whole chain starts. */
  private linkObject: ast.Expression = { kind: "Invalid", span: { start: 0, end: 0 } };

  private linkStart = 0;

  protected atStep(): boolean {
    return this.next(Increment) || this.next(Decrement);
  }

  /** Behind an expression that cannot be assigned to: reports `=`, which was meant to be `==`, and reads on. */
  protected noAssignment(): void {
    if (this.RECORDING_PHASE || !this.next(Assign)) return;
    const span = this.spanOf(this.peek());
    this.problem("AE1021", span, {}, { fixes: [{ title: "Write `==`", edits: [{ span, text: "==" }] }] });
    this.SKIP_TOKEN();
    this.SUBRULE(this.expression);
  }

  // ----------------------------------------------------------------------------------------------------- operands

  /** An operand with the members, indexes and arguments behind it. */
  protected readonly postfix = this.rule("postfix", (): ast.Expression => {
    const start = this.start();
    let result = this.SUBRULE(this.primary);
    if (this.RECORDING_PHASE) this.MANY(() => this.OR(this.links()));
    else {
      let optional = false;
      for (let token = this.peek(); this.atLink(token); token = this.peek()) {
        this.linkObject = result;
        this.linkStart = start;
        optional ||= token.tokenType === QuestionDot;
        result = this.OR(this.links());
      }
      if (optional) result = { kind: "Chain", expression: result as ast.Chain["expression"], span: result.span };
    }
    return result;
  });

  private atLink({ tokenType }: Token): boolean {
    return tokenType === Dot || tokenType === LParen || tokenType === LBracket || tokenType === QuestionDot;
  }

  private linkAlternatives: IOrAlt<Linked>[] | undefined;

  private links(): IOrAlt<Linked>[] {
    this.linkAlternatives ??= [
      {
        ALT: () => {
          const { linkObject: object, linkStart } = this;
          this.CONSUME(Dot);
          return this.member(object, linkStart, false);
        },
      },
      {
        ALT: () => {
          const { linkObject: callee, linkStart } = this;
          const args = this.SUBRULE(this.args);
          return { kind: "Call", callee, args, optional: false, span: this.from(linkStart) };
        },
      },
      {
        ALT: () => {
          const { linkObject: object, linkStart } = this;
          const index = this.SUBRULE(this.index);
          return { kind: "IndexAccess", object, index, optional: false, span: this.from(linkStart) };
        },
      },
      {
        ALT: () => {
          const { linkObject: object, linkStart } = this;
          this.CONSUME(QuestionDot);
          return this.OR2({
            DEF: [
              { ALT: (): Linked => this.member(object, linkStart, true) },
              {
                ALT: () => {
                  const args = this.SUBRULE2(this.args);
                  return { kind: "Call", callee: object, args, optional: true, span: this.from(linkStart) };
                },
              },
              {
                ALT: () => {
                  const index = this.SUBRULE2(this.index);
                  return { kind: "IndexAccess", object, index, optional: true, span: this.from(linkStart) };
                },
              },
            ],
            ERR_MSG: "a property name, `[` or `(`",
          });
        },
      },
    ];
    return this.linkAlternatives;
  }

  private member(object: ast.Expression, start: number, optional: boolean): ast.MemberAccess {
    const property = this.identifier((optional ? this.CONSUME2(Identifier) : this.CONSUME(Identifier)) as Token);
    return { kind: "MemberAccess", object, property, optional, span: this.from(start) };
  }

  protected readonly index = this.rule("index", (): ast.Expression => {
    const open = this.CONSUME(LBracket) as Token;
    const { mode } = this;
    this.mode &= Mode.literal;
    const value = this.SUBRULE(this.expression);
    this.mode = mode;
    this.clear(open, "`]`");
    this.CONSUME(RBracket);
    return value;
  });

  protected readonly args = this.rule("args", (): (ast.Expression | ast.Spread)[] => {
    const args: (ast.Expression | ast.Spread)[] = [];
    const open = this.CONSUME(LParen) as Token;
    this.items(
      open,
      ")",
      () => args.push(this.SUBRULE(this.element)),
      (start) => args.push(this.invalid(start)),
    );
    this.CONSUME(RParen);
    return args;
  });

  /** An expression or `...expression`. */
  protected readonly element = this.rule("element", (): ast.Expression | ast.Spread => {
    if (this.RECORDING_PHASE) this.OPTION(() => this.CONSUME(Ellipsis));
    else if (this.next(Ellipsis)) {
      const start = this.start();
      this.CONSUME(Ellipsis);
      const value = this.SUBRULE(this.expression);
      return { kind: "Spread", value, span: this.from(start) };
    }
    return this.SUBRULE(this.expression);
  });

  protected readonly primary = this.rule("primary", (): ast.Expression => {
    if (!this.RECORDING_PHASE) this.checkOperand();
    return this.OR(this.operandAlternatives());
  });

  private primaryAlternatives: IOrAlt<ast.Expression>[] | undefined;

  private operandAlternatives(): IOrAlt<ast.Expression>[] {
    this.primaryAlternatives ??= [
      { ALT: () => this.SUBRULE(this.wordOperand) },
      { ALT: () => this.number(this.CONSUME(NumberToken) as Token) },
      { ALT: () => this.string(this.CONSUME(StringToken) as Token) },
      { ALT: () => this.regex(this.CONSUME(RegexToken) as Token) },
      { ALT: () => ({ kind: "BooleanLiteral", value: true, span: this.spanOf(this.CONSUME(True) as Token) }) },
      { ALT: () => ({ kind: "BooleanLiteral", value: false, span: this.spanOf(this.CONSUME(False) as Token) }) },
      { ALT: () => ({ kind: "NullLiteral", span: this.spanOf(this.CONSUME(Null) as Token) }) },
      { ALT: () => ({ kind: "NullLiteral", span: this.spanOf(this.CONSUME(Undefined) as Token) }) },
      { ALT: () => ({ kind: "This", span: this.spanOf(this.CONSUME(This) as Token) }) },
      { ALT: () => this.SUBRULE(this.paren) },
      { ALT: () => this.SUBRULE(this.listLiteral) },
      { ALT: () => this.SUBRULE(this.objectLiteral) },
      { ALT: () => this.SUBRULE(this.functionLiteral) },
      { ALT: () => this.SUBRULE(this.construct) },
      { ALT: () => this.SUBRULE(this.ifNode) },
    ];
    return this.primaryAlternatives;
  }

  /** Words of its own for what people write where an operand should stand. */
  private checkOperand(): void {
    const token = this.peek();
    if (token.tokenType === LCurly && this.is(Mode.header))
      this.fault("AE1001", this.spanOf(token), this.operandParams());
    if (this.atStep()) this.fault("AE1023", this.spanOf(token), { operator: token.image });
    if (token.lineBreak && isInfix(token) && token.tokenType !== Plus) {
      this.fault("AE1054", this.spanOf(token), { operator: token.image });
    }
    const known = this.operandTypes.has(token.tokenType);
    if (!known || (token.lineBreak && this.beginsWordStatement(token)))
      this.fault("AE1001", this.spanOf(token), this.operandParams());
  }

  private operandParams(): { expected: string; found: string } {
    return { expected: "an expression", found: this.found() };
  }

  private readonly operandTypes = new Set([
    Identifier,
    NumberToken,
    StringToken,
    RegexToken,
    True,
    False,
    Null,
    Undefined,
    This,
    LParen,
    LBracket,
    LCurly,
    FunctionWord,
    New,
    If,
  ]);

  private number(token: Token): ast.NumberLiteral {
    const span = this.spanOf(token);
    const { value, unit, problem } = this.RECORDING_PHASE ? readNumber("0") : readNumber(token.image);
    if (problem) {
      const { code, params, suggestion } = problem;
      const fixes =
        suggestion === null ? [] : [{ title: `Write \`${suggestion}\``, edits: [{ span, text: suggestion }] }];
      const help = suggestion === null ? {} : { help: `Did you mean \`${suggestion}\`?` };
      this.problem(code, span, params, { ...help, fixes });
    }
    return { kind: "NumberLiteral", value, unit, span };
  }

  protected string(token: Token): ast.StringLiteral | ast.Template {
    const span = this.spanOf(token);
    if (this.RECORDING_PHASE) return { kind: "StringLiteral", value: "", span };
    if (this.is(Mode.literal)) return { kind: "StringLiteral", value: this.plainText(token).value, span };
    const { parts, problems } = splitString(this.text, token.startOffset, token.end, token.closed, true);
    this.literalProblems(problems);
    if (parts.every((part) => part.kind === "text")) {
      return { kind: "StringLiteral", value: parts.map((part) => part.value).join(""), span };
    }
    const nodes: (ast.Text | ast.Expression)[] = [];
    for (const [index, part] of parts.entries()) {
      const place = { start: part.start, end: part.end };
      if (part.kind === "text") nodes.push({ kind: "Text", value: part.value, span: place });
      else {
        nodes.push({ kind: "Invalid", span: place });
        this.pending.push({ parts: nodes, index, code: place });
      }
    }
    return { kind: "Template", parts: nodes, span };
  }

  private regex(token: Token): ast.RegexLiteral {
    const span = this.spanOf(token);
    const slash = token.image.lastIndexOf("/");
    const source = token.image.slice(1, slash);
    const flags = token.image.slice(slash + 1);
    if (!this.RECORDING_PHASE) {
      const reason = regexProblem(source, flags);
      if (reason !== null) this.problem("AE1018", span, { reason });
    }
    return { kind: "RegexLiteral", source, flags, span };
  }

  protected readonly paren = this.rule("paren", (): ast.Paren => {
    const start = this.start();
    const open = this.CONSUME(LParen) as Token;
    if (!this.RECORDING_PHASE && this.peek() === open.partner) this.emptyParentheses(open);
    const { mode } = this;
    this.mode &= Mode.literal;
    const expression = this.SUBRULE(this.expression);
    this.noAssignment();
    this.mode = mode;
    if (!this.RECORDING_PHASE && this.next(Comma)) this.severalExpressions(open);
    this.clear(open, "`)`");
    this.CONSUME(RParen);
    return { kind: "Paren", expression, span: this.from(start) };
  });

  /** `(a, b)`: reported at its start, where the name of a function may be missing. */
  private severalExpressions(open: Token): void {
    this.problem("AE1063", { start: open.startOffset, end: open.partner!.end });
    this.skipBehind(this.beforePartner(open));
  }

  private emptyParentheses(open: Token): never {
    const span: Span = { start: open.startOffset, end: open.partner!.end };
    return this.fault("AE1058", span);
  }

  /** `function(a) { … }`, with an optional name. */
  protected readonly functionLiteral = this.rule("functionLiteral", (): ast.FunctionExpression => {
    const start = this.start();
    this.CONSUME(FunctionWord);
    let name: ast.Identifier | null = null;
    this.OPTION(() => {
      name = this.identifier(this.CONSUME(Identifier) as Token);
    });
    const params = this.SUBRULE(this.parameters);
    let returnType: ast.TypeExpression | null = null;
    this.OPTION2(() => {
      this.CONSUME(Colon);
      returnType = this.SUBRULE(this.typeNote);
    });
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["function"] });
    return { kind: "FunctionExpression", form: "function", name, params, returnType, body, span: this.from(start) };
  });

  protected readonly construct = this.rule("construct", (): ast.New => {
    const start = this.start();
    this.CONSUME(New);
    const name = this.SUBRULE(this.name);
    let args: (ast.Expression | ast.Spread)[] = [];
    this.OPTION(() => {
      args = this.SUBRULE(this.args);
    });
    return { kind: "New", class: name, args, span: this.from(start) };
  });
}

/** Why a regex literal is invalid, in the host's words without its lead; null when it is fine. */
function regexProblem(source: string, flags: string): string | null {
  try {
    new RegExp(source, flags);
    return null;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text
      .replace(/^Invalid regular expression: (\/.*\/\w*: )?/s, "")
      .replace(/^Invalid flags.*/s, `unknown flags \`${flags}\``);
  }
}
