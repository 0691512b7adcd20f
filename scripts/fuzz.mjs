// Runs many generated programs in both forms of the interpreter, and many mutations of the samples.
//   npm run fuzz -- 10000          10,000 of each, from a new seed
//   npm run fuzz -- 10000 42       from seed 42
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const [count = "10000", seed = String(Date.now() % 2_147_483_647)] = process.argv.slice(2);
if (!/^\d+$/.test(count) || !/^\d+$/.test(seed)) {
  console.error("Usage: npm run fuzz -- [COUNT] [SEED], both whole numbers");
  process.exit(2);
}
console.log(`${count} programs from seed ${seed}`);
const root = join(import.meta.dirname, "..");
const { status } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "test/fuzz"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, AETHER_FUZZ: count, AETHER_FUZZ_SEED: seed },
});
process.exit(status ?? 1);
