import type { Builtin } from "../../builtins/declare.ts";
import { registry } from "../../builtins/registry.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { BlockScope, FunctionInfo, Reference, Variable } from "../../semantics/model.ts";
import { fail } from "../../values/thrown.ts";
import type { Value } from "../../values/types.ts";
import { Closure } from "../closure.ts";
import {
  Box,
  CAPTURES,
  type Captures,
  type Exec,
  FIRST_SLOT,
  type Frame,
  SELF,
  type Site,
  type Taker,
} from "../frame.ts";
import { guard } from "../raise.ts";
import type { Compiler } from "./compiler.ts";
import { plain } from "./nodes.ts";

/** Reads what a name stands for. */
export function readReference(c: Compiler, found: Reference, site: Site): Exec {
  switch (found.form) {
    case "variable":
      return readVariable(c, found.variable, site);
    case "function": {
      const { info } = found;
      return plain((frame) => frame[CAPTURES][0].machine.closure(info));
    }
    case "config":
      return plain((frame) => frame[CAPTURES][0].config);
    case "state":
      return plain((frame) => frame[CAPTURES][0].state);
    case "builtin": {
      const builtin = registry.globals.get(found.name)!;
      return plain((frame) => frame[CAPTURES][0].builtin(builtin));
    }
    case "module":
    case "namespace":
    case "undeclared":
      // The checker blocks such programs.
      throw new Error(`internal: a blocked program is being compiled (${found.form})`);
    default:
      return found satisfies never;
  }
}

function readVariable(c: Compiler, variable: Variable, site: Site): Exec {
  const { name } = variable;
  const notRun = (frame: Frame): never => guard(frame, site, () => fail("AE2008", { name }));
  if (variable.storage === "file") {
    const { slot } = variable;
    return plain(
      (frame) =>
        frame[CAPTURES][0].file.variables[slot] ?? nullOr(frame[CAPTURES][0].file.variables[slot], frame, notRun),
    );
  }
  const slot = FIRST_SLOT + variable.slot;
  if (!variable.captured) return { run: (frame) => frame[slot] as Value, wait: null, slot };
  const box = boxOf(c, variable);
  return plain((frame) => {
    const { value } = box(frame);
    return value === undefined ? notRun(frame) : value;
  });
}

function nullOr(value: Value | undefined, frame: Frame, notRun: (frame: Frame) => never): Value {
  return value === undefined ? notRun(frame) : value;
}

/** Finds the box of a captured variable: in the own frame, or among the captures. */
function boxOf(c: Compiler, variable: Variable): (frame: Frame) => Box {
  if (variable.owner === c.info) {
    const slot = FIRST_SLOT + variable.slot;
    return (frame) => frame[slot] as Box;
  }
  const index = c.info.captures.indexOf(variable) + 1;
  return (frame) => frame[CAPTURES][index] as Box;
}

/** Assigns a variable that has been declared before. */
export function assignVariable(c: Compiler, variable: Variable, site: Site): Taker<void> {
  const { name, slot } = variable;
  const notRun = (frame: Frame): never => guard(frame, site, () => fail("AE2008", { name }));
  if (variable.storage === "file") {
    return take((frame, value) => {
      const { variables } = frame[CAPTURES][0].file;
      if (variables[slot] === undefined) notRun(frame);
      variables[slot] = value;
    });
  }
  if (!variable.captured) {
    const at = FIRST_SLOT + slot;
    return take((frame, value) => {
      frame[at] = value;
    });
  }
  const box = boxOf(c, variable);
  return take((frame, value) => {
    const found = box(frame);
    if (found.value === undefined) notRun(frame);
    found.value = value;
  });
}

/** Gives a variable its first value: for a `let` in the box its block made, else in a fresh one. */
export function declareVariable(variable: Variable): Taker<void> {
  const { slot } = variable;
  if (variable.storage === "file") {
    return take((frame, value) => {
      frame[CAPTURES][0].file.variables[slot] = value;
    });
  }
  const at = FIRST_SLOT + slot;
  if (!variable.captured) {
    return take((frame, value) => {
      frame[at] = value;
    });
  }
  if (variable.kind === "let") {
    return take((frame, value) => {
      (frame[at] as Box).value = value;
    });
  }
  return take((frame, value) => {
    const box = new Box();
    box.value = value;
    frame[at] = box;
  });
}

function take(run: (frame: Frame, value: Value) => void): Taker<void> {
  return { run, wait: null };
}

/** Prepares a block each time it is entered: fresh boxes for what inner functions share, and its nested functions. */
export function enterScope(c: Compiler, scope: BlockScope | undefined): ((frame: Frame) => void) | null {
  if (!scope) return null;
  const boxed = scope.variables.filter(
    (variable) =>
      variable.captured && variable.storage === "frame" && (variable.kind === "let" || variable.kind === "function"),
  );
  const slots = boxed.map((variable) => FIRST_SLOT + variable.slot);
  const functions = scope.functions.map(({ variable, info }) => {
    const make = closureMaker(c, info);
    const at = FIRST_SLOT + variable.slot;
    return variable.captured
      ? (frame: Frame) => {
          (frame[at] as Box).value = make(frame);
        }
      : (frame: Frame) => {
          frame[at] = make(frame);
        };
  });
  if (slots.length === 0 && functions.length === 0) return null;
  return (frame) => {
    for (const slot of slots) frame[slot] = new Box();
    for (const make of functions) make(frame);
  };
}

/** The names of a `case` start empty: not every alternative binds all of them. */
export function enterCase(scope: BlockScope | undefined): ((frame: Frame) => void) | null {
  if (!scope || scope.variables.length === 0) return null;
  const { variables } = scope;
  return (frame) => {
    for (const variable of variables) {
      const box = new Box();
      box.value = null;
      frame[FIRST_SLOT + variable.slot] = variable.captured ? box : null;
    }
  };
}

/** Makes closures of an inner function: they carry the boxes of the outer variables it uses. */
export function closureMaker(c: Compiler, info: FunctionInfo): (frame: Frame) => Closure {
  const code = c.preparation.code(info);
  const boxes = info.captures.map((variable) => boxOf(c, variable));
  const arrow = info.kind === "arrow";
  if (boxes.length === 0) return (frame) => new Closure(code, [frame[CAPTURES][0]], arrow ? frame[SELF] : null);
  return (frame) => {
    const captures: Captures = [frame[CAPTURES][0]];
    for (const box of boxes) captures.push(box(frame));
    return new Closure(code, captures, arrow ? frame[SELF] : null);
  };
}

/** A member of a namespace such as `Math`; null when there is none. */
export function namespaceMember(space: string, name: string) {
  return registry.namespaces.get(space)?.get(name) ?? null;
}

/** @throws AE2009 always */
export function noNamespaceMember(space: string, name: string): never {
  const known = registry.namespaces.get(space)?.keys() ?? [];
  return fail("AE2009", { namespace: space, name, suggestion: didYouMean(name, known) });
}

/** A namespace member as a value. */
export function readNamespace(space: string, name: string, site: Site): Exec {
  const member = namespaceMember(space, name);
  if (!member) return plain((frame) => guard(frame, site, () => noNamespaceMember(space, name)));
  if (member.form === "constant") {
    const { value } = member;
    return plain(() => value);
  }
  const builtin: Builtin = member;
  return plain((frame) => frame[CAPTURES][0].builtin(builtin));
}
