import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import type { Migration } from "../../migrations/directory.ts";
import { quoteString } from "../../sql/names.ts";
import { flywayChecksum } from "./checksums.ts";
import { bound, type HistoryTool, rowsOf } from "./tool.ts";

/** The history of Flyway. */
export const flyway: HistoryTool = {
  name: "flyway",
  words: "Flyway",
  versions: "13.0",
  command: "flyway migrate",
  layouts: ["flyway"],
  table: "flyway_schema_history",
  create: [
    HISTORY_TABLES.flyway,
    'CREATE INDEX IF NOT EXISTS "flyway_schema_history_s_idx" ON ' +
    '"flyway_schema_history" ("success")',
  ],
  rows: rowsOf("flyway_schema_history", "script", {
    done: "success",
    checksum: "checksum",
    where: "type = 'SQL'",
  }),
  keyOf: ({ path }) => path,
  checksumOf: ({ source }) => String(flywayChecksum(source.text)),
  comparesChecksums: true,
  rekey: (key, { migration, path }) =>
    `UPDATE flyway_schema_history SET version = ${quoteString(versionOf(migration))}, ` +
    `description = ${quoteString(descriptionOf(migration))}, script = ${quoteString(path)} ` +
    `WHERE script = ${quoteString(key)};`,
  record: ({ migration, path, source }) => [
    bound(
      `INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
  checksum, installed_by, execution_time, success)
  SELECT coalesce(max(installed_rank), 0) + 1, nullif(?, ''), ?, 'SQL', ?, ?, '', 0, 1
  FROM flyway_schema_history`,
      versionOf(migration),
      descriptionOf(migration),
      path,
      flywayChecksum(source.text),
    ),
  ],
  markCommands: (files) => [
    `flyway baseline -baselineVersion=${files.at(-1)!.migration.version}`,
  ],
  afterSquash: () => ["flyway repair"],
};

function versionOf({ version }: Migration): string {
  return version.replaceAll("_", ".");
}

function descriptionOf({ name }: Migration): string {
  return name.replaceAll("_", " ");
}
