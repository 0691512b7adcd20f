import type { Binding } from "../../syntax/ast.ts";
import * as direct from "../direct/binding.ts";
import type { Taker } from "../frame.ts";
import * as waiting from "../waiting/binding.ts";
import type { Compiler } from "./compiler.ts";
import { declareVariable } from "./names.ts";
import { anyWaits, taker } from "./nodes.ts";

/** What `let`, a parameter, a loop or a `catch` does with its value. */
export function compileBinding(c: Compiler, ast: Binding): Taker<void> {
  switch (ast.kind) {
    case "Identifier":
      return declareVariable(c.module.declarations.get(ast)!);
    case "ObjectBinding": {
      const entries = ast.entries.map((item) => ({
        key: item.key.kind === "Text" ? item.key.value : item.key.name,
        target: compileBinding(c, item.target),
        fallback: item.fallback ? c.expression(item.fallback) : null,
      }));
      const rest = ast.rest ? compileBinding(c, ast.rest) : null;
      const waits = anyWaits(entries.flatMap((item) => [item.target, item.fallback]));
      return taker(waits, direct.objectBinding, waiting.objectBinding, entries, rest, c.site(ast.span));
    }
    case "ListBinding": {
      const entries = ast.items.map((item) =>
        item
          ? { target: compileBinding(c, item.target), fallback: item.fallback ? c.expression(item.fallback) : null }
          : null,
      );
      const rest = ast.rest ? compileBinding(c, ast.rest) : null;
      const waits = anyWaits(entries.flatMap((item) => (item ? [item.target, item.fallback] : [])));
      return taker(waits, direct.listBinding, waiting.listBinding, entries, rest, c.site(ast.span));
    }
    case "Invalid":
      throw new Error("internal: a program with syntax errors is being compiled");
    default:
      return ast satisfies never;
  }
}
