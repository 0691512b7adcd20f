import { expect, it } from "vitest";
import type { Node } from "../../src/syntax/ast.ts";
import { children, kinds, walk } from "../../src/syntax/index.ts";
import { samples } from "../support/samples.ts";
import { problems, read } from "./support.ts";

/** Every node that is reachable through any field at all. */
function reachable(value: unknown, found = new Set<object>()): Set<object> {
  if (value === null || typeof value !== "object" || found.has(value)) return found;
  if ("kind" in value) found.add(value);
  for (const [name, field] of Object.entries(value)) if (name !== "comments") reachable(field, found);
  return found;
}

it("walk visits every node once, parents first", () => {
  for (const { source } of samples()) {
    const { file } = read(source);
    const visited: Node[] = [];
    walk(file, (node) => visited.push(node));
    expect(new Set(visited).size).toBe(visited.length);
    expect(new Set<object>(visited)).toEqual(reachable(file));
  }
});

it("walk leaves out what is below a node when told so", () => {
  const seen: string[] = [];
  walk(read("fn f() { a() }\nb()").file, (node) => {
    seen.push(node.kind);
    return node.kind !== "FunctionDeclaration";
  });
  expect(seen).toEqual(["File", "FunctionDeclaration", "ExpressionStatement", "Call", "Name"]);
});

it("children stand inside their parents, in source order", () => {
  for (const { source } of samples()) {
    if (problems(source) !== "") continue;
    walk(read(source).file, (node) => {
      let from = node.span.start;
      for (const child of children(node)) {
        expect([node.kind, child.kind, child.span.start >= from, child.span.end <= node.span.end]).toEqual([
          node.kind,
          child.kind,
          true,
          true,
        ]);
        from = child.span.start;
      }
    });
  }
});

it("kinds are listed once each", () => {
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds).toContain("Computed");
});
