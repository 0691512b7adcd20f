import type { Assign, Update } from "../../syntax/ast.ts";
import { getIndex, getProperty, setIndex, setProperty } from "../../values/access.ts";
import { add, subtract } from "../../values/arithmetic.ts";
import { describe } from "../../values/describe.ts";
import { fail } from "../../values/thrown.ts";
import type { Value } from "../../values/types.ts";
import * as directControl from "../direct/control.ts";
import * as direct from "../direct/values.ts";
import { type Exec, FIBER, FIRST_SLOT, type Frame, type Step, type Taker } from "../frame.ts";
import { guard } from "../raise.ts";
import * as waitingControl from "../waiting/control.ts";
import * as waiting from "../waiting/values.ts";
import type { Compiler } from "./compiler.ts";
import { assignVariable, readReference } from "./names.ts";
import { anyWaits, node, plain, strict } from "./nodes.ts";
import { assignedOperator, binary, operandNames } from "./operators.ts";

type Target = Assign["target"];

/** `x = e`, `x += e`, `x ??= e` and the same with `a.b` and `a[i]` */
export function compileAssign(c: Compiler, ast: Assign): Step {
  if (ast.operator === "=") return assignPlainly(c, ast);
  const place = compilePlace(c, ast.target);
  const value = c.expression(ast.value);
  if (ast.operator === "??=") {
    const waits = anyWaits([place.read, value]);
    return expressionStep(
      sequence(place.setup, node(waits, direct.assignIfNull, waiting.assignIfNull, place.read, value, place.write)),
    );
  }
  const names = operandNames(c, ast.target, ast.value);
  const result = binary(c, assignedOperator(ast.operator), place.read, value, c.site(ast.span), names);
  return writing(place, result);
}

/** `x++`, `--x` */
export function compileUpdate(c: Compiler, ast: Update): Step {
  const place = compilePlace(c, ast.target);
  const site = c.site(ast.span);
  const name = c.text(ast.target);
  const { operator } = ast;
  const stepped = (frame: Frame, old: Value): Value => {
    if (typeof old === "number") return operator === "++" ? old + 1 : old - 1;
    return guard(frame, site, () => {
      // Text would be joined with the 1, which nobody means.
      if (typeof old === "string") return fail("AE2102", { operator, left: describe(old), right: describe(1) });
      return operator === "++" ? add(old, 1, () => [name(), "1"]) : subtract(old, 1, () => [name(), "1"]);
    });
  };
  const { run } = place.read;
  const result = strict(
    [place.read],
    (frame, values) => stepped(frame, values[0]!),
    (frame) => stepped(frame, run(frame)),
  );
  return writing(place, result);
}

function assignPlainly(c: Compiler, ast: Assign): Step {
  const { target } = ast;
  if (target.kind === "Name") return giving(c.expression(ast.value), nameWriter(c, target));
  const site = c.site(target.span);
  const text = c.text(target.object);
  const object = c.expression(target.object);
  if (target.kind === "MemberAccess") {
    const { name } = target.property;
    return expressionStep(
      strict([object, c.expression(ast.value)], (frame, values) => {
        guard(frame, site, () => setProperty(values[0]!, name, values[1]!, text, frame[FIBER].machine.limits));
        return null;
      }),
    );
  }
  return expressionStep(
    strict([object, c.expression(target.index), c.expression(ast.value)], (frame, values) => {
      guard(frame, site, () => setIndex(values[0]!, values[1]!, values[2]!, text, frame[FIBER].machine.limits));
      return null;
    }),
  );
}

/** Something that is read and then written: its object and index are evaluated once. */
interface Place {
  readonly setup: readonly Exec[];
  readonly read: Exec;
  readonly write: Taker<void>;
}

function compilePlace(c: Compiler, target: Target): Place {
  if (target.kind === "Name") {
    const found = c.module.references.get(target)!;
    return { setup: [], read: readReference(c, found, c.site(target.span)), write: nameWriter(c, target) };
  }
  const site = c.site(target.span);
  const text = c.text(target.object);
  const object = FIRST_SLOT + c.temporary();
  const setup = [keep(c.expression(target.object), object)];
  if (target.kind === "MemberAccess") {
    const { name } = target.property;
    return {
      setup,
      read: plain((frame) => guard(frame, site, () => getProperty(frame[object] as Value, name, text))),
      write: take((frame, value) =>
        guard(frame, site, () => setProperty(frame[object] as Value, name, value, text, frame[FIBER].machine.limits)),
      ),
    };
  }
  const index = FIRST_SLOT + c.temporary();
  setup.push(keep(c.expression(target.index), index));
  return {
    setup,
    read: plain((frame) => guard(frame, site, () => getIndex(frame[object] as Value, frame[index] as Value, text))),
    write: take((frame, value) =>
      guard(frame, site, () =>
        setIndex(frame[object] as Value, frame[index] as Value, value, text, frame[FIBER].machine.limits),
      ),
    ),
  };
}

function nameWriter(c: Compiler, target: Extract<Target, { kind: "Name" }>): Taker<void> {
  const found = c.module.references.get(target);
  if (found?.form !== "variable") throw new Error("internal: a blocked program is being compiled");
  return assignVariable(c, found.variable, c.site(target.span));
}

/** Evaluates into a temporary. */
function keep(value: Exec, slot: number): Exec {
  return strict([value], (frame, values) => {
    frame[slot] = values[0]!;
    return null;
  });
}

function take(run: (frame: Frame, value: Value) => void): Taker<void> {
  return { run, wait: null };
}

/** The setup, then the value. */
function sequence(setup: readonly Exec[], value: Exec): Exec {
  return setup.length === 0 ? value : strict([...setup, value], (_frame, values) => values.at(-1)!);
}

function writing(place: Place, value: Exec): Step {
  return giving(sequence(place.setup, value), place.write);
}

export function giving(value: Exec, taker: Taker<void>): Step {
  return node(anyWaits([value, taker]), directControl.giving, waitingControl.giving, value, taker);
}

export function expressionStep(value: Exec): Step {
  return node(value.wait !== null, directControl.expression, waitingControl.expression, value);
}
