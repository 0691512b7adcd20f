import type { Perform } from "../context.ts";

export const randomEffects = {
  generate_id: (run) => run.newId(),
  "Math.random": (run) => run.random.number(),
} satisfies Record<string, Perform>;
