import type { Assign, Binary, BinaryOperator, Logical, Ternary, Unary } from "../../syntax/ast.ts";
import { add, calculate, type OperandNames, subtract, unary } from "../../values/arithmetic.ts";
import { equals } from "../../values/equal.ts";
import { inOperator } from "../../values/member.ts";
import { compare } from "../../values/order.ts";
import type { Value } from "../../values/types.ts";
import * as direct from "../direct/values.ts";
import { cannotWait, type Exec, FIBER, type Frame, type Site } from "../frame.ts";
import { guard } from "../raise.ts";
import * as waiting from "../waiting/values.ts";
import type { Compiler } from "./compiler.ts";
import { anyWaits, node, strict } from "./nodes.ts";
import { fastForm } from "./operators-fast.ts";

/** `a op b` on values, everything but the fast paths. */
export function operate(operator: BinaryOperator, a: Value, b: Value, names: OperandNames, frame: Frame): Value {
  switch (operator) {
    case "+": {
      const { machine } = frame[FIBER];
      if (Array.isArray(a) && Array.isArray(b)) machine.meter.chargeEntries(a.length + b.length);
      return add(a, b, names, machine.limits);
    }
    case "-":
      return subtract(a, b, names);
    case "*":
    case "/":
    case "%":
    case "**":
    case "<<":
    case ">>":
    case ">>>":
    case "&":
    case "^":
    case "|":
      return calculate(operator, a, b, names);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, a, b);
    case "==":
      return equals(a, b);
    case "!=":
      return !equals(a, b);
    case "in":
      return inOperator(a, b, names);
    case "not in":
      return !inOperator(a, b, names);
    default:
      return operator satisfies never;
  }
}

export function compileBinary(c: Compiler, ast: Binary): Exec {
  const left = c.expression(ast.left);
  const right = c.expression(ast.right);
  return binary(c, ast.operator, left, right, c.site(ast.span), operandNames(c, ast.left, ast.right));
}

export function operandNames(c: Compiler, left: Binary["left"], right: Binary["right"]): OperandNames {
  return () => [c.text(left)(), c.text(right)()];
}

/** A binary operation over two executable operands, with inline fast paths for numbers and texts. */
export function binary(
  _c: Compiler,
  operator: BinaryOperator,
  left: Exec,
  right: Exec,
  site: Site,
  names: OperandNames,
): Exec {
  const slow = (frame: Frame, a: Value, b: Value): Value =>
    guard(frame, site, () => operate(operator, a, b, names, frame));
  if (!anyWaits([left, right])) return { run: fastForm(operator, left, right, slow), wait: null };
  return { run: cannotWait, wait: waiting.pair(left, right, slow) };
}

export function compileUnary(c: Compiler, ast: Unary): Exec {
  const operand = c.expression(ast.operand);
  const { operator } = ast;
  if (operator === "not" || operator === "!") {
    const { run } = operand;
    return strict(
      [operand],
      (_frame, values) => !values[0],
      (frame) => !run(frame),
    );
  }
  const site = c.site(ast.span);
  const name = c.text(ast.operand);
  return strict([operand], (frame, values) => {
    const value = values[0]!;
    return typeof value === "number" && operator === "-"
      ? -value
      : guard(frame, site, () => unary(operator, value, name));
  });
}

export function compileLogical(c: Compiler, ast: Logical): Exec {
  const left = c.expression(ast.left);
  const right = c.expression(ast.right);
  const waits = anyWaits([left, right]);
  switch (ast.operator) {
    case "and":
      return node(waits, direct.and, waiting.and, left, right);
    case "or":
      return node(waits, direct.or, waiting.or, left, right);
    case "??":
      return node(waits, direct.coalesce, waiting.coalesce, left, right);
    default:
      return ast.operator satisfies never;
  }
}

export function compileTernary(c: Compiler, ast: Ternary): Exec {
  return compileTernaryOf(c.expression(ast.test), c.expression(ast.then), c.expression(ast.otherwise));
}

export function compileTernaryOf(test: Exec, then: Exec, otherwise: Exec): Exec {
  return node(anyWaits([test, then, otherwise]), direct.ternary, waiting.ternary, test, then, otherwise);
}

/** The operator inside a compound assignment. */
export function assignedOperator(operator: Assign["operator"]): BinaryOperator {
  return operator.slice(0, -1) as BinaryOperator;
}
