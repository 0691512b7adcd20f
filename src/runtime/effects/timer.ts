import type { Callable } from "../../values/types.ts";
import type { Perform } from "../context.ts";
import { waitingTime } from "../waiting-time.ts";

export const timerEffects = {
  setTimeout(run, { args }) {
    const ms = waitingTime("setTimeout", args[1] ?? 0, "milliseconds");
    return run.timers.set(run.clock.monotonic() + ms, args[0] as Callable, args.slice(2));
  },
  clearTimeout(run, { args }) {
    if (typeof args[0] === "number") run.timers.clear(args[0]);
    return null;
  },
} satisfies Record<string, Perform>;
