// How long the command takes to start, against Node that does nothing: interleaved, so that whatever else the machine does
// hits all alike.
//   npm run build && npm run bench:start               30 rounds
//   npm run bench:start -- 100                         as many as one likes
// "over Node" and "ratio" are medians of the pairs of each round.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const aether = join(import.meta.dirname, "../bin/aether");
const rounds = Number(process.argv[2] ?? 30);
const folder = mkdtempSync(join(tmpdir(), "aether-start-"));
mkdirSync(join(folder, ".aether"));
writeFileSync(join(folder, "one.aether"), 'print("hello")\n');

const { NODE_OPTIONS: _, ...environment } = process.env;
/** With any option in the environment the launcher leaves the snapshot alone. */
const withoutSnapshot = { ...environment, NODE_OPTIONS: "--no-warnings" };
const commands = {
  "node -e 0": { words: ["node", "-e", "0"] },
  "aether --version": { words: [aether, "--version"] },
  "aether run one.aether": { words: [aether, "run", "one.aether"] },
  "aether run system/agent_sync.aether": { words: [aether, "run", "system/agent_sync.aether"] },
  "the same, new memory": { words: [aether, "run", "system/agent_sync.aether", "--memory", ":memory:"] },
  "aether run one.aether, no snapshot": { words: [aether, "run", "one.aether"], env: withoutSnapshot },
};

function run({ words: [program, ...words], env = environment }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${status}:\n${stderr}`);
  return time;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (const command of Object.values(commands)) run(command);
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) times[name].push(run(command));
  }
  const bare = times["node -e 0"];
  console.log("| command | median ms | fastest | over Node | ratio |\n|---|---|---|---|---|");
  for (const [name, values] of Object.entries(times)) {
    const over = median(values.map((value, round) => value - bare[round]));
    const ratio = median(values.map((value, round) => value / bare[round]));
    const cells = [median(values), Math.min(...values), over].map((value) => value.toFixed(0));
    console.log(`| \`${name}\` | ${cells.join(" | ")} | ${ratio.toFixed(2)} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
