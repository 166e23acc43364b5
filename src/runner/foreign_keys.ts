import type { BoundStatement, Driver, Row } from "./driver.ts";
import type { OrphanRow } from "./migration_error.ts";
import { query, type Steps } from "./steps.ts";

/** Every row that refers to nothing. */
export function* orphanRows(driver: Driver): Steps<readonly OrphanRow[]> {
  const sql = `SELECT "table" AS child, CAST(rowid AS TEXT) AS id, parent
  FROM pragma_foreign_key_check`;
  return (yield* query(driver, sql)).map(orphanOf);
}

function orphanOf({ child, id, parent }: Row): OrphanRow {
  return {
    table: String(child),
    ...(id != null && { rowid: String(id) }),
    parent: String(parent),
  };
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
