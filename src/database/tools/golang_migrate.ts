import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { bound, type HistoryTool, numberOf, rowsOf } from "./tool.ts";

/** The history of golang-migrate. */
export const golangMigrate: HistoryTool = {
  name: "golang-migrate",
  words: "golang-migrate",
  versions: "4.19",
  command: "migrate up",
  layouts: ["golang-migrate"],
  table: "schema_migrations",
  mark: /\bdirty\b/,
  create: [
    HISTORY_TABLES.golangMigrate,
    "CREATE UNIQUE INDEX IF NOT EXISTS version_unique ON schema_migrations (version)",
  ],
  rows: rowsOf("schema_migrations", "version", { done: "NOT dirty" }),
  keyOf: numberOf,
  isHighWaterMark: true,
  keepsOnlyLast: true,
  record: (it) => [
    bound("DELETE FROM schema_migrations"),
    bound("INSERT INTO schema_migrations (version, dirty) VALUES (?, 0)", numberOf(it)),
  ],
};
