import type { IOrAlt, ParserMethod } from "chevrotain";
import type { Span } from "../../text/span.ts";
import type * as ast from "../ast.ts";
import { readNumber, splitString } from "../lexer/literals.ts";
import {
  Arrow,
  Assign,
  AssignOperator,
  BitOr,
  Colon,
  Comma,
  Decrement,
  Dot,
  Ellipsis,
  False,
  FunctionWord,
  Greater,
  Identifier,
  If,
  In,
  Increment,
  Infix,
  isAssign,
  isInfix,
  isWord,
  LBracket,
  LCurly,
  Less,
  LParen,
  New,
  Not,
  Null,
  NumberToken,
  Plus,
  Prefix,
  Question,
  QuestionDot,
  RBracket,
  RegexToken,
  RParen,
  ShiftRight,
  ShiftRightUnsigned,
  StringToken,
  ThinArrow,
  This,
  type Token,
  True,
  Undefined,
} from "../lexer/tokens.ts";
import { describe, Mode } from "./base.ts";
import { BindingRules } from "./bindings.ts";
import { type OperatorProblem, OperatorStack } from "./operators.ts";

type Linked = ast.MemberAccess | ast.IndexAccess | ast.Call;

/** The one expression rule with its precedence climbing, operands, and what may follow an operand. */
export abstract class ExpressionRules extends BindingRules {
  protected abstract readonly block: ParserMethod<[], ast.Block>;
  protected abstract readonly functionBody: ParserMethod<[string], ast.Block>;
  protected abstract readonly ifNode: ParserMethod<[], ast.If>;
  protected abstract readonly wordOperand: ParserMethod<[], ast.Expression>;
  protected abstract readonly listLiteral: ParserMethod<[], ast.List>;
  protected abstract readonly objectLiteral: ParserMethod<[], ast.ObjectLiteral>;

  /** The operand before the link that is being parsed, and where the whole chain starts. */
  private linkObject: ast.Expression = { kind: "Invalid", span: { start: 0, end: 0 } };
  private linkStart = 0;

  protected override found(): string {
    return describe(this.peek());
  }

  protected readonly expression = this.rule("expression", (): ast.Expression => {
    this.descend();
    let result: ast.Expression;
    if (this.RECORDING_PHASE) {
      result = this.OR([
        { ALT: () => this.SUBRULE(this.arrow), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.recordOperators() },
      ]);
    } else if (this.atArrow()) result = this.SUBRULE(this.arrow);
    else {
      result = this.operators();
      if (this.next(Question)) result = this.SUBRULE(this.ternary, { ARGS: [result] });
    }
    this.depth -= 1;
    return result;
  });

  /** The grammar of operators and operands, as Chevrotain is to know it; `operators` walks it by hand. */
  private recordOperators(): ast.Expression {
    this.MANY(() => this.CONSUME(Prefix));
    const first = this.SUBRULE(this.postfix);
    this.MANY2(() => {
      this.OR2([
        { ALT: () => this.CONSUME(Infix) },
        {
          ALT: () => {
            this.CONSUME(Not);
            this.CONSUME(In);
          },
        },
      ]);
      this.MANY3(() => this.CONSUME2(Prefix));
      this.SUBRULE2(this.postfix);
    });
    this.OPTION(() => this.SUBRULE(this.ternary));
    return first;
  }

  private operators(): ast.Expression {
    let token = this.peek();
    if (!this.atPrefix(token)) {
      // The common case: an operand alone.
      const operand = this.SUBRULE(this.postfix);
      token = this.peek();
      if (!isInfix(token) && token.tokenType !== Not) return operand;
      const stack = new OperatorStack(this.operatorProblem);
      stack.operand(operand);
      return this.chain(stack);
    }
    const stack = new OperatorStack(this.operatorProblem);
    this.operand(stack);
    return this.chain(stack);
  }

  private chain(stack: OperatorStack): ast.Expression {
    for (;;) {
      const token = this.peek();
      if (token.tokenType === Not && this.next(In, 2)) {
        this.CONSUME(Not);
        const last = this.CONSUME(In) as Token;
        stack.infix("not in", { start: token.startOffset, end: last.end });
      } else if (isInfix(token)) {
        this.CONSUME(Infix);
        stack.infix(token.image, this.spanOf(token));
      } else return stack.result();
      this.operand(stack);
    }
  }

  private operand(stack: OperatorStack): void {
    for (let token = this.peek(); this.atPrefix(token); token = this.peek()) {
      this.CONSUME(Prefix);
      stack.prefix(token);
    }
    if (stack.hasOperators && this.atArrow()) {
      this.problem("AE1025", this.spanOf(this.peek()));
      stack.operand(this.SUBRULE(this.arrow));
    } else stack.operand(this.SUBRULE(this.postfix));
  }

  private atPrefix(token: Token): boolean {
    return token.tokenType.CATEGORIES?.includes(Prefix) === true;
  }

  private readonly operatorProblem = (problem: OperatorProblem): void => {
    if (problem.kind === "not") {
      this.problem("AE1024", problem.span);
      return;
    }
    const { first, second, span, middle } = problem;
    const at = { start: span.start, end: span.start };
    const text = `and ${this.text.slice(middle.start, middle.end)} `;
    this.problem(
      "AE1020",
      span,
      { first, second },
      { fixes: [{ title: "Compare twice with `and`", edits: [{ span: at, text }] }] },
    );
  };

  protected readonly ternary = this.rule("ternary", (test: ast.Expression): ast.Ternary => {
    const start = this.RECORDING_PHASE ? 0 : test.span.start;
    this.CONSUME(Question);
    const { mode } = this;
    this.mode |= Mode.branch;
    const then = this.SUBRULE(this.expression);
    this.mode = mode;
    this.CONSUME(Colon);
    const otherwise = this.SUBRULE2(this.expression);
    return { kind: "Ternary", test, then, otherwise, span: this.from(start) };
  });

  // ------------------------------------------------------------------------------------------------------- arrows

  /** `x =>` or `( … ) =>` (also with the wrong arrow `->`). */
  private atArrow(): boolean {
    const token = this.peek();
    if (token.tokenType === Identifier) return this.next(Arrow, 2) || (this.next(ThinArrow, 2) && this.sameLine(2));
    if (token.tokenType !== LParen || !token.partner) return false;
    const after = this.after(token.partner);
    if (after.tokenType === Colon && !this.is(Mode.branch)) return this.endsWithArrow(this.after(after));
    return after.tokenType === Arrow || after.tokenType === ThinArrow;
  }

  /** True when a type and then `=>` begin at this token: what stands before is an arrow function with a result type. */
  private endsWithArrow(first: Token): boolean {
    let angles = 0;
    for (let token = first; ; token = this.beyond(token)) {
      const { tokenType } = token;
      if (tokenType === Arrow) return token !== first && angles === 0;
      const inAngles = tokenType === Comma && angles > 0;
      if (tokenType === Less) angles += 1;
      else if (tokenType === Greater) angles -= 1;
      else if (tokenType === ShiftRight) angles -= 2;
      else if (tokenType === ShiftRightUnsigned) angles -= 3;
      else if (!inAngles && tokenType !== BitOr && tokenType !== LCurly && !isWord(token)) return false;
    }
  }

  protected readonly arrow = this.rule("arrow", (): ast.FunctionExpression => {
    const start = this.start();
    const params = this.OR([
      { ALT: () => [this.simpleParameter(this.CONSUME(Identifier) as Token)] },
      { ALT: () => this.SUBRULE(this.parameters) },
    ]);
    let returnType: ast.TypeExpression | null = null;
    this.OPTION(() => {
      this.CONSUME(Colon);
      returnType = this.SUBRULE(this.type);
    });
    this.arrowMark();
    const body = this.atStrayObject()
      ? this.SUBRULE(this.strayObject)
      : this.OR2([
          { ALT: () => this.SUBRULE(this.block) as ast.FunctionExpression["body"], IGNORE_AMBIGUITIES: true },
          { ALT: () => this.SUBRULE(this.assignment) },
        ]);
    return {
      kind: "FunctionExpression",
      form: "arrow",
      name: null,
      params,
      returnType,
      body,
      span: this.from(start),
    };
  });

  /** True for an object where a brace opens a block: behind `=>` and at the start of a statement. */
  protected atStrayObject(): boolean {
    return !this.RECORDING_PHASE && this.next(LCurly) && this.holdsKeys(this.peek());
  }

  /** `x => { a: 1 }`: reported and read as the object that was meant. */
  protected readonly strayObject = this.rule("strayObject", (): ast.ObjectLiteral => {
    const open = this.peek();
    const start = this.start();
    const object = this.SUBRULE(this.objectLiteral);
    const { end } = this.from(start);
    const edits = [
      { span: { start, end: start }, text: "(" },
      { span: { start: end, end }, text: ")" },
    ];
    this.problem("AE1064", this.spanOf(open), {}, { fixes: [{ title: "Put the object in parentheses", edits }] });
    return object;
  });

  private arrowMark(): void {
    const token = this.peek();
    if (this.RECORDING_PHASE || token.tokenType !== ThinArrow) {
      this.CONSUME(Arrow);
      return;
    }
    const span = this.spanOf(token);
    this.problem("AE1032", span, {}, { fixes: [{ title: "Write `=>`", edits: [{ span, text: "=>" }] }] });
    this.SKIP_TOKEN();
  }

  private simpleParameter(token: Token): ast.Parameter {
    const target = this.identifier(token);
    return { kind: "Parameter", target, type: null, fallback: null, rest: false, span: target.span };
  }

  /** An expression, assignment or step: what may stand as a statement and as an arrow's body. */
  protected readonly assignment = this.rule("assignment", (): ast.Expression | ast.Assign | ast.Update => {
    const start = this.start();
    if (this.RECORDING_PHASE) {
      this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(Increment) }, { ALT: () => this.CONSUME(Decrement) }]));
    } else if (this.atStep()) {
      const operator = this.takeStep();
      const target = this.target(this.SUBRULE(this.postfix));
      return { kind: "Update", operator, prefix: true, target, span: this.from(start) };
    }
    const expression = this.SUBRULE(this.expression);
    if (this.RECORDING_PHASE || isAssign(this.peek())) {
      const operator = this.CONSUME(AssignOperator).image as ast.AssignOperator;
      const target = this.target(expression);
      const value = this.SUBRULE2(this.expression);
      return { kind: "Assign", operator, target, value, span: this.from(start) };
    }
    if (this.atStep()) {
      const target = this.target(expression);
      return { kind: "Update", operator: this.takeStep(), prefix: false, target, span: this.from(start) };
    }
    return expression;
  });

  protected atStep(): boolean {
    return this.next(Increment) || this.next(Decrement);
  }

  private takeStep(): "++" | "--" {
    const { image } = this.peek();
    this.SKIP_TOKEN();
    return image as "++" | "--";
  }

  /** Checks that something can be assigned to. */
  private target(expression: ast.Expression): ast.Assign["target"] {
    if (this.RECORDING_PHASE) return expression as ast.Assign["target"];
    switch (expression.kind) {
      case "Name":
      case "MemberAccess":
      case "IndexAccess":
        return expression;
      case "Chain":
        return this.fault("AE1059", expression.span);
      default:
        return this.fault("AE1022", expression.span);
    }
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
      returnType = this.SUBRULE(this.type);
    });
    const body = this.SUBRULE(this.functionBody, { ARGS: ["function"] });
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
