/** How often each event occurred, by its name. */
export type Counts = Map<string, number>;

/** No events. */
export function noCounts(): Counts {
  return new Map();
}

/** Counts one event. */
export function count(counts: Counts, what: string, times = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + times);
}

/** Adds the counts to others. */
export function addCounts(counts: Counts, more: Counts): void {
  for (const [what, times] of more) count(counts, what, times);
}

/** The counts as lines, by name. */
export function describeCounts(counts: Counts): string {
  return [...counts].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([what, times]) => `${String(times).padStart(7)}  ${what}`).join("\n");
}
