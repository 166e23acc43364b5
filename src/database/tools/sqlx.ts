import { sha384 } from "../../base/hash.ts";
import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { quoteString } from "../../sql/names.ts";
import { bound, type HistoryTool, type MigrationFile, numberOf, rowsOf } from "./tool.ts";

/** The history of sqlx. */
export const sqlx: HistoryTool = {
  name: "sqlx",
  words: "sqlx",
  versions: "0.8",
  command: "sqlx migrate run",
  layouts: ["sqlx"],
  table: "_sqlx_migrations",
  create: [HISTORY_TABLES.sqlx],
  rows: rowsOf("_sqlx_migrations", "version", {
    done: "success",
    checksum: "lower(hex(checksum))",
  }),
  keyOf: numberOf,
  checksumOf: ({ source }) => sha384(source.text),
  comparesChecksums: true,
  rekey: (key, it) =>
    `UPDATE _sqlx_migrations SET version = ${numberOf(it)}, ` +
    `description = ${quoteString(descriptionOf(it))} WHERE version = ${key};`,
  record: async (it) => [
    bound(
      `INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
  VALUES (?, ?, 1, x'${await sha384(it.source.text)}', 0)`,
      numberOf(it),
      descriptionOf(it),
    ),
  ],
  afterSquash: async ({ last, text }) => [
    `DELETE FROM _sqlx_migrations WHERE version < ${BigInt(last.version)};`,
    `UPDATE _sqlx_migrations SET checksum = X'${await sha384(text)}' ` +
    `WHERE version = ${BigInt(last.version)};`,
  ],
};

function descriptionOf({ migration: { name } }: MigrationFile): string {
  return name.replaceAll("_", " ");
}
