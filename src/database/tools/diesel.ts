import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { bound, type HistoryTool, type MigrationFile, rowsOf } from "./tool.ts";

/** The history of diesel. */
export const diesel: HistoryTool = {
  name: "diesel",
  words: "diesel",
  versions: "2.3",
  command: "diesel migration run",
  layouts: ["diesel"],
  table: "__diesel_schema_migrations",
  create: [HISTORY_TABLES.diesel],
  rows: rowsOf("__diesel_schema_migrations", "version"),
  keyOf: dieselVersion,
  record: (it) => [
    bound("INSERT INTO __diesel_schema_migrations (version) VALUES (?)", dieselVersion(it)),
  ],
};

function dieselVersion({ migration }: MigrationFile): string {
  return migration.version.replaceAll("-", "");
}
