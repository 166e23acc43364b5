import type { BoundStatement, Driver } from "./driver.ts";
import type { OrphanRow } from "./migration_error.ts";
import { query, type Steps } from "./steps.ts";

/** All orphan rows. */
export function* orphanRows(driver: Driver): Steps<readonly OrphanRow[]> {
  const rows = yield* query(
    driver,
    `SELECT "table", CAST(rowid AS TEXT) AS rowid, parent FROM pragma_foreign_key_check`,
  );
  // Some drivers return rows as instances of a class.
  return rows.map((row) => ({ ...row as unknown as OrphanRow }));
}

/**
 * The orphan rows that were not there before, if their number has grown: those of a renamed table
 * are not new.
 */
export function newOrphans(
  before: readonly OrphanRow[],
  after: readonly OrphanRow[],
): readonly OrphanRow[] {
  const was = new Set(before.map((it) => JSON.stringify(it)));
  const isMore = after.length > before.length;
  return isMore ? after.filter((it) => !was.has(JSON.stringify(it))) : [];
}

/** A statement that fails with an overflow if there are more than `count` orphan rows. */
export function orphanGate(count: number): BoundStatement {
  return {
    sql: `SELECT CASE WHEN (SELECT count(*) FROM pragma_foreign_key_check) > ${count}
  THEN abs(-9223372036854775807 - 1) END`,
  };
}

/** Matches the engine's message when the gate fails. */
export const GATE_MESSAGE = /integer overflow/;
