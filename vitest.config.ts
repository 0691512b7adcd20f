import { defineConfig } from "vitest/config";

// The interpreter runs on the host stack; the tests get the same flags as the shipped launcher (bin/aether).
export const nodeFlags = [
  "--stack-size=3900",
  "--enable-experimental-regexp-engine",
  "--enable-experimental-regexp-engine-on-excessive-backtracks",
];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    execArgv: nodeFlags,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
