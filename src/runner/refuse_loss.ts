import type { BundledMigration } from "./bundle.ts";
import type { Driver } from "./driver.ts";
import { refusal } from "./migration_error.ts";
import { query, type Steps } from "./steps.ts";

/**
 * Throws if a migration requires foreign keys off and drops tables that rows reference: with
 * foreign keys on, these rows would be deleted.
 */
export function* refuseLoss(
  { id, foreignKeys, drops = [] }: BundledMigration,
  driver: Driver,
): Steps<void> {
  if (foreignKeys !== "off") return;
  const names = yield* rowsAtRisk(driver, drops);
  if (names.length === 0) return;
  throw refusal(id, `rows of ${names.join(", ")} would be lost: foreign keys stay on here`, {
    kind: "keys-stay-on",
  });
}

/** The names of tables with rows that reference one of these, which are in lower case. */
function* rowsAtRisk(driver: Driver, drops: readonly string[]): Steps<readonly string[]> {
  const filled: string[] = [];
  // Cloudflare has internal tables, and does not allow joining pragmas with the schema.
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
