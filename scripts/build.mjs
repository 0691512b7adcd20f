// Builds dist/: the command line as one file, the core for any JavaScript host, and the runtime for Node.
// Every file is written beside its place and then moved, so that nobody ever starts a half-written one.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");

/** Inside the bundle the logging library is a part of it that is evaluated when it is first asked for. */
const bundledPino = {
  name: "bundled-pino",
  setup(plugin) {
    plugin.onLoad({ filter: /src[\\/]runtime[\\/]pino\.ts$/ }, () => ({
      contents: `export const loadPino = () => require("pino");`,
      loader: "js",
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  target: "node20",
  legalComments: "none",
  // Names of classes and functions stay readable in crash reports; white space does not matter there.
  minifyWhitespace: true,
  minifySyntax: true,
  write: false,
  logLevel: "warning",
};

const results = await Promise.all([
  build({
    ...common,
    entryPoints: ["src/cli/entry.ts"],
    outfile: join(dist, "cli.cjs"),
    platform: "node",
    // CommonJS starts faster than ESM and evaluates lazily imported parts when they are needed.
    format: "cjs",
    external: ["better-sqlite3"],
    plugins: [bundledPino],
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  }),
  build({
    ...common,
    entryPoints: ["src/core.ts"],
    outfile: join(dist, "core.js"),
    platform: "browser",
    format: "esm",
    target: "es2022",
  }),
  build({
    ...common,
    entryPoints: ["src/node.ts"],
    outfile: join(dist, "node.js"),
    platform: "node",
    format: "esm",
    packages: "external",
  }),
]);

mkdirSync(dist, { recursive: true });
for (const { outputFiles } of results) {
  for (const { path, contents } of outputFiles) {
    const beside = `${path}.${process.pid}`;
    try {
      writeFileSync(beside, contents);
      renameSync(beside, path);
    } finally {
      rmSync(beside, { force: true });
    }
  }
}
