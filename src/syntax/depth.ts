import type { Node } from "./ast.ts";
import { children } from "./walk.ts";

/**
 * The first node that lies more than `limit` levels below `root` (`root` itself is level 1), or null. Long operator
 * chains make trees too deep for recursion, so this keeps its own stack.
 */
export function tooDeepNode(root: Node, limit: number): Node | null {
  let level: Node[] = [root];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return level[0]!;
    const below: Node[] = [];
    for (const node of level) for (const child of children(node)) below.push(child);
    level = below;
  }
  return null;
}
