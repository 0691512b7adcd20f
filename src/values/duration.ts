/** Units of durations in seconds, largest first. */
const units = [
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
  ["ms", 0.001],
] as const;

const part = /\s*(\d+(?:\.\d+)?)\s*(ms|[wdhms])/y;

/**
 * Seconds of a duration text such as `90s`, `1m 30s`, `1.5h` or `500ms`: one or more numbers with a unit each
 * (`ms s m h d w`). Null for anything else.
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  let seconds = 0;
  part.lastIndex = 0;
  while (part.lastIndex < trimmed.length) {
    const found = part.exec(trimmed);
    if (!found) return null;
    seconds += Number(found[1]) * units.find(([unit]) => unit === found[2])![1];
  }
  return trimmed === "" ? null : Math.round(seconds * 1e6) / 1e6;
}

/** A number of seconds for people: `1m 30s`, `2d 4h`, `500ms`, `0s`; the largest two units that matter. */
export function printDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return String(seconds);
  const sign = seconds < 0 ? "-" : "";
  let left = Math.round(Math.abs(seconds) * 1000);
  const written: string[] = [];
  let first = -1;
  for (const [at, [unit, size]] of units.entries()) {
    const ms = Math.round(size * 1000);
    const count = Math.floor(left / ms);
    left -= count * ms;
    if (count > 0 && first < 0) first = at;
    if (count > 0 && at <= first + 1) written.push(`${count}${unit}`);
  }
  return written.length === 0 ? "0s" : sign + written.join(" ");
}
