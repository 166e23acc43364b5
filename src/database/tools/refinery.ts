import { HISTORY_TABLES } from "../../migrations/runners/history_tables.ts";
import { refineryChecksum } from "./checksums.ts";
import { bound, type HistoryTool, type MigrationFile, numberOf, rowsOf } from "./tool.ts";

/** The history of refinery. */
export const refinery: HistoryTool = {
  name: "refinery",
  words: "refinery",
  versions: "0.9",
  command: "refinery migrate",
  layouts: ["refinery"],
  table: "refinery_schema_history",
  create: [HISTORY_TABLES.refinery],
  // It can be built for versions beyond 32 bits, and then hashes the version as such a number.
  rows: rowsOf("refinery_schema_history", "version", {
    checksum: "CASE (SELECT lower(type) FROM pragma_table_info('refinery_schema_history')" +
      " WHERE name = 'version') WHEN 'int4' THEN checksum END",
  }),
  keyOf: numberOf,
  checksumOf: refineryChecksumOf,
  comparesChecksums: true,
  record: (it) => [
    bound(
      `INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
  VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'), ?)`,
      numberOf(it),
      it.migration.name,
      refineryChecksumOf(it),
    ),
  ],
  // It has no command for it: the application that runs it has to call these.
  afterSquash: () => ["runner.set_abort_divergent(false).set_abort_missing(false)"],
};

function refineryChecksumOf(it: MigrationFile): string {
  const { migration: { name }, source: { text } } = it;
  return refineryChecksum({ name, version: Number(numberOf(it)), text });
}
