import type { BoundStatement, Driver } from "./driver.ts";
import type { OrphanRow } from "./migration_error.ts";
import { query, type Steps } from "./steps.ts";

/** Every row that refers to nothing. */
export function* orphanRows(driver: Driver): Steps<readonly OrphanRow[]> {
  const rows = yield* query(
    driver,
    `SELECT "table", CAST(rowid AS TEXT) AS rowid, parent FROM pragma_foreign_key_check`,
  );
  // Some drivers give rows with a face of their own.
  return rows.map((row) => ({ ...row as unknown as OrphanRow }));
}

/**
 * Those that were not there before, where there are more of them now: what a renamed table brings along
 * is not new.
 */
export function newOrphans(
  before: readonly OrphanRow[],
  after: readonly OrphanRow[],
): readonly OrphanRow[] {
  const was = new Set(before.map((it) => JSON.stringify(it)));
  const isMore = after.length > before.length;
  return isMore ? after.filter((it) => !was.has(JSON.stringify(it))) : [];
}

/** What fails, with an overflow, where more rows refer to nothing than so many. */
export function orphanGate(count: number): BoundStatement {
  return {
    sql: `SELECT CASE WHEN (SELECT count(*) FROM pragma_foreign_key_check) > ${count}
  THEN abs(-9223372036854775807 - 1) END`,
  };
}

/** What the engine says then. */
export const GATE_WORDS = /integer overflow/;
