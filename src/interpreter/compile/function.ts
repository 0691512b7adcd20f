import type { FunctionInfo, Module, Unit } from "../../semantics/model.ts";
import type { Expression, ObjectLiteral, Statement } from "../../syntax/ast.ts";
import { Code, type Compiled, type ParameterBinder } from "../code.ts";
import { type Exec, NOTHING, RESULT, RETURN, type Step } from "../frame.ts";
import type { Preparation } from "../preparation.ts";
import { compileBinding } from "./binding.ts";
import { Compiler } from "./compiler.ts";
import { steps } from "./statement.ts";

/** The executable parts of a function. */
export function compileFunction(preparation: Preparation, info: FunctionInfo): Compiled {
  const c = new Compiler(preparation, info);
  const bind = parameters(c, info);
  const { node } = info;
  if (node.kind === "File") return finish(c, 0, null, null, topLevel(fileBody(c, node.body)));
  const body = "body" in node ? (node.body as Statement | Expression) : (node as Statement | Expression);
  const plain = bind === null ? info.params.length : -1;
  if (isStatement(body)) return finish(c, plain, bind, c.statement(body), null);
  const value = c.expression(body);
  if (!c.leaves) return finish(c, plain, bind, null, value);
  // An `if` in the expression returns: a statement around it catches that.
  const returning: Statement = { kind: "Return", span: body.span, value: body };
  return finish(c, plain, bind, c.statement(returning), null);
}

function isStatement(body: Statement | Expression): body is Statement {
  return body.kind === "Block" || body.kind === "Assign" || body.kind === "Update";
}

function finish(
  c: Compiler,
  plain: number,
  bind: ParameterBinder | null,
  body: Step | null,
  value: Exec | null,
): Compiled {
  return { slots: c.slots, plain, bind, body, value };
}

/** Null when every parameter is a plain name in its own slot. */
function parameters(c: Compiler, info: FunctionInfo): ParameterBinder | null {
  const simple = info.params.every((param, i) => {
    const variable = param.target.kind === "Identifier" ? c.module.declarations.get(param.target) : undefined;
    return !param.fallback && !param.rest && variable?.slot === i && !variable.captured;
  });
  if (simple) return null;
  return {
    params: info.params.map((param) => ({
      taker: compileBinding(c, param.target),
      fallback: param.fallback ? c.expression(param.fallback) : null,
      rest: param.rest,
    })),
  };
}

function fileBody(c: Compiler, body: readonly Statement[]): Step {
  return steps(c, body, null);
}

/** Top-level code answers NOTHING unless it returned. */
function topLevel(step: Step): Exec {
  const { run, wait } = step;
  return {
    run: (frame) => (run(frame) === RETURN ? frame[RESULT] : NOTHING),
    wait: wait
      ? function* (frame) {
          return (yield* wait(frame)) === RETURN ? frame[RESULT] : NOTHING;
        }
      : null,
  };
}

/** The file-level `let`s of a module alone. They share the frame layout of its top-level code. */
export function compileInit(preparation: Preparation, module: Module): Compiled {
  const c = new Compiler(preparation, module.code);
  const lets = module.file.body.filter((item) => item.kind === "Let");
  return finish(c, 0, null, steps(c, lets, null), null);
}

/** A file as a script whose last expression is its result. */
export function compileScript(preparation: Preparation, module: Module): Compiled {
  const c = new Compiler(preparation, module.code);
  const last = module.file.body.at(-1);
  const body: Statement[] = [...module.file.body];
  if (last?.kind === "ExpressionStatement") {
    body[body.length - 1] = { kind: "Return", span: last.span, value: last.expression };
  }
  return finish(c, 0, null, null, topLevel(fileBody(c, body)));
}

/** The object of a `config` or `state` header. */
export function compileHeader(preparation: Preparation, unit: Unit, ast: ObjectLiteral): Code {
  return new Code(unit.module.code, () => {
    const c = new Compiler(preparation, unit.module.code);
    const value = c.expression(ast);
    return finish(c, 0, null, null, value);
  });
}
