// Builds dist/: the command line as one file, the core for any JavaScript host, and the runtime for Node.
// Every file is written beside its place and then moved, so that nobody ever starts a half-written one.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inWorkshop, makeSnapshot, publish } from "./snapshot.mjs";

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

/**
 * So is the JavaScript of the database. Its native part cannot be: it is loaded from where it is installed, as seen from
 * the bundle.
 */
const bundledSqlite = {
  name: "bundled-sqlite",
  setup(plugin) {
    plugin.onLoad({ filter: /src[\\/]memory[\\/]sqlite[\\/]package\.ts$/ }, () => ({
      contents: `export const loadPackage = () => require("better-sqlite3");`,
      loader: "js",
    }));
    plugin.onResolve({ filter: /^bindings$/ }, ({ path }) => ({ path, namespace: "native" }));
    plugin.onLoad({ filter: /.*/, namespace: "native" }, () => ({
      contents: `module.exports = (file) => require("node:module").createRequire(bundle.url)("better-sqlite3/build/Release/" + file);`,
      loader: "js",
      resolveDir: root,
    }));
  },
};

/**
 * Parts of Node that few starts use, or that Node does not promise to keep right in a snapshot: loaded when something of
 * them is first used.
 */
const lateBuiltins = {
  name: "late-builtins",
  setup(plugin) {
    const require = createRequire(import.meta.url);
    plugin.onResolve({ filter: /^(node:)?(child_process|module|tty|vm|worker_threads)$/ }, ({ path, namespace }) =>
      namespace === "late-builtin" ? { path, external: true } : { path, namespace: "late-builtin" },
    );
    plugin.onLoad({ filter: /.*/, namespace: "late-builtin" }, ({ path }) => ({
      contents: Object.keys(require(path))
        .map(
          (name) =>
            `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("${path}").${name} });`,
        )
        .join("\n"),
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
    plugins: [bundledPino, bundledSqlite, lateBuiltins],
    // A snapshot is made in one place and started in another, so its own place is what it is started with.
    define: { "import.meta.url": "bundle.url" },
    banner: {
      js: `const bundle = {
  inSnapshot: require("node:v8").startupSnapshot.isBuildingSnapshot(),
  get url() {
    const file = this.inSnapshot ? require("node:fs").realpathSync(process.argv[1]) : __filename;
    return require("node:url").pathToFileURL(file).href;
  },
};`,
    },
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

inWorkshop((folder) => {
  const written = results
    .flatMap(({ outputFiles }) => outputFiles)
    .map(({ path, contents }) => {
      const beside = join(folder, basename(path));
      writeFileSync(beside, contents);
      return beside;
    });
  publish([...makeSnapshot(join(folder, "cli.cjs"), folder), ...written]);
});
