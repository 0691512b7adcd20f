import type { Perform } from "../context.ts";
import { clockEffects } from "./clock.ts";
import { environmentEffects } from "./environment.ts";
import { memoryEffects } from "./memory.ts";
import { outputEffects } from "./output.ts";
import { randomEffects } from "./random.ts";
import { runEffects } from "./run.ts";
import { timerEffects } from "./timer.ts";

/** How each operation is performed. Waiting itself (`wait`, `sleep`) is the driver's. */
export const effects: ReadonlyMap<string, Perform> = new Map<string, Perform>(
  Object.entries({
    ...clockEffects,
    ...randomEffects,
    ...memoryEffects,
    ...outputEffects,
    ...runEffects,
    ...environmentEffects,
    ...timerEffects,
  }),
);
