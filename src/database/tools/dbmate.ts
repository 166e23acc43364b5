import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { bound, type HistoryTool, rowsOf } from "./tool.ts";

/** The history of dbmate. */
export const dbmate: HistoryTool = {
  name: "dbmate",
  words: "dbmate",
  versions: "2.36",
  command: "dbmate up",
  layouts: ["dbmate"],
  table: "schema_migrations",
  // Those of Rails and Ecto have the same name.
  mark: /^(?!.*\b(?:dirty|inserted_at|not\s+null)\b)/is,
  create: [HISTORY_TABLES.dbmate],
  rows: rowsOf("schema_migrations", "version"),
  keyOf: ({ migration }) => migration.version,
  record: (it) => [
    bound("INSERT INTO schema_migrations (version) VALUES (?)", it.migration.version),
  ],
};
