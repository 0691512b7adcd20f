import { ObjectValue } from "../../values/types.ts";
import type { Perform } from "../context.ts";

/** Variables and context of the run. */
export const runEffects = {
  get_session_id: (run) => run.session,
  get_global: (run, { args }) => run.globals.get(args[0] as string) ?? null,
  set_global(run, { args }) {
    const value = args[1] ?? null;
    run.globals.set(args[0] as string, value);
    return value;
  },
  has_context: (_run, { origin }) => origin.plugin !== null,
  get_current_context: (run, { origin }) =>
    origin.plugin === null
      ? null
      : new ObjectValue([
          ["plugin", origin.plugin],
          ["path", origin.path],
          ["session_id", run.session],
        ]),
} satisfies Record<string, Perform>;
