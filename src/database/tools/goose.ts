import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { bound, type HistoryTool, numberOf, rowsOf } from "./tool.ts";

/** The history of goose. */
export const goose: HistoryTool = {
  name: "goose",
  words: "goose",
  versions: "3.27",
  command: "goose up",
  layouts: ["goose"],
  table: "goose_db_version",
  create: [
    HISTORY_TABLES.goose,
    "INSERT INTO goose_db_version (version_id, is_applied) " +
    "SELECT 0, 1 WHERE NOT EXISTS (SELECT 1 FROM goose_db_version)",
  ],
  // A down migration adds a row too: the latest one counts.
  rows: rowsOf("goose_db_version AS v", "version_id", {
    where: "version_id > 0 AND is_applied AND id = " +
      "(SELECT max(id) FROM goose_db_version AS w WHERE w.version_id = v.version_id)",
  }),
  keyOf: numberOf,
  record: (it) => [
    bound(
      "INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, 1)",
      numberOf(it),
    ),
  ],
};
