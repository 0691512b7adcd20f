import type { Block, If, Match, MatchCase, Pattern, Statement } from "../../syntax/ast.ts";
import * as directBinding from "../direct/binding.ts";
import * as directControl from "../direct/control.ts";
import * as direct from "../direct/values.ts";
import type { Exec, Node, Step, Taker } from "../frame.ts";
import * as waitingBinding from "../waiting/binding.ts";
import * as waitingControl from "../waiting/control.ts";
import * as waiting from "../waiting/values.ts";
import { compileBinding } from "./binding.ts";
import type { Compiler } from "./compiler.ts";
import { declareVariable, enterCase, enterScope } from "./names.ts";
import { anyWaits, node, taker } from "./nodes.ts";

// ------------------------------------------------------------------------------------------------------------ if

export function compileIf(c: Compiler, ast: If): Step {
  const branches = ast.branches.map((branch) => ({ test: c.expression(branch.test), body: c.block(branch.body) }));
  const otherwise = ast.otherwise ? c.block(ast.otherwise) : null;
  const waits = anyWaits([...branches.flatMap((branch) => [branch.test, branch.body]), otherwise]);
  const [{ test, body }] = branches as [{ test: Exec; body: Step }];
  if (branches.length > 1) return node(waits, directControl.branching, waitingControl.branching, branches, otherwise);
  if (otherwise) return node(waits, directControl.ifElse, waitingControl.ifElse, test, body, otherwise);
  return node(waits, directControl.ifThen, waitingControl.ifThen, test, body);
}

/** The value of the last expression of the taken branch, else null. */
export function compileIfValue(c: Compiler, ast: If): Exec {
  const branches = ast.branches.map((branch) => ({
    test: c.expression(branch.test),
    body: blockValue(c, branch.body),
  }));
  const otherwise = ast.otherwise ? blockValue(c, ast.otherwise) : null;
  const waits = anyWaits([...branches.flatMap((branch) => [branch.test, branch.body]), otherwise]);
  return node(waits, direct.choice, waiting.choice, branches, otherwise);
}

/** A block used as a value. */
export function blockValue(c: Compiler, ast: Block): Exec {
  const enter = enterScope(c, c.module.scopes.get(ast));
  const last = ast.body.at(-1);
  const value = last ? statementValue(c, last) : null;
  const rest = value ? ast.body.slice(0, -1) : ast.body;
  const steps = compileSteps(c, rest);
  if (steps.some((step) => step.mayLeave)) c.leaves = true;
  const nodes = steps.map((step) => step.step);
  return node(anyWaits([...nodes, value]), direct.blockValue, waiting.blockValue, nodes, value, enter);
}

/** The value of a block's last statement; null where it has none. */
function statementValue(c: Compiler, ast: Statement): Exec | null {
  switch (ast.kind) {
    case "ExpressionStatement":
      return c.expression(ast.expression);
    case "If":
      return compileIfValue(c, ast);
    case "Match":
      return compileMatchValue(c, ast);
    case "Block":
      return blockValue(c, ast);
    default:
      return null;
  }
}

/** Statements that may end otherwise than normally make the expression around them leave. */
function compileSteps(c: Compiler, body: readonly Statement[]): { step: Step; mayLeave: boolean }[] {
  const steps: { step: Step; mayLeave: boolean }[] = [];
  for (const statement of body) {
    const step = c.statement(statement);
    if (step) steps.push({ step, mayLeave: mayLeave(statement) });
  }
  return steps;
}

function mayLeave(ast: Statement): boolean {
  return ast.kind !== "Let" && ast.kind !== "Assign" && ast.kind !== "ExpressionStatement" && ast.kind !== "Log";
}

// --------------------------------------------------------------------------------------------------------- match

export function compileMatch(c: Compiler, ast: Match): Step {
  const { selected, cases } = compileCases(c, ast);
  const bodies = cases.map((item) => c.block(item.body));
  return node(anyWaits([selected, ...bodies]), directBinding.matching, waitingBinding.matching, selected, bodies);
}

export function compileMatchValue(c: Compiler, ast: Match): Exec {
  const { selected, cases } = compileCases(c, ast);
  const bodies = cases.map((item) => blockValue(c, item.body));
  return node(anyWaits([selected, ...bodies]), directBinding.matchValue, waitingBinding.matchValue, selected, bodies);
}

function compileCases(c: Compiler, ast: Match): { selected: Node<number>; cases: readonly MatchCase[] } {
  const subject = c.expression(ast.subject);
  // `default` is tried last, wherever it stands.
  const cases = [
    ...ast.cases.filter((item) => item.patterns.length > 0),
    ...ast.cases.filter((item) => item.patterns.length === 0),
  ];
  const compiled = cases.map((item) => ({
    patterns: item.patterns.map((pattern) => compilePattern(c, pattern)),
    guard: item.guard ? c.expression(item.guard) : null,
    enter: enterCase(c.module.scopes.get(item)),
    body: null,
  }));
  const waits = anyWaits([subject, ...compiled.flatMap((item) => [...item.patterns, item.guard])]);
  return { selected: node(waits, directBinding.selecting, waitingBinding.selecting, subject, compiled), cases };
}

function compilePattern(c: Compiler, ast: Pattern): Taker<boolean> {
  switch (ast.kind) {
    case "ValuePattern": {
      const expected = c.expression(ast.value);
      return taker(expected.wait !== null, directBinding.valuePattern, waitingBinding.valuePattern, expected);
    }
    case "BindPattern": {
      const variable = c.module.declarations.get(ast.name);
      if (!variable) return { run: () => true, wait: null };
      return taker(false, directBinding.bindPattern, waitingBinding.bindPattern, declareVariable(variable));
    }
    case "ObjectPattern": {
      const entries = ast.entries.map((item) => ({
        key: item.key.kind === "Text" ? item.key.value : item.key.name,
        pattern: compilePattern(c, item.pattern),
      }));
      const rest = restTaker(c, ast.rest);
      const waits = anyWaits(entries.map((item) => item.pattern));
      return taker(waits, directBinding.objectPattern, waitingBinding.objectPattern, entries, rest);
    }
    case "ListPattern": {
      const items = ast.items.map((item) => compilePattern(c, item));
      return taker(
        anyWaits(items),
        directBinding.listPattern,
        waitingBinding.listPattern,
        items,
        restTaker(c, ast.rest),
      );
    }
    case "Invalid":
      throw new Error("internal: a program with syntax errors is being compiled");
    default:
      return ast satisfies never;
  }
}

function restTaker(c: Compiler, rest: Extract<Pattern, { kind: "ObjectPattern" }>["rest"]): Taker<void> | null {
  return rest && rest.name !== "_" ? compileBinding(c, rest) : null;
}
