/**
 * The statements with which tools create the tables in which they record migrations, as written by
 * them.
 */
export const HISTORY_TABLES = {
  dbmate: 'CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key)',
  diesel: "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (\n" +
    "       version VARCHAR(50) PRIMARY KEY NOT NULL,\n" +
    "       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n)",
  drizzle: 'CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (\n\t\t\t\tid SERIAL PRIMARY KEY,\n' +
    "\t\t\t\thash text NOT NULL,\n\t\t\t\tcreated_at numeric\n\t\t\t)",
  flyway: `CREATE TABLE IF NOT EXISTS "flyway_schema_history" (
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
  golangMigrate: "CREATE TABLE IF NOT EXISTS schema_migrations (version uint64,dirty bool)",
  goose:
    "CREATE TABLE IF NOT EXISTS goose_db_version (\n\t\tid INTEGER PRIMARY KEY AUTOINCREMENT,\n" +
    "\t\tversion_id INTEGER NOT NULL,\n\t\tis_applied INTEGER NOT NULL,\n" +
    "\t\ttstamp TIMESTAMP DEFAULT (datetime('now'))\n\t)",
  nodeSqlite: 'CREATE TABLE IF NOT EXISTS "migrations" (\n  id   INTEGER PRIMARY KEY,\n' +
    "  name TEXT    NOT NULL,\n  up   TEXT    NOT NULL,\n  down TEXT    NOT NULL\n)",
  prisma: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
  refinery:
    "CREATE TABLE IF NOT EXISTS refinery_schema_history(\n             version INT4 PRIMARY KEY,\n" +
    "             name VARCHAR(255),\n             applied_on VARCHAR(255),\n" +
    "             checksum VARCHAR(255))",
  sqlMigrate: 'CREATE TABLE IF NOT EXISTS "gorp_migrations" ' +
    '("id" varchar(255) not null primary key, "applied_at" datetime)',
  sqlx: `CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
)`,
  wrangler: `CREATE TABLE IF NOT EXISTS d1_migrations(
\t\tid         INTEGER PRIMARY KEY AUTOINCREMENT,
\t\tname       TEXT UNIQUE,
\t\tapplied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`,
} as const;

/** The CREATE TABLE of a tool, without IF NOT EXISTS: it fails if the table exists. */
export function createOf(tool: keyof typeof HISTORY_TABLES): string {
  return HISTORY_TABLES[tool].replace(/^CREATE TABLE IF NOT EXISTS "?(\w+)"?/, "CREATE TABLE $1");
}
