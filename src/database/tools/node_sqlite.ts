import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { bound, type HistoryTool, numberOf, rowsOf } from "./tool.ts";

/** The history of node-sqlite. */
export const nodeSqlite: HistoryTool = {
  name: "node-sqlite",
  words: "node-sqlite",
  versions: "5.1",
  command: "your program, which calls migrate()",
  layouts: ["node-sqlite"],
  table: "migrations",
  mark: /\bup\b.*\bdown\b/s,
  create: [HISTORY_TABLES.nodeSqlite],
  rows: rowsOf("migrations", "id"),
  keyOf: numberOf,
  // It runs `down` from this column if the file is gone.
  record: (it) => {
    const [up = "", down = ""] = it.source.text.split(/^--\s+?down\b/im);
    const { name } = it.migration;
    return [
      bound(
        "INSERT INTO migrations (id, name, up, down) VALUES (?, ?, ?, ?)",
        numberOf(it),
        name,
        up.replace(/^-- .*?$/gm, "").trim(),
        down.trim(),
      ),
    ];
  },
};
