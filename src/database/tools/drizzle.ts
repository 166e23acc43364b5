import { sha256 } from "../../base/hash.ts";
import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { quoteString } from "../../sql/names.ts";
import { bound, type HistoryTool, type MigrationFile, rowsOf } from "./tool.ts";

/** The history of Drizzle before 1.0, which lists its migrations in a journal. */
export const drizzleWithJournal: HistoryTool = {
  name: "drizzle",
  words: "Drizzle",
  versions: "0.45",
  command: "npx drizzle-kit migrate",
  layouts: ["drizzle"],
  table: "__drizzle_migrations",
  mark: /^(?!.*\bapplied_at\b)/s,
  create: [HISTORY_TABLES.drizzle],
  keeps: (files) => files.has(DRIZZLE_JOURNAL),
  rows: rowsOf("__drizzle_migrations", "created_at"),
  keyOf: (it) => String(drizzleTime(it)),
  isHighWaterMark: true,
  record: async (it) => [
    bound(
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)",
      await sha256(it.source.text),
      drizzleTime(it),
    ),
  ],
};

/** The history of Drizzle from 1.0 on. */
export const drizzle: HistoryTool = {
  name: "drizzle",
  words: "Drizzle",
  versions: "1.0.0-rc",
  command: "npx drizzle-kit migrate",
  layouts: ["drizzle"],
  table: "__drizzle_migrations",
  mark: /\bapplied_at\b/,
  create: [
    'CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (\n\t\t\t\tid INTEGER PRIMARY KEY,\n' +
    "\t\t\t\thash text NOT NULL,\n\t\t\t\tcreated_at numeric,\n\t\t\t\tname text,\n" +
    "\t\t\t\tapplied_at TEXT\n\t\t\t)",
  ],
  keeps: (files) => !files.has(DRIZZLE_JOURNAL),
  rows: rowsOf("__drizzle_migrations", "name", { checksum: "hash" }),
  keyOf: ({ migration }) => migration.id,
  checksumOf: ({ source }) => sha256(source.text),
  rekey: (key, it) =>
    `UPDATE __drizzle_migrations SET name = ${quoteString(it.migration.id)}, ` +
    `created_at = ${drizzleTime(it)} WHERE name = ${quoteString(key)};`,
  record: async (it) => [
    bound(
      `INSERT INTO __drizzle_migrations (hash, created_at, name, applied_at)
  VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))`,
      await sha256(it.source.text),
      drizzleTime(it),
      it.migration.id,
    ),
  ],
};

/** The list of migrations of Drizzle up to 0.45. */
const DRIZZLE_JOURNAL = "meta/_journal.json";

/**
 * The creation time of a migration in milliseconds since 1970, as Drizzle records it: the `when` of
 * its journal or, without a journal, the time in the name of its folder.
 */
function drizzleTime({ migration: { id, version }, files }: MigrationFile): number {
  const journal = files.get(DRIZZLE_JOURNAL);
  if (journal === undefined) {
    const [year, month, ...rest] = version.match(/^\d{4}|\d\d/g)!.map(Number);
    return Date.UTC(year!, month! - 1, ...rest);
  }
  const entries: readonly { readonly tag: string; readonly when: number }[] =
    JSON.parse(journal.text).entries;
  return entries.find(({ tag }) => tag === id)!.when;
}
