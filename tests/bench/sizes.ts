import type { BenchOptions } from "./bench.ts";
import type { ProjectSize } from "./projects.ts";

/** Every size that is asked for, small ones first. */
export function everySize({ migrations, tables, seed }: BenchOptions): ProjectSize[] {
  return migrations.flatMap((count) =>
    tables.map((tableCount) => ({ migrations: count, tables: tableCount, seed }))
  );
}

/** How a size stands in a table: `1,000 / 300`. */
export function sizeLabel({ migrations, tables }: ProjectSize): string {
  return `${migrations.toLocaleString("en-US")} / ${tables}`;
}

/**
 * How often a size is measured: what takes minutes once, what takes seconds without a rehearsal, and
 * what takes milliseconds more often than asked for.
 */
export function runsFor({ migrations }: ProjectSize, { runs }: BenchOptions) {
  if (migrations > 1000) return { runs: 1, warmUps: 0 };
  return migrations < 1000 ? { runs: Math.max(runs, 7), warmUps: 3 } : { runs, warmUps: 0 };
}
