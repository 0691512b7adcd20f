import type { Perform } from "../context.ts";

export const randomEffects = {
  generate_id: (run) => run.newId(),
  "Math.random": (run) => run.random.number(),
  "crypto.randomBytes": (run, { args }) => hex(run.random.bytes(args[0] as number)),
} satisfies Record<string, Perform>;

/** Two lower-case hexadecimal digits for every byte. */
function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
