import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemSources, uuidV7 } from "../../src/memory/ids.ts";
import { openStore } from "../../src/memory/open.ts";
import type { Store } from "../../src/memory/store.ts";
import { VirtualClock } from "../../src/runtime/clock.ts";
import { type Ran, type RunSourceOptions, repository, runSource } from "../support/run.ts";

/** One memory and one clock that several runs share, as they do on a machine with the bundled plugins. */
export class World {
  readonly clock = new VirtualClock(Date.UTC(2025, 6, 7, 12, 0, 0));
  readonly store: Store = openStore(":memory:", {
    now: () => this.clock.now(),
    newId: uuidV7({ ...systemSources, now: () => this.clock.now() }),
  });

  /** Runs a script and answers everything about the run. */
  async run(text: string, options: RunSourceOptions = {}): Promise<Ran> {
    return runSource(text, { ...options, store: this.store, clock: this.clock });
  }

  /** What a script prints; an error of the script fails the test. */
  async printed(text: string, options: RunSourceOptions = {}): Promise<string[]> {
    const ran = await this.run(text, options);
    if (ran.error) throw new Error(`${ran.error.code}: ${ran.error.message}`);
    return ran.output.split("\n").filter((line) => line !== "" && !line.startsWith("log "));
  }

  /** Runs a bundled plugin as `aether run system/NAME.aether` does. */
  async runSystem(name: string, options: RunSourceOptions = {}): Promise<Ran> {
    const path = `system/${name}.aether`;
    return this.run(readFileSync(join(repository, path), "utf8"), { ...options, path });
  }

  advance(seconds: number): void {
    this.clock.advance(seconds * 1000);
  }
}

export const minute = 60;
export const hour = 3600;
export const day = 86_400;
