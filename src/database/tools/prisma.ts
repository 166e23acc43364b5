import { sha256 } from "../../base/hash.ts";
import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { quoteString } from "../../sql/names.ts";
import { bound, type HistoryTool, rowsOf } from "./tool.ts";

/** The history of Prisma. */
export const prisma: HistoryTool = {
  name: "prisma",
  words: "Prisma",
  versions: "7.10",
  command: "npx prisma migrate deploy",
  layouts: ["prisma"],
  table: "_prisma_migrations",
  create: [HISTORY_TABLES.prisma],
  rows: rowsOf("_prisma_migrations", "migration_name", {
    done: "finished_at IS NOT NULL",
    checksum: "checksum",
    where: "rolled_back_at IS NULL",
  }),
  keyOf: ({ migration }) => migration.id,
  checksumOf: ({ source }) => sha256(source.text),
  rekey: (key, { migration: { id } }) =>
    `UPDATE _prisma_migrations SET migration_name = ${quoteString(id)} ` +
    `WHERE migration_name = ${quoteString(key)};`,
  record: async ({ migration, source }) => [
    bound(
      `INSERT INTO _prisma_migrations
  (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
  SELECT substr(r, 1, 8) || '-' || substr(r, 9, 4) || '-4' || substr(r, 14, 3) || '-a' ||
    substr(r, 18, 3) || '-' || substr(r, 21, 12), ?, ${MILLISECONDS}, ?, ${MILLISECONDS}, 1
  FROM (SELECT lower(hex(randomblob(16))) AS r)`,
      await sha256(source.text),
      migration.id,
    ),
  ],
  markCommands: (files) =>
    files.map(({ migration }) => `npx prisma migrate resolve --applied ${migration.id}`),
  afterSquash: async ({ last, others, text }) => [
    "DELETE FROM _prisma_migrations WHERE migration_name IN " +
    `(${others.map(({ id }) => quoteString(id)).join(", ")});`,
    `UPDATE _prisma_migrations SET checksum = '${await sha256(text)}' ` +
    `WHERE migration_name = ${quoteString(last.id)};`,
  ],
};

/** The time in milliseconds since 1970, as Prisma stores it. */
const MILLISECONDS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
