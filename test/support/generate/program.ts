import type { Choices } from "./choices.ts";
import { declaration, plugin, rarity, recursion } from "./declarations.ts";
import { expression } from "./expressions.ts";
import { statements } from "./statements.ts";
import { Writer } from "./writer.ts";

/** A whole program: mostly declared names, mostly fitting types, so that most programs run to their end. */
export function program(choices: Choices): string {
  const w = new Writer(choices, 40);
  const parts: string[] = [];
  if (w.chance(30)) parts.push("# A program for the fuzz test.");
  if (w.chance(25)) parts.push(recursion(w));
  for (const part of w.several(0, 2, () => declaration(w, 2, ["", "call "]))) parts.push(part);
  if (w.chance(6)) parts.push(rarity(w));
  if (w.chance(25)) {
    w.room = 30;
    parts.push(plugin(w, "fuzz"));
    w.room = 6;
    parts.push(...statements(w, w.below(3), 2));
    if (w.chance(50)) parts.push("call fuzz.on_run()");
    return `${parts.join("\n\n")}\n`;
  }
  parts.push(...statements(w, 3 + w.below(12), 3));
  parts.push(w.chance(50) ? `return ${expression(w, "any", 2)}` : `print(${expression(w, "any", 2)})`);
  return `${parts.join("\n")}\n`;
}
