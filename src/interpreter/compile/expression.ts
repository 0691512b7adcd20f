import type { Expression } from "../../syntax/ast.ts";
import { Box, type Exec, FIRST_SLOT, SELF } from "../frame.ts";
import { compileChain, compileIndex, compileMember } from "./access.ts";
import { compileIfValue, compileMatchValue } from "./branches.ts";
import { compileCall, compileNew, compilePluginCall } from "./calls.ts";
import type { Compiler } from "./compiler.ts";
import { compileList, compileObject, compileRegex, compileTemplate, constant } from "./literals.ts";
import { closureMaker, readReference } from "./names.ts";
import { plain } from "./nodes.ts";
import { compileBinary, compileLogical, compileTernary, compileUnary } from "./operators.ts";
import { unavailable } from "./unavailable.ts";

/** Every kind of expression, made executable. */
export function compileExpression(c: Compiler, ast: Expression): Exec {
  switch (ast.kind) {
    case "NullLiteral":
      return constant(null);
    case "BooleanLiteral":
    case "NumberLiteral":
    case "StringLiteral":
      return constant(ast.value);
    case "Template":
      return compileTemplate(c, ast);
    case "RegexLiteral":
      return compileRegex(c, ast);
    case "Name":
      return readReference(c, c.module.references.get(ast)!, c.site(ast.span));
    case "This":
      return plain((frame) => frame[SELF]);
    case "List":
      return compileList(c, ast);
    case "ObjectLiteral":
      return compileObject(c, ast);
    case "FunctionExpression":
      return compileFunctionExpression(c, ast);
    case "Paren":
      return c.expression(ast.expression);
    case "Unary":
      return compileUnary(c, ast);
    case "Binary":
      return compileBinary(c, ast);
    case "Logical":
      return compileLogical(c, ast);
    case "Ternary":
      return compileTernary(c, ast);
    case "MemberAccess":
      return compileMember(c, ast);
    case "IndexAccess":
      return compileIndex(c, ast);
    case "Chain":
      return compileChain(c, ast);
    case "Call":
      return compileCall(c, ast);
    case "PluginCall":
      return compilePluginCall(c, ast);
    case "New":
      return compileNew(c, ast);
    case "If":
      return compileIfValue(c, ast);
    case "Match":
      return compileMatchValue(c, ast);
    case "Parallel":
    case "ParallelFor":
      return unavailable(c, ast.span, "parallel");
    case "Invalid":
      // Syntax errors block a program.
      throw new Error("internal: a program with syntax errors is being compiled");
    default:
      return ast satisfies never;
  }
}

/** `x => e`, `function(a) { }`: a closure over the boxes it uses; its own name, if any, is one of them. */
function compileFunctionExpression(c: Compiler, ast: Extract<Expression, { kind: "FunctionExpression" }>): Exec {
  const make = closureMaker(c, c.module.functions.get(ast)!);
  const own = ast.name ? c.module.declarations.get(ast.name) : undefined;
  if (!own?.captured) return plain(make);
  const slot = FIRST_SLOT + own.slot;
  return plain((frame) => {
    const box = new Box();
    frame[slot] = box;
    const closure = make(frame);
    box.value = closure;
    return closure;
  });
}
