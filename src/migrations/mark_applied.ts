import { sha256, sha384 } from "../base/hash.ts";
import { quoteString } from "../sql/names.ts";
import type { Migration } from "./directory.ts";

/** A migration, and the text of the file as its runner reads it. */
export interface WrittenMigration {
  readonly migration: Migration;
  readonly text: string;
}

/**
 * The statements or commands, one per line, that record these migrations as applied in a database,
 * in the way of each tool; empty if no way is known.
 */
export async function markApplied(
  layout: string,
  written: readonly WrittenMigration[],
): Promise<string[]> {
  const last = written.at(-1)?.migration;
  if (last === undefined) return [];
  const insert = async (table: string, row: (it: WrittenMigration) => string | Promise<string>) => [
    `INSERT INTO ${table} VALUES ${(await Promise.all(written.map(row))).join(", ")};`,
  ];
  const version = ({ migration }: WrittenMigration) => migration.version.replace(/\D/g, "");
  switch (layout) {
    case "atlas":
      return [`atlas migrate set ${last.version}`];
    case "d1":
      return await insert(
        "d1_migrations (name)",
        ({ migration: { id } }) => `(${quoteString(`${id}.sql`)})`,
      );
    case "dbmate":
      return await insert("schema_migrations (version)", (it) => `('${it.migration.version}')`);
    case "diesel":
      return await insert("__diesel_schema_migrations (version)", (it) => `('${version(it)}')`);
    case "flyway":
      return [`flyway baseline -baselineVersion=${last.version}`];
    case "golang-migrate":
      return [
        "DELETE FROM schema_migrations;",
        `INSERT INTO schema_migrations (version, dirty) VALUES (${BigInt(last.version)}, 0);`,
      ];
    case "goose":
      return await insert(
        "goose_db_version (version_id, is_applied)",
        (it) => `(${BigInt(version(it))}, 1)`,
      );
    case "prisma":
      return written.map(({ migration: { id } }) => `npx prisma migrate resolve --applied ${id}`);
    case "sql-migrate":
      return await insert(
        "gorp_migrations (id, applied_at)",
        ({ migration: { id } }) => `(${quoteString(`${id}.sql`)}, CURRENT_TIMESTAMP)`,
      );
    case "sqlx":
      return await insert(
        "_sqlx_migrations (version, description, success, checksum, execution_time)",
        async ({ migration, text }) =>
          `(${BigInt(migration.version)}, ${
            quoteString(migration.name.replaceAll("_", " "))
          }, 1, X'${await sha384(
            text,
          )}', 0)`,
      );
  }
  return [];
}

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
