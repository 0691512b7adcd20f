import { timestamp } from "../../values/timestamp.ts";
import type { Perform } from "../context.ts";

const DAY = 86_400_000;

export const clockEffects = {
  now: (run) => timestamp(run.clock.now()),
  today: (run) => timestamp(Math.floor(run.clock.now() / DAY) * DAY),
} satisfies Record<string, Perform>;
