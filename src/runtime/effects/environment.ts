import type { Perform } from "../context.ts";

/** The world around the run: variables of the environment, configuration, registered plugins. */
export const environmentEffects = {
  get_env: (run, { args }) => run.environment[args[0] as string] ?? args[1] ?? null,
  get_config: (run, { args, origin }) => run.configured(args[0] as string, origin.plugin) ?? args[1] ?? null,
  get_available_plugins: (run) => run.plugins.records(),
} satisfies Record<string, Perform>;
