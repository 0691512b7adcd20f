import type { Span } from "../../text/span.ts";
import type * as ast from "../ast.ts";
import type { Token } from "../lexer/tokens.ts";

type Meaning = { readonly power: number } & (
  | { readonly node: "Binary"; readonly operator: ast.BinaryOperator }
  | { readonly node: "Logical"; readonly operator: ast.Logical["operator"] }
);

const levels: readonly (readonly string[])[] = [
  ["or"],
  ["??"],
  ["and"],
  [], // `not` stands between `and` and the comparisons
  ["in", "not in", "<", "<=", ">", ">=", "==", "!="],
  ["|"],
  ["^"],
  ["&"],
  ["<<", ">>", ">>>"],
  ["+", "-"],
  ["*", "/", "%"],
  ["**"],
];
const logical = new Set(["and", "or", "??"]);

const notPower = 4;
const comparisonPower = 5;
const prefixPower = 13;

const meanings = new Map<string, Meaning>();
for (const [index, operators] of levels.entries()) {
  for (const operator of operators) {
    const power = index + 1;
    meanings.set(
      operator,
      logical.has(operator)
        ? { power, node: "Logical", operator: operator as ast.Logical["operator"] }
        : { power, node: "Binary", operator: operator as ast.BinaryOperator },
    );
  }
}
for (const [spelling, operator] of [
  ["&&", "and"],
  ["||", "or"],
  ["===", "=="],
  ["!==", "!="],
] as const) {
  meanings.set(spelling, meanings.get(operator)!);
}

interface Waiting {
  readonly power: number;
  readonly span: Span;
  /** The operator of a prefix, or what an infix operator means. */
  readonly prefix: ast.UnaryOperator | null;
  readonly infix: Meaning | null;
  readonly text: string;
}

/** What the stack found wrong. */
export type OperatorProblem =
  | {
      readonly kind: "chain";
      readonly first: string;
      readonly second: string;
      readonly span: Span;
      readonly middle: Span;
    }
  | { readonly kind: "not"; readonly span: Span };

/**
 * Precedence climbing with an explicit stack: operands and operators come in source order, the tree grows as soon as an
 * operator binds less tightly than the one before it. Long chains need no recursion.
 */
export class OperatorStack {
  private readonly operands: ast.Expression[] = [];
  private readonly waiting: Waiting[] = [];

  constructor(private readonly report: (problem: OperatorProblem) => void) {}

  prefix(token: Token): void {
    const text = token.image;
    const span = { start: token.startOffset, end: token.end };
    const power = text === "not" ? notPower : prefixPower;
    const before = this.waiting[this.waiting.length - 1];
    if (before && text === "not" && before.power > notPower) this.report({ kind: "not", span });
    this.waiting.push({ power, span, prefix: text as ast.UnaryOperator, infix: null, text });
  }

  operand(node: ast.Expression): void {
    this.operands.push(node);
  }

  /** `text` is the spelling, `not in` for the two words. */
  infix(text: string, span: Span): void {
    const meaning = meanings.get(text)!;
    const rightAssociative = text === "**";
    for (
      let top = this.top;
      top && (top.power > meaning.power || (top.power === meaning.power && !rightAssociative));
      top = this.top
    ) {
      if (top.infix && top.power === comparisonPower && meaning.power === comparisonPower) {
        const middle = this.operands[this.operands.length - 1]!.span;
        this.report({ kind: "chain", first: top.text, second: text, span, middle });
      }
      this.reduce();
    }
    this.waiting.push({ power: meaning.power, span, prefix: null, infix: meaning, text });
  }

  result(): ast.Expression {
    while (this.waiting.length > 0) this.reduce();
    return this.operands[0]!;
  }

  /** True when an operator waits for its right side. */
  get hasOperators(): boolean {
    return this.waiting.length > 0;
  }

  private get top(): Waiting | undefined {
    return this.waiting[this.waiting.length - 1];
  }

  private reduce(): void {
    const { prefix, infix, span: operatorSpan } = this.waiting.pop()!;
    const right = this.operands.pop()!;
    if (prefix !== null) {
      const span = { start: operatorSpan.start, end: right.span.end };
      this.operands.push({ kind: "Unary", operator: prefix, operand: right, span });
      return;
    }
    const left = this.operands.pop()!;
    const span = { start: left.span.start, end: right.span.end };
    this.operands.push(
      infix!.node === "Logical"
        ? { kind: "Logical", operator: infix!.operator as ast.Logical["operator"], left, right, span }
        : { kind: "Binary", operator: infix!.operator as ast.BinaryOperator, operatorSpan, left, right, span },
    );
  }
}
