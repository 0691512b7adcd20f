/**
 * Inline forms of the operators that agents use most, for numbers; everything else goes to `slow`. Operands that are
 * plain variables or number literals are read without a call. Repetitive on purpose: the host optimises each function by
 * what passes through it, so every combination needs a function of its own.
 */
import type { BinaryOperator } from "../../syntax/ast.ts";
import type { Value } from "../../values/types.ts";
import type { Exec, Frame } from "../frame.ts";

export type Run = (frame: Frame) => Value;
export type Slow = (frame: Frame, a: Value, b: Value) => Value;

/** The fastest direct form of `left operator right`. */
export function fastForm(operator: BinaryOperator, left: Exec, right: Exec, slow: Slow): Run {
  if (left.slot !== undefined && right.constant !== undefined) {
    const form = slotConstant(operator, left.slot, right.constant, slow);
    if (form) return form;
  }
  if (right.constant !== undefined) {
    const form = anyConstant(operator, left.run, right.constant, slow);
    if (form) return form;
  }
  return anyAny(operator, left.run, right.run, slow);
}

/** A variable and a number literal: `n - 1`, `i < 10`. */
function slotConstant(operator: BinaryOperator, slot: number, b: number, slow: Slow): Run | null {
  switch (operator) {
    case "+":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a + b : slow(frame, a, b);
      };
    case "-":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a - b : slow(frame, a, b);
      };
    case "*":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a * b : slow(frame, a, b);
      };
    case "/":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a / b : slow(frame, a, b);
      };
    case "%":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a % b : slow(frame, a, b);
      };
    case "<":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a < b : slow(frame, a, b);
      };
    case "<=":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a <= b : slow(frame, a, b);
      };
    case ">":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a > b : slow(frame, a, b);
      };
    case ">=":
      return (frame) => {
        const a = frame[slot] as Value;
        return typeof a === "number" ? a >= b : slow(frame, a, b);
      };
    default:
      return null;
  }
}

/** Anything and a number literal: `xs.length > 0`. */
function anyConstant(operator: BinaryOperator, left: Run, b: number, slow: Slow): Run | null {
  switch (operator) {
    case "+":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a + b : slow(frame, a, b);
      };
    case "-":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a - b : slow(frame, a, b);
      };
    case "*":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a * b : slow(frame, a, b);
      };
    case "/":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a / b : slow(frame, a, b);
      };
    case "%":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a % b : slow(frame, a, b);
      };
    case "<":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a < b : slow(frame, a, b);
      };
    case "<=":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a <= b : slow(frame, a, b);
      };
    case ">":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a > b : slow(frame, a, b);
      };
    case ">=":
      return (frame) => {
        const a = left(frame);
        return typeof a === "number" ? a >= b : slow(frame, a, b);
      };
    default:
      return null;
  }
}

function anyAny(operator: BinaryOperator, left: Run, right: Run, slow: Slow): Run {
  switch (operator) {
    case "+":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a + b : slow(frame, a, b);
      };
    case "-":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a - b : slow(frame, a, b);
      };
    case "*":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a * b : slow(frame, a, b);
      };
    case "/":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a / b : slow(frame, a, b);
      };
    case "%":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a % b : slow(frame, a, b);
      };
    case "<":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a < b : slow(frame, a, b);
      };
    case "<=":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a <= b : slow(frame, a, b);
      };
    case ">":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a > b : slow(frame, a, b);
      };
    case ">=":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a >= b : slow(frame, a, b);
      };
    case "==":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (a === b) return true;
        return typeof a === "object" && typeof b === "object" ? slow(frame, a, b) : false;
      };
    case "!=":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (a === b) return false;
        return typeof a === "object" && typeof b === "object" ? slow(frame, a, b) : true;
      };
    default:
      return (frame) => slow(frame, left(frame), right(frame));
  }
}
