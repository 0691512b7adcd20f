import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import {
  Arrow,
  AssignOperator,
  BitOr,
  Colon,
  Comma,
  Decrement,
  Greater,
  Identifier,
  In,
  Increment,
  Infix,
  isAssign,
  isInfix,
  isWord,
  LCurly,
  Less,
  LParen,
  Not,
  Prefix,
  Question,
  ShiftRight,
  ShiftRightUnsigned,
  ThinArrow,
  type Token,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { OperandRules } from "./operands.ts";
import { type OperatorProblem, OperatorStack } from "./operators.ts";

/** The one expression rule with its precedence climbing; ternaries, arrow functions, assignments. */
export abstract class ExpressionRules extends OperandRules {
  protected abstract readonly block: ParserMethod<[], ast.Block>;

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
      returnType = this.SUBRULE(this.typeNote);
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
}
