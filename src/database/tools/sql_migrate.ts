import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { quoteString } from "../../sql/names.ts";
import { bound, type HistoryTool, rowsOf } from "./tool.ts";

/** The history of sql-migrate. */
export const sqlMigrate: HistoryTool = {
  name: "sql-migrate",
  words: "sql-migrate",
  versions: "1.8",
  command: "sql-migrate up",
  layouts: ["sql-migrate"],
  table: "gorp_migrations",
  create: [HISTORY_TABLES.sqlMigrate],
  rows: rowsOf("gorp_migrations", "id"),
  keyOf: ({ path }) => path,
  record: ({ path }) => [
    bound("INSERT INTO gorp_migrations (id, applied_at) VALUES (?, CURRENT_TIMESTAMP)", path),
  ],
  afterSquash: ({ others }) => [
    "DELETE FROM gorp_migrations WHERE id IN " +
    `(${others.map(({ id }) => quoteString(`${id}.sql`)).join(", ")});`,
  ],
};
