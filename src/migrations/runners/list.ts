import type { RunnerProfile } from "./profile.ts";

/** Stops at an error, runs BEGIN and COMMIT, passes whole files to the engine: like most runners. */
const USUAL = {
  foreignKeysBy: "driver",
  atError: "stops",
  control: "runs",
  splitter: "engine",
  unseen: [],
} as const;

const DRIZZLE = {
  ...USUAL,
  transaction: "all",
  splitter: "breakpoints",
  history:
    "CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)",
} as const;

const D1_HISTORY = "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, " +
  "name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)";

const SCHEMA_MIGRATIONS = {
  golangMigrate: "CREATE TABLE schema_migrations (version uint64, dirty bool)",
  dbmate: "CREATE TABLE schema_migrations (version varchar(128) primary key)",
} as const;

/** Every runner whose behaviour is known, by name. */
export const RUNNERS: readonly RunnerProfile[] = [
  {
    ...USUAL,
    name: "atlas",
    words: "Atlas",
    versions: "1.2",
    transaction: "file",
    optOut: /^--\s*atlas:txmode none\b/m,
    foreignKeys: "off",
    foreignKeysBy: "runner",
    splitter: "scanner",
    history: "CREATE TABLE atlas_schema_revisions (version text PRIMARY KEY, description text, " +
      "type integer DEFAULT 2, applied integer DEFAULT 0, total integer DEFAULT 0, " +
      "executed_at datetime, execution_time integer, error text, error_stmt text, hash text, " +
      "partial_hashes json, operator_version text)",
    unseen: ["control"],
  },
  {
    ...USUAL,
    name: "autocommit",
    words: "a runner without a transaction",
    versions: "any",
    transaction: "none",
    foreignKeys: "on",
  },
  {
    ...USUAL,
    name: "dbmate",
    words: "dbmate",
    versions: "2.36",
    transaction: "file",
    optOut: /^--\s*migrate:up\b.*\btransaction:false\b/m,
    foreignKeys: "off",
    history: SCHEMA_MIGRATIONS.dbmate,
  },
  {
    ...USUAL,
    name: "diesel",
    words: "diesel_migrations",
    versions: "2.3",
    transaction: "file",
    foreignKeys: "on",
    history: "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, " +
      "run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
    unseen: ["control"],
  },
  {
    ...DRIZZLE,
    name: "drizzle-better-sqlite3",
    words: "drizzle-orm with better-sqlite3",
    versions: "0.45, 1.0.0-rc.4",
    foreignKeys: "on",
  },
  {
    ...DRIZZLE,
    name: "drizzle-d1",
    words: "drizzle-orm with D1",
    versions: "0.45",
    foreignKeys: "on",
    foreignKeysBy: "runner",
    control: "refused",
  },
  {
    ...DRIZZLE,
    name: "drizzle-durable-object",
    words: "drizzle-orm in a Durable Object",
    versions: "0.45",
    foreignKeys: "on",
    foreignKeysBy: "runner",
    control: "refused",
  },
  {
    ...DRIZZLE,
    name: "drizzle-expo",
    words: "drizzle-orm with expo-sqlite",
    versions: "0.45",
    foreignKeys: "off",
    unseen: ["foreignKeys", "control"],
  },
  {
    ...DRIZZLE,
    name: "drizzle-libsql",
    words: "drizzle-orm with libSQL",
    versions: "0.45, 1.0.0-rc.4",
    foreignKeys: "off",
    foreignKeysBy: "runner",
  },
  {
    ...USUAL,
    name: "flyway",
    words: "Flyway",
    versions: "13.0",
    transaction: "file",
    // One such statement disables the transaction for the whole file.
    optOut: /^[^\S\r\n]*PRAGMA\s+foreign_keys\b/im,
    foreignKeys: "off",
    splitter: "scanner",
    history: "CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY, " +
      "version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, " +
      "script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL, " +
      "installed_on TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')), " +
      "execution_time INT NOT NULL, success BOOLEAN NOT NULL)",
    unseen: ["foreignKeys", "control"],
  },
  {
    ...USUAL,
    name: "golang-migrate",
    words: "golang-migrate",
    versions: "4.19",
    transaction: "file",
    foreignKeys: "off",
    history: SCHEMA_MIGRATIONS.golangMigrate,
  },
  {
    ...USUAL,
    name: "goose",
    words: "goose",
    versions: "3.27",
    transaction: "file",
    optOut: /^--\s*\+goose\s+NO\s+TRANSACTION\b/im,
    foreignKeys: "off",
    splitter: "lines",
    history: "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, " +
      "version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, " +
      "tstamp TIMESTAMP DEFAULT (datetime('now')))",
    unseen: ["foreignKeys"],
  },
  {
    ...USUAL,
    name: "hiqlite",
    words: "hiqlite",
    versions: "0.14",
    transaction: "file",
    foreignKeys: "on",
    foreignKeysBy: "runner",
    history:
      "CREATE TABLE _migrations (id INTEGER NOT NULL CONSTRAINT _migrations_pk PRIMARY KEY, " +
      "name TEXT NOT NULL, ts INTEGER NOT NULL, hash TEXT NOT NULL)",
    unseen: ["control"],
  },
  {
    ...USUAL,
    name: "maragudk-migrate",
    words: "maragudk/migrate",
    versions: "0.4",
    transaction: "file",
    foreignKeys: "off",
    history: "CREATE TABLE migrations (version text NOT NULL)",
    unseen: ["foreignKeys"],
  },
  {
    ...USUAL,
    name: "node-sqlite",
    words: "node-sqlite",
    versions: "5.1",
    transaction: "file",
    foreignKeys: "off",
    history: "CREATE TABLE migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, " +
      "up TEXT NOT NULL, down TEXT NOT NULL)",
  },
  {
    ...USUAL,
    name: "prisma",
    words: "Prisma Migrate",
    versions: "6, 7",
    transaction: "none",
    foreignKeys: "on",
    history: "CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, " +
      "checksum TEXT NOT NULL, finished_at DATETIME, migration_name TEXT NOT NULL, logs TEXT, " +
      "rolled_back_at DATETIME, started_at DATETIME NOT NULL DEFAULT current_timestamp, " +
      "applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0)",
  },
  {
    ...USUAL,
    name: "refinery",
    words: "refinery",
    versions: "0.9",
    transaction: "file",
    foreignKeys: "on",
    history: "CREATE TABLE refinery_schema_history (version int4 PRIMARY KEY, " +
      "name VARCHAR(255), applied_on VARCHAR(255), checksum VARCHAR(255))",
    unseen: ["control"],
  },
  {
    ...USUAL,
    name: "rusqlite-migration",
    words: "rusqlite_migration",
    versions: "2.6",
    transaction: "all",
    foreignKeys: "on",
    unseen: ["control"],
  },
  {
    ...USUAL,
    name: "shell",
    words: "the sqlite3 shell",
    versions: "3.40",
    transaction: "none",
    foreignKeys: "off",
    atError: "continues",
  },
  {
    ...USUAL,
    name: "sql-migrate",
    words: "sql-migrate",
    versions: "1.8",
    transaction: "file",
    optOut: /^--\s*\+migrate\s+Up\b.*\bnotransaction\b/im,
    foreignKeys: "off",
    splitter: "lines",
    history:
      "CREATE TABLE gorp_migrations (id varchar(255) NOT NULL PRIMARY KEY, applied_at datetime)",
    unseen: ["transaction", "foreignKeys", "control", "splitter", "history"],
  },
  {
    ...USUAL,
    name: "sqlx",
    words: "sqlx",
    versions: "0.8",
    transaction: "file",
    foreignKeys: "on",
    foreignKeysBy: "runner",
    history: "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, " +
      "description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, " +
      "success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)",
    unseen: ["control"],
  },
  {
    ...USUAL,
    name: "transaction",
    words: "a runner that opens a transaction",
    versions: "any",
    transaction: "file",
    foreignKeys: "on",
  },
  {
    ...USUAL,
    name: "turso-shell",
    words: "turso db shell",
    versions: "2026",
    transaction: "none",
    foreignKeys: "on",
    foreignKeysBy: "runner",
    splitter: "scanner",
  },
  {
    ...USUAL,
    name: "wrangler",
    words: "wrangler",
    versions: "4.86, 4.125",
    transaction: "file",
    foreignKeys: "on",
    foreignKeysBy: "runner",
    control: "cut-out",
    splitter: "scanner",
    history: D1_HISTORY,
  },
  {
    ...USUAL,
    name: "wrangler-execute",
    words: "wrangler d1 execute --file",
    versions: "4.86, 4.125",
    transaction: "file",
    foreignKeys: "on",
    foreignKeysBy: "runner",
    control: "cut-out",
    splitter: "scanner",
  },
];
