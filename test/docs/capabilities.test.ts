import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const repository = join(import.meta.dirname, "../..");
const page = readFileSync(join(repository, "docs/capabilities.md"), "utf8");

/** Areas in their order, with how many capabilities each has. */
const areas = [
  ["Agent sync", 32],
  ["Background agents", 38],
  ["Agents behind a bus", 33],
  ["Swarm coordination", 36],
  ["Orchestration", 31],
] as const;

interface Row {
  readonly area: string;
  readonly number: string;
  readonly what: string;
  readonly state: string;
  readonly rooms: readonly string[];
  readonly tests: readonly string[];
}

/** Paths in a cell: each stands in backquotes, separated by commas. Anything else is a mistake in the page. */
function paths(cell: string): string[] {
  if (cell === "") return [];
  return cell.split(", ").map((path) => /^`([^`]+)`$/.exec(path)?.[1] ?? `not a path: ${path}`);
}

function readRows(): Row[] {
  const rows: Row[] = [];
  let area = "";
  for (const line of page.split("\n")) {
    if (line.startsWith("## ")) area = line.slice(3);
    if (!/^\| S\d/.test(line)) continue;
    const cells = line.split("|").map((cell) => cell.trim());
    expect(cells, `columns of: ${line}`).toHaveLength(7);
    const [, number, what, state, room, test] = cells as [string, string, string, string, string, string, string];
    rows.push({ area, number, what, state, rooms: paths(room), tests: paths(test) });
  }
  return rows;
}

const rows = readRows();
const begun = rows.filter(({ state }) => state !== "planned");

describe("the table of capabilities", () => {
  it("has every number once, in order, under the heading of its area", () => {
    const expected = areas.flatMap(([area, count], index) =>
      Array.from({ length: count }, (_, i) => `${area}: S${index}-${String(i + 1).padStart(2, "0")}`),
    );
    expect(rows.map(({ area, number }) => `${area}: ${number}`)).toEqual(expected);
    expect(rows).toHaveLength(170);
  });

  it("says of each what it is and how far it is", () => {
    const wrong = rows.filter(({ what, state }) => what === "" || !/^(done|planned|partly: \S.*)$/.test(state));
    expect(wrong).toEqual([]);
    expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length);
  });

  it("names room and test of everything begun, and of nothing else", () => {
    const wrong = rows.filter(({ state, rooms, tests }) => {
      const named = [rooms.length > 0, tests.length > 0];
      return named.some((one) => one !== (state !== "planned"));
    });
    expect(wrong).toEqual([]);
  });

  it("names only rooms that exist", () => {
    const all = [...new Set(begun.flatMap(({ rooms }) => rooms))];
    expect(all.filter((room) => !/^(src\/\w+|system\/|stdlib\/)$/.test(room))).toEqual([]);
    const missing = all.filter((room) => !statSync(join(repository, room), { throwIfNoEntry: false })?.isDirectory());
    expect(missing).toEqual([]);
  });

  it("names only tests that exist", () => {
    const all = [...new Set(begun.flatMap(({ tests }) => tests))];
    expect(all.filter((test) => !/^test\/.+(\.test\.ts|\/source\.aether)$/.test(test))).toEqual([]);
    expect(all.filter((test) => !existsSync(join(repository, test)))).toEqual([]);
  });
});
