import { sha256, sha384 } from "../../base/hash.ts";
import { quoteString } from "../../sql/names.ts";
import type { Migration } from "../directory.ts";

/**
 * The statements or commands, one per line, for a database that has run all migrations which a
 * single one now replaces under the name of the last. Empty if its runner only compares names and
 * versions.
 */
export async function afterSquash(
  layout: string,
  covered: readonly Migration[],
  text: string,
): Promise<string[]> {
  const last = covered.at(-1)!;
  const others = (id: (migration: Migration) => string) =>
    covered.slice(0, -1).map((it) => quoteString(id(it))).join(", ");
  switch (layout) {
    case "atlas":
      return [`atlas migrate set ${last.version}`];
    case "flyway":
      return ["flyway repair"];
    case "prisma":
      return [
        `DELETE FROM _prisma_migrations WHERE migration_name IN (${others(({ id }) => id)});`,
        `UPDATE _prisma_migrations SET checksum = '${await sha256(text)}' ` +
        `WHERE migration_name = ${quoteString(last.id)};`,
      ];
    case "refinery":
      return ["runner.set_abort_divergent(false).set_abort_missing(false)"];
    case "sql-migrate":
      return [`DELETE FROM gorp_migrations WHERE id IN (${others(({ id }) => `${id}.sql`)});`];
    case "sqlx":
      return [
        `DELETE FROM _sqlx_migrations WHERE version < ${BigInt(last.version)};`,
        `UPDATE _sqlx_migrations SET checksum = X'${await sha384(text)}' ` +
        `WHERE version = ${BigInt(last.version)};`,
      ];
  }
  return [];
}
