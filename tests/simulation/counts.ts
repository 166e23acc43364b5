/** How often what happened. */
export type Counts = Map<string, number>;

/** Nothing yet. */
export function noCounts(): Counts {
  return new Map();
}

/** Counts something once more. */
export function count(counts: Counts, what: string, times = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + times);
}

/** Adds one list of counts to another. */
export function addCounts(counts: Counts, more: Counts): void {
  for (const [what, times] of more) count(counts, what, times);
}

/** The counts as lines, by name. */
export function describeCounts(counts: Counts): string {
  return [...counts].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([what, times]) => `${String(times).padStart(7)}  ${what}`).join("\n");
}
