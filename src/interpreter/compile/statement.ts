import type { Block, Expression, Statement } from "../../syntax/ast.ts";
import { print } from "../../values/print.ts";
import { fail } from "../../values/thrown.ts";
import * as direct from "../direct/control.ts";
import { BREAK, CAPTURES, CONTINUE, type Exec, type Step } from "../frame.ts";
import { guard, raise } from "../raise.ts";
import { waitStep } from "../wait.ts";
import * as waiting from "../waiting/control.ts";
import { compileAssign, compileUpdate, expressionStep, giving } from "./assign.ts";
import { compileBinding } from "./binding.ts";
import { compileIf, compileMatch } from "./branches.ts";
import type { Compiler } from "./compiler.ts";
import { constant } from "./literals.ts";
import { declareVariable, enterScope } from "./names.ts";
import { anyWaits, node, plain, strict } from "./nodes.ts";
import { compileTernaryOf } from "./operators.ts";
import { unavailable } from "./unavailable.ts";

/** A statement, made executable; null for declarations, which do nothing when reached. */
export function compileStatement(c: Compiler, ast: Statement): Step | null {
  const outer = c.leaves;
  c.leaves = false;
  const step = compileKind(c, ast);
  // Only the innermost statement around such an expression has to catch what leaves it.
  const { leaves } = c;
  c.leaves = outer;
  return step && leaves ? node(step.wait !== null, direct.leaving, waiting.leaving, step) : step;
}

export function compileBlock(c: Compiler, ast: Block): Step {
  return steps(c, ast.body, enterScope(c, c.module.scopes.get(ast)));
}

/** Statements in order. */
export function steps(c: Compiler, body: readonly Statement[], enter: Parameters<typeof direct.block>[1]): Step {
  const nodes: Step[] = [];
  for (const statement of body) {
    const step = c.statement(statement);
    if (step) nodes.push(step);
  }
  const waits = anyWaits(nodes);
  const [first, second, third] = nodes;
  if (enter === null && nodes.length < 4) {
    if (third) return node(waits, direct.blockOfThree, waiting.blockOfThree, first!, second!, third);
    if (second) return node(waits, direct.blockOfTwo, waiting.blockOfTwo, first!, second);
    if (first) return first;
  }
  return node(waits, direct.block, waiting.block, nodes, enter);
}

function compileKind(c: Compiler, ast: Statement): Step | null {
  switch (ast.kind) {
    case "Let":
      return giving(c.expression(ast.value), compileBinding(c, ast.target));
    case "Assign":
      return compileAssign(c, ast);
    case "Update":
      return compileUpdate(c, ast);
    case "If":
      return compileIf(c, ast);
    case "For": {
      const iterable = c.expression(ast.iterable);
      const first = compileBinding(c, ast.first);
      const second = ast.second ? compileBinding(c, ast.second) : null;
      const body = c.block(ast.body);
      const waits = c.everythingWaits || anyWaits([iterable, first, second, body]);
      const text = c.text(ast.iterable);
      return node(
        waits,
        direct.forLoop,
        waiting.forLoop,
        iterable,
        first,
        second,
        body,
        c.site(ast.iterable.span),
        text,
      );
    }
    case "While": {
      const test = c.expression(ast.test);
      const body = c.block(ast.body);
      const waits = c.everythingWaits || anyWaits([test, body]);
      return node(waits, direct.whileLoop, waiting.whileLoop, test, body, c.site(ast.test.span));
    }
    case "Match":
      return compileMatch(c, ast);
    case "Break":
      return plain(() => BREAK);
    case "Continue":
      return plain(() => CONTINUE);
    case "Return": {
      const value = ast.value ? c.expression(ast.value) : constant(null);
      return node(value.wait !== null, direct.returning, waiting.returning, value);
    }
    case "Throw": {
      const site = c.site(ast.span);
      return expressionStep(strict([c.expression(ast.value)], (frame, values) => raise(values[0]!, frame, site)));
    }
    case "Try": {
      const body = c.block(ast.body);
      const param = ast.handler?.param ? declareVariable(c.module.declarations.get(ast.handler.param)!) : null;
      const handler = ast.handler ? c.block(ast.handler.body) : null;
      const finalizer = ast.finalizer ? c.block(ast.finalizer) : null;
      const waits = anyWaits([body, handler, finalizer]);
      return node(waits, direct.trying, waiting.trying, body, param, handler, finalizer);
    }
    case "Wait":
      return waitStep(c.expression(ast.value), c.site(ast.span));
    case "Log": {
      const { level } = ast;
      return performing(c, "log", ast, [constant(level), c.expression(ast.value)]);
    }
    case "Assert":
      return expressionStep(compileTernaryOf(c.expression(ast.test), constant(null), assertion(c, ast)));
    case "Block":
      return c.block(ast);
    case "ExpressionStatement":
      return expressionStep(c.expression(ast.expression));
    case "Emit":
      return notAvailable(c, ast, "emit");
    case "Retry":
      return notAvailable(c, ast, "retry");
    case "Timeout":
      return notAvailable(c, ast, "timeout");
    case "Parallel":
    case "ParallelFor":
      return notAvailable(c, ast, "parallel");
    case "Lock":
      return notAvailable(c, ast, "lock");
    case "Act":
      return notAvailable(c, ast, "act");
    case "FunctionDeclaration":
    case "Plugin":
    case "Test":
    case "On":
    case "TypeDeclaration":
    case "Import":
      return null;
    case "Invalid":
      throw new Error("internal: a program with syntax errors is being compiled");
    default:
      return ast satisfies never;
  }
}

function notAvailable(c: Compiler, ast: Statement, construct: string): Step {
  return expressionStep(unavailable(c, ast.span, construct));
}

/** A statement that is performed by the Run. */
function performing(c: Compiler, operation: string, ast: Statement, parts: Exec[]): Step {
  const site = c.site(ast.span);
  return expressionStep(
    strict(parts, (frame, values) => {
      const instance = frame[CAPTURES][0];
      guard(frame, site, () => instance.machine.perform(operation, values, instance.origin, site.span));
      return null;
    }),
  );
}

/** What a failed `assert` throws: its message, else the source of what was asserted. */
function assertion(c: Compiler, ast: Extract<Statement, { kind: "Assert" }>): Exec {
  const site = c.site(ast.span);
  const text = c.text(ast.test);
  const message: Expression | null = ast.message;
  return strict(message ? [c.expression(message)] : [], (frame, values) =>
    guard(frame, site, () =>
      fail("AE2010", { message: values.length > 0 ? print(values[0]!) : `\`${text()}\` is not true.` }),
    ),
  );
}
