import type { BenchOptions } from "./bench.ts";
import type { ProjectSize } from "./projects.ts";

/** All requested sizes, the smallest first. */
export function everySize({ migrations, tables, seed }: BenchOptions): ProjectSize[] {
  return migrations.flatMap((count) =>
    tables.map((tableCount) => ({ migrations: count, tables: tableCount, seed }))
  );
}

/** A size in a table: `1,000 / 300`. */
export function sizeLabel({ migrations, tables }: ProjectSize): string {
  return `${migrations.toLocaleString("en-US")} / ${tables}`;
}

/**
 * How often a size is measured: once if it takes minutes, without a warm-up if it takes seconds,
 * and more often than requested if it takes milliseconds.
 */
export function runsFor({ migrations }: ProjectSize, { runs }: BenchOptions) {
  if (migrations > 1000) return { runs: 1, warmUps: 0 };
  return migrations < 1000 ? { runs: Math.max(runs, 7), warmUps: 3 } : { runs, warmUps: 0 };
}
