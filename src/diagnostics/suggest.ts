/**
 * The name a person probably meant, or null. Distance is Damerau-Levenshtein (optimal string alignment); the threshold
 * grows with the length: floor(0.4 · length) + 1. Equal letters in another case always count as near.
 */
export function suggest(name: string, candidates: Iterable<string>): string | null {
  const limit = Math.floor(0.4 * name.length) + 1;
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const near = candidate.toLowerCase() === name.toLowerCase() ? 0 : distance(name, candidate);
    // A suggestion that shares nothing with the name only confuses.
    if (near < bestDistance && near < Math.max(name.length, candidate.length)) {
      best = candidate;
      bestDistance = near;
    }
  }
  return best;
}

/** Number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** ` Did you mean "x"?` with a leading blank, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const found = suggest(name, candidates);
  return found === null ? "" : ` Did you mean \`${found}\`?`;
}
