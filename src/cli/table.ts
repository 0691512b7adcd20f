import { visible } from "../diagnostics/frame.ts";
import { print } from "../values/print.ts";
import type { ObjectValue } from "../values/types.ts";

const WIDEST = 40;
const COLUMNS = 8;

/** Rows as an aligned table with a heading. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [heading, ...rows].map((row) => row.map(cell));
  const widths = heading.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  return cells
    .map(
      (row) =>
        `${row
          .map((text, column) => text.padEnd(widths[column]!))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** Records as a table: `id` and `type` first, then the keys most records have. */
export function recordTable(records: readonly ObjectValue[]): string {
  const counts = new Map<string, number>();
  for (const record of records) for (const key of record.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const others = [...counts.keys()].filter((key) => key !== "id" && key !== "type");
  const frequent = others.sort((a, b) => counts.get(b)! - counts.get(a)!).slice(0, COLUMNS - 2);
  const keys = ["id", "type", ...frequent];
  return table(
    keys,
    records.map((record) => keys.map((key) => (record.has(key) ? print(record.get(key)!) : ""))),
  );
}

function cell(text: string): string {
  const line = visible(text).replaceAll("\n", "␤");
  return line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line;
}
