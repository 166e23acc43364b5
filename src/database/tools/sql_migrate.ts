import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { quoteString } from "../../sql/names.ts";
import { bound, type HistoryTool, rowsOf } from "./tool.ts";

/** The history of sql-migrate. */
export const sqlMigrate: HistoryTool = historyIn("gorp_migrations");

/** The same under the name that its documentation gives it in a configuration. */
export const sqlMigrateConfigured: HistoryTool = {
  ...historyIn("migrations"),
  mark: /^(?=.*\bid\b)(?=.*\bapplied_at\b)[^,]*,[^,]*$/s,
};

function historyIn(table: string): HistoryTool {
  return {
    name: "sql-migrate",
    words: "sql-migrate",
    versions: "1.8",
    command: "sql-migrate up",
    layouts: ["sql-migrate"],
    table,
    create: [HISTORY_TABLES.sqlMigrate.replace("gorp_migrations", table)],
    rows: rowsOf(table, "id"),
    keyOf: ({ path }) => path,
    rekey: (key, { path }) =>
      `UPDATE ${table} SET id = ${quoteString(path)} WHERE id = ${quoteString(key)};`,
    record: ({ path }) => [
      bound(`INSERT INTO ${table} (id, applied_at) VALUES (?, CURRENT_TIMESTAMP)`, path),
    ],
    afterSquash: ({ others }) => [
      `DELETE FROM ${table} WHERE id IN ` +
      `(${others.map(({ id }) => quoteString(`${id}.sql`)).join(", ")});`,
    ],
  };
}
