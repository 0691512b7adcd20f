// Builds dist/: the command line as one file, the core for any JavaScript host, and the runtime for Node.
// Every file is written beside its place and then moved, so that nobody ever starts a half-written one.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
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
    // Asked for when it is used: a snapshot is made in one place and may be started in another.
    define: { "import.meta.url": "bundle.url" },
    banner: {
      js: 'const bundle = { get url() { return require("node:url").pathToFileURL(require("node:path").resolve(process.argv[1])).href; } };',
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

mkdirSync(dist, { recursive: true });
for (const { outputFiles } of results) {
  for (const { path, contents } of outputFiles) replace(path, (beside) => writeFileSync(beside, contents));
}
makeSnapshot();

/** Writes a file beside its place and moves it there. */
function replace(path, write) {
  const beside = `${path}.${process.pid}`;
  try {
    write(beside);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

/**
 * Makes a snapshot of the started command line, from which bin/aether starts several times faster. It fits only this very
 * Node on this kind of processor, which the stamp tells. Where none can be made, the bundle alone does the same work.
 */
function makeSnapshot() {
  const blob = join(dist, "cli.blob");
  const stamp = join(dist, "cli.stamp");
  if (process.platform === "win32") return;
  // The flags are those of bin/aether; with others the snapshot would be refused.
  const flags = readFileSync(join(root, "bin/aether"), "utf8").match(/--(stack-size=3900|enable-[\w-]+)/g);
  const { NODE_OPTIONS: _, ...env } = process.env;
  const beside = `${blob}.${process.pid}`;
  const words = [...flags, "--no-warnings", "--snapshot-blob", beside, "--build-snapshot", join(dist, "cli.cjs")];
  const made = spawnSync(process.execPath, words, { env, encoding: "utf8" });
  if (made.status !== 0) {
    for (const path of [stamp, blob, beside]) rmSync(path, { force: true });
    process.stderr.write(`No snapshot could be made, so aether will start more slowly:\n${made.stderr}\n`);
    return;
  }
  renameSync(beside, blob);
  const size = statSync(process.execPath).size;
  replace(stamp, (beside) => writeFileSync(beside, `${size}\n${processor()}\n`));
}

/** What the processor can do, in the system's words; `any` where it does not say. */
function processor() {
  if (!existsSync("/proc/cpuinfo")) return "any";
  const [, name, value] = /^(flags|Features)\s*(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8")) ?? [];
  return name === undefined ? "unknown" : `${name} ${value.trim()}`;
}
