import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Value } from "../../src/values/types.ts";
import type { RunSourceOptions } from "./run.ts";

/** One program under test/samples with what belongs to it. */
export interface Sample {
  readonly name: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly source: string;
  /** Options of the run, the other `.aether` files included. */
  readonly options: RunSourceOptions;
}

const folder = join(import.meta.dirname, "../samples");

/** All samples by name. */
export function samples(): Sample[] {
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort()
    .map(sample);
}

function sample(name: string): Sample {
  const at = join(folder, name);
  const paths = readdirSync(at, { recursive: true, encoding: "utf8" });
  const read = (path: string) => readFileSync(join(at, path), "utf8");
  const others = paths.filter((path) => path.endsWith(".aether") && path !== "source.aether");
  const written = paths.includes("options.json") ? (JSON.parse(read("options.json")) as WrittenOptions) : {};
  return {
    name,
    folder: at,
    source: read("source.aether"),
    options: {
      ...written,
      path: "source.aether",
      files: Object.fromEntries(others.map((path) => [relative(at, join(at, path)).split(sep).join("/"), read(path)])),
    },
  };
}

/** What an `options.json` may hold: plain values only. */
interface WrittenOptions {
  readonly args?: readonly Value[];
  readonly steps?: number;
  readonly plugin?: string;
  readonly fn?: string;
  readonly config?: Readonly<Record<string, Value>>;
}
