import { didYouMean } from "../diagnostics/suggest.ts";
import type { Override } from "../project/settings.ts";
import type { Run } from "../runtime/run.ts";
import type { Unit } from "../semantics/model.ts";
import { fail } from "../values/thrown.ts";

/**
 * Judges what was given from outside before anything runs: a mistake in it must not depend on which code looks at its
 * configuration, and no script may catch it.
 * @param main the plugin that runs; null for a file without one
 * @throws Thrown AE2501 for unknown keys, AE2502 for unknown plugins
 */
export function checkConfiguration(run: Run, overrides: readonly Override[], main: Unit | null): void {
  if (main?.kind === "plugin") run.checkSettings(main, true);
  for (const { plugin, key } of overrides) {
    if (plugin === null) {
      if (main?.kind !== "plugin") fail("AE2504", { key });
    } else if (plugin !== main?.name) {
      const unit = run.program.named(plugin);
      if (unit === null) unknownPlugin(run, plugin, key);
      run.checkSettings(unit, false);
    }
  }
}

function unknownPlugin(run: Run, plugin: string, key: string): never {
  const { program } = run;
  const loaded = [...program.loaded].flatMap((module) => [...module.plugins.keys()]);
  const near = didYouMean(plugin, [...loaded, ...program.resolver.names()]).trim();
  return fail("AE2502", {
    plugin,
    key,
    where: "--config",
    hint: near === "" ? "Write --config plugin.key=value." : near,
  });
}
