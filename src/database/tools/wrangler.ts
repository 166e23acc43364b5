import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { quoteString } from "../../sql/names.ts";
import { bound, type HistoryTool, rowsOf } from "./tool.ts";

/** The history of wrangler. */
export const wrangler: HistoryTool = {
  name: "wrangler",
  words: "wrangler",
  versions: "4.86, 4.125",
  command: "npx wrangler d1 migrations apply DB --local",
  layouts: ["d1", "plain"],
  table: "d1_migrations",
  create: [HISTORY_TABLES.wrangler],
  rows: rowsOf("d1_migrations", "name"),
  keyOf: ({ path }) => path,
  rekey: (key, { path }) =>
    `UPDATE d1_migrations SET name = ${quoteString(path)} WHERE name = ${quoteString(key)};`,
  record: ({ path }) => [bound("INSERT INTO d1_migrations (name) VALUES (?)", path)],
};
