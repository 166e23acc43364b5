import type { BundledMigration } from "./bundle.ts";
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
 * Those that were not there before, as far as they can be told apart: by table and parent, in the
 * number by which they have grown. `tables` are those that are there afterwards, in lower case: what a
 * renamed table brings along is not new.
 */
export function newOrphans(
  before: readonly OrphanRow[],
  after: readonly OrphanRow[],
  tables: ReadonlySet<string>,
): readonly OrphanRow[] {
  const key = ({ table, parent }: OrphanRow) => JSON.stringify([table, parent]);
  const known = new Map<string, number>();
  for (const orphan of before) known.set(key(orphan), (known.get(key(orphan)) ?? 0) + 1);
  // Of as many as there were before, the same rows are taken for the same ones.
  const was = new Set(before.map((it) => JSON.stringify(it)));
  const isOld = (orphan: OrphanRow) => was.has(JSON.stringify(orphan));
  const inOrder = [...after.filter(isOld), ...after.filter((it) => !isOld(it))];
  const grown = inOrder.filter((orphan) => {
    const count = known.get(key(orphan)) ?? 0;
    known.set(key(orphan), count - 1);
    return count <= 0;
  });
  const isThere = (name: string) => tables.has(name.toLowerCase());
  const moved = before.filter((it) => !isThere(it.table) || !isThere(it.parent));
  const stayed = new Set(after.map(key));
  return grown.slice(moved.filter((it) => !stayed.has(key(it))).length);
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

/** The names of all tables, in lower case. */
export function* tableNames(driver: Driver): Steps<ReadonlySet<string>> {
  const sql = "SELECT lower(name) AS name FROM sqlite_schema WHERE type = 'table'";
  return new Set((yield* query(driver, sql)).map(({ name }) => String(name)));
}

/**
 * The names of tables that would lose rows where a migration drops what they refer to and foreign keys
 * cannot be turned off.
 */
export function* childrenAtRisk(
  driver: Driver,
  { drops = [] }: BundledMigration,
): Steps<readonly string[]> {
  const filled: string[] = [];
  if (drops.length === 0) return filled;
  // Cloudflare keeps tables to itself, and does not let pragmas be joined with the schema.
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*'";
  for (const { name } of yield* query(driver, sql)) {
    const table = `"${String(name).replaceAll('"', '""')}"`;
    const keys = yield* query(driver, `PRAGMA foreign_key_list(${table})`);
    if (!keys.some((key) => drops.includes(String(key["table"]).toLowerCase()))) continue;
    const some = yield* query(driver, `SELECT 1 AS found FROM ${table} LIMIT 1`);
    if (some.length > 0) filled.push(String(name));
  }
  return filled;
}
