import { sha256, sha384 } from "../../base/hash.ts";
import type { BoundStatement } from "../../runner/driver.ts";
import { flywayChecksum, refineryChecksum } from "./checksums.ts";
import type { HistoryTool, MigrationFile } from "./tool.ts";

/** Every tool whose history is supported, by name. */
export const HISTORY_TOOLS: readonly HistoryTool[] = [
  {
    name: "atlas",
    words: "Atlas",
    versions: "1.2",
    command: "atlas migrate apply",
    layouts: ["atlas"],
    table: "atlas_schema_revisions",
    create: [],
    rows:
      "SELECT version AS entry, applied = total AS done, NULL AS checksum FROM atlas_schema_revisions WHERE type <> 1",
    keyOf: ({ migration }) => migration.version,
    whyNot: "its table is internal, and it counts the statements of a file by rules of its own",
    markCommands: (files) => [`atlas migrate set ${files.at(-1)!.migration.version}`],
  },
  {
    name: "dbmate",
    words: "dbmate",
    versions: "2.36",
    command: "dbmate up",
    layouts: ["dbmate"],
    table: "schema_migrations",
    // Those of Rails and Ecto have the same name.
    mark: /^(?!.*\b(?:dirty|inserted_at|not\s+null)\b)/is,
    create: ['CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key)'],
    rows: rowsOf("schema_migrations", "version"),
    keyOf: ({ migration }) => migration.version,
    record: (it) => [
      bound("INSERT INTO schema_migrations (version) VALUES (?)", it.migration.version),
    ],
  },
  {
    name: "diesel",
    words: "diesel",
    versions: "2.3",
    command: "diesel migration run",
    layouts: ["diesel"],
    table: "__diesel_schema_migrations",
    create: [
      "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (\n" +
      "       version VARCHAR(50) PRIMARY KEY NOT NULL,\n" +
      "       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n)",
    ],
    rows: rowsOf("__diesel_schema_migrations", "version"),
    keyOf: dieselVersion,
    record: (it) => [
      bound("INSERT INTO __diesel_schema_migrations (version) VALUES (?)", dieselVersion(it)),
    ],
  },
  {
    name: "drizzle",
    words: "Drizzle",
    versions: "0.45",
    command: "npx drizzle-kit migrate",
    layouts: ["drizzle"],
    table: "__drizzle_migrations",
    mark: /^(?!.*\bapplied_at\b)/s,
    create: [
      'CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (\n\t\t\t\tid SERIAL PRIMARY KEY,\n' +
      "\t\t\t\thash text NOT NULL,\n\t\t\t\tcreated_at numeric\n\t\t\t)",
    ],
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
  },
  {
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
    rows: rowsOf("__drizzle_migrations", "name"),
    keyOf: ({ migration }) => migration.id,
    record: async (it) => [
      bound(
        `INSERT INTO __drizzle_migrations (hash, created_at, name, applied_at)
  VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))`,
        await sha256(it.source.text),
        drizzleTime(it),
        it.migration.id,
      ),
    ],
  },
  {
    name: "flyway",
    words: "Flyway",
    versions: "13.0",
    command: "flyway migrate",
    layouts: ["flyway"],
    table: "flyway_schema_history",
    create: [
      `CREATE TABLE IF NOT EXISTS "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
)`,
      'CREATE INDEX IF NOT EXISTS "flyway_schema_history_s_idx" ON ' +
      '"flyway_schema_history" ("success")',
    ],
    rows:
      "SELECT script AS entry, success AS done, checksum AS checksum FROM flyway_schema_history WHERE type = 'SQL'",
    keyOf: ({ path }) => path,
    checksumOf: ({ source }) => String(flywayChecksum(source.text)),
    record: ({ migration, path, source }) => [
      bound(
        `INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
  checksum, installed_by, execution_time, success)
  SELECT coalesce(max(installed_rank), 0) + 1, nullif(?, ''), ?, 'SQL', ?, ?, '', 0, 1
  FROM flyway_schema_history`,
        migration.version.replaceAll("_", "."),
        migration.name.replaceAll("_", " "),
        path,
        flywayChecksum(source.text),
      ),
    ],
    markCommands: (files) => [
      `flyway baseline -baselineVersion=${files.at(-1)!.migration.version}`,
    ],
  },
  {
    name: "golang-migrate",
    words: "golang-migrate",
    versions: "4.19",
    command: "migrate up",
    layouts: ["golang-migrate"],
    table: "schema_migrations",
    mark: /\bdirty\b/,
    create: [
      "CREATE TABLE IF NOT EXISTS schema_migrations (version uint64,dirty bool)",
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
  },
  {
    name: "goose",
    words: "goose",
    versions: "3.27",
    command: "goose up",
    layouts: ["goose"],
    table: "goose_db_version",
    create: [
      "CREATE TABLE IF NOT EXISTS goose_db_version (\n\t\tid INTEGER PRIMARY KEY AUTOINCREMENT,\n" +
      "\t\tversion_id INTEGER NOT NULL,\n\t\tis_applied INTEGER NOT NULL,\n" +
      "\t\ttstamp TIMESTAMP DEFAULT (datetime('now'))\n\t)",
      "INSERT INTO goose_db_version (version_id, is_applied) " +
      "SELECT 0, 1 WHERE NOT EXISTS (SELECT 1 FROM goose_db_version)",
    ],
    // A down migration adds a row too: the latest one counts.
    rows:
      `SELECT CAST(version_id AS TEXT) AS entry, 1 AS done, NULL AS checksum FROM goose_db_version AS v WHERE version_id > 0 AND is_applied
  AND id = (SELECT max(id) FROM goose_db_version AS w WHERE w.version_id = v.version_id)`,
    keyOf: numberOf,
    record: (it) => [
      bound(
        "INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, 1)",
        numberOf(it),
      ),
    ],
  },
  {
    name: "node-sqlite",
    words: "node-sqlite",
    versions: "5.1",
    command: "your program, which calls migrate()",
    layouts: ["node-sqlite"],
    table: "migrations",
    mark: /\bup\b.*\bdown\b/s,
    create: [
      'CREATE TABLE IF NOT EXISTS "migrations" (\n  id   INTEGER PRIMARY KEY,\n' +
      "  name TEXT    NOT NULL,\n  up   TEXT    NOT NULL,\n  down TEXT    NOT NULL\n)",
    ],
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
  },
  {
    name: "prisma",
    words: "Prisma",
    versions: "7.10",
    command: "npx prisma migrate deploy",
    layouts: ["prisma"],
    table: "_prisma_migrations",
    create: [
      `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
    ],
    rows:
      `SELECT migration_name AS entry, finished_at IS NOT NULL AS done, NULL AS checksum FROM _prisma_migrations
  WHERE rolled_back_at IS NULL`,
    keyOf: ({ migration }) => migration.id,
    record: async ({ migration, source }) => [
      bound(
        `INSERT INTO _prisma_migrations
  (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
  SELECT substr(r, 1, 8) || '-' || substr(r, 9, 4) || '-4' || substr(r, 14, 3) || '-a' ||
    substr(r, 18, 3) || '-' || substr(r, 21, 12), ?, ${MILLISECONDS}, ?, ${MILLISECONDS}, 1
  FROM (SELECT lower(hex(randomblob(16))) AS r)`,
        await sha256(source.text),
        migration.id,
      ),
    ],
    markCommands: (files) =>
      files.map(({ migration }) => `npx prisma migrate resolve --applied ${migration.id}`),
  },
  {
    name: "refinery",
    words: "refinery",
    versions: "0.9",
    command: "refinery migrate",
    layouts: ["refinery"],
    table: "refinery_schema_history",
    create: [
      "CREATE TABLE IF NOT EXISTS refinery_schema_history(\n             version INT4 PRIMARY KEY,\n" +
      "             name VARCHAR(255),\n             applied_on VARCHAR(255),\n" +
      "             checksum VARCHAR(255))",
    ],
    // It can be built for versions beyond 32 bits, and then hashes the version as such a number.
    rows: rowsOf("refinery_schema_history", "version", {
      checksum: "CASE (SELECT lower(type) FROM pragma_table_info('refinery_schema_history')" +
        " WHERE name = 'version') WHEN 'int4' THEN checksum END",
    }),
    keyOf: numberOf,
    checksumOf: refineryChecksumOf,
    record: (it) => [
      bound(
        `INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
  VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'), ?)`,
        numberOf(it),
        it.migration.name,
        refineryChecksumOf(it),
      ),
    ],
  },
  {
    name: "sql-migrate",
    words: "sql-migrate",
    versions: "1.8",
    command: "sql-migrate up",
    layouts: ["sql-migrate"],
    table: "gorp_migrations",
    create: [
      'CREATE TABLE IF NOT EXISTS "gorp_migrations" ' +
      '("id" varchar(255) not null primary key, "applied_at" datetime)',
    ],
    rows: rowsOf("gorp_migrations", "id"),
    keyOf: ({ path }) => path,
    record: ({ path }) => [
      bound("INSERT INTO gorp_migrations (id, applied_at) VALUES (?, CURRENT_TIMESTAMP)", path),
    ],
  },
  {
    name: "sqlx",
    words: "sqlx",
    versions: "0.8",
    command: "sqlx migrate run",
    layouts: ["sqlx"],
    table: "_sqlx_migrations",
    create: [
      `CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
)`,
    ],
    rows:
      "SELECT CAST(version AS TEXT) AS entry, success AS done, lower(hex(checksum)) AS checksum FROM _sqlx_migrations",
    keyOf: numberOf,
    checksumOf: ({ source }) => sha384(source.text),
    record: async (it) => [
      bound(
        `INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
  VALUES (?, ?, 1, x'${await sha384(it.source.text)}', 0)`,
        numberOf(it),
        it.migration.name.replaceAll("_", " "),
      ),
    ],
  },
  {
    name: "wrangler",
    words: "wrangler",
    versions: "4.86, 4.125",
    command: "npx wrangler d1 migrations apply DB --local",
    layouts: ["d1", "plain"],
    table: "d1_migrations",
    create: [
      `CREATE TABLE IF NOT EXISTS d1_migrations(
\t\tid         INTEGER PRIMARY KEY AUTOINCREMENT,
\t\tname       TEXT UNIQUE,
\t\tapplied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`,
    ],
    rows: rowsOf("d1_migrations", "name"),
    keyOf: ({ path }) => path,
    record: ({ path }) => [bound("INSERT INTO d1_migrations (name) VALUES (?)", path)],
  },
];

/** The time in milliseconds since 1970, as Prisma stores it. */
const MILLISECONDS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

/** A query for the key of each row of a table, whether it is done, and its checksum. */
function rowsOf(
  table: string,
  entry: string,
  { done = "1", checksum = "NULL", where = "1" }: Partial<
    Readonly<Record<"done" | "checksum" | "where", string>>
  > = {},
): string {
  return `SELECT CAST(${entry} AS TEXT) AS entry, ${done} AS done, ${checksum} AS checksum FROM ${table} ` +
    `WHERE ${where}`;
}

function bound(sql: string, ...parameters: readonly (string | number)[]): BoundStatement {
  return { sql, parameters };
}

/** The digits of the version as a number, which may have more of them than a number here is exact to. */
function numberOf({ migration }: MigrationFile): string {
  return migration.version.replace(/^0+(?=\d)/, "");
}

function dieselVersion({ migration }: MigrationFile): string {
  return migration.version.replaceAll("-", "");
}

function refineryChecksumOf(it: MigrationFile): string {
  const { migration: { name }, source: { text } } = it;
  return refineryChecksum({ name, version: Number(numberOf(it)), text });
}

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
