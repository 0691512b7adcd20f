// Makes dist/cli.blob, a snapshot of the started command line, from which bin/aether starts several times faster. Node
// refuses a snapshot made by another Node, on another kind of processor or with other options; dist/cli.stamp tells what
// it was made with. Where there is none, the bundle alone does the same work, only more slowly.
//   node scripts/snapshot.mjs      after an installation; the build makes its own
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const STAMP = "cli.stamp";

/**
 * Makes the snapshot of a bundle, and its stamp.
 * @param bundle path of the bundle
 * @param folder where the files go
 * @returns paths of the files made; none where snapshots are not used
 */
export function makeSnapshot(bundle, folder) {
  const processor = describeProcessor();
  if (processor === null) return [];
  const blob = join(folder, "cli.blob");
  // The flags are those of bin/aether; with others the snapshot would be refused.
  const flags = readFileSync(join(root, "bin/aether"), "utf8").match(/--(stack-size=3900|enable-[\w-]+)/g);
  const start = [...flags, "--snapshot-blob", blob];
  // Starts it once, too: better to have none than one that does not work here.
  const problem = failure([...start, "--build-snapshot", bundle]) ?? failure([...start, bundle, "--version"]);
  if (problem !== null) {
    process.stderr.write(`No snapshot could be made, so aether will start more slowly:\n${problem}\n`);
    return [];
  }
  const stamp = join(folder, STAMP);
  writeFileSync(stamp, `${process.execPath}\n${processor}\n`);
  // The stamp bears the date of the Node it names: a shell can compare dates without starting a process.
  const touched = spawnSync("touch", ["-r", process.execPath, stamp]);
  return touched.status === 0 ? [blob, stamp] : [];
}

/**
 * Runs Node; what went wrong, or null. A part of Node that it warns about has to be loaded later, see the build: threads
 * that were loaded into a snapshot hear no signals.
 */
function failure(words) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, signal, error, stderr } = spawnSync(process.execPath, words, { env, encoding: "utf8" });
  return status === 0 && !stderr.includes("not yet fully verified")
    ? null
    : (error?.message ?? (stderr.trim() || `it ended with ${signal ?? status}`));
}

/**
 * What V8 knows a processor by, as bin/aether reads it too; null where the system does not say. Only Linux does without
 * a further process.
 */
function describeProcessor() {
  if (process.platform !== "linux" || !existsSync("/proc/cpuinfo")) return null;
  const [first = ""] = readFileSync("/proc/cpuinfo", "utf8").split("\n\n");
  const lines = first
    .split("\n")
    .filter((line) => /^(flags|Features|vendor_id|cpu family|model|stepping|CPU )/.test(line));
  return lines.some((line) => /^(flags|Features)/.test(line)) ? `${lines.join(";")};` : null;
}

/** Moves finished files into dist/; in between, the launcher finds no stamp and uses the bundle. */
export function publish(paths) {
  rmSync(join(dist, STAMP), { force: true });
  const last = paths.filter((path) => basename(path) === STAMP);
  const first = paths.filter((path) => basename(path) !== STAMP);
  for (const path of [...first, ...last]) renameSync(path, join(dist, basename(path)));
}

/** Calls `work` with a folder for files under way, on the same disk as dist/. */
export function inWorkshop(work) {
  const folder = join(dist, `.${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// In a clone the build comes next and makes the snapshot of what it builds.
const bundle = join(dist, "cli.cjs");
if (process.argv[1] === fileURLToPath(import.meta.url) && existsSync(bundle) && !existsSync(join(root, "src"))) {
  try {
    inWorkshop((folder) => publish(makeSnapshot(bundle, folder)));
  } catch (error) {
    // An installation must not fail for want of speed.
    process.stderr.write(`No snapshot could be made, so aether will start more slowly: ${error.message}\n`);
  }
}
