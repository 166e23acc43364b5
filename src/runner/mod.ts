/**
 * What an application takes along to migrate its own databases: no dependency, and nothing of the
 * command line. `penumbra bundle -o migrations.ts` writes the other half.
 *
 * @module
 */

export {
  adopt,
  compare,
  historyOf,
  migrate,
  type MigrateOptions,
  type MigrateProgress,
  type MigrateResult,
} from "./migrate.ts";
export type { Bundle, BundledMigration } from "./bundle.ts";
export type { Steps } from "./steps.ts";
export type { Answer, BatchOptions, BoundStatement, Driver, Row } from "./driver.ts";
export type { AppliedMigration, Claim, Comparison, History } from "./history.ts";
export {
  MigrationError,
  type MigrationErrorFacts,
  type MigrationErrorKind,
  type OrphanRow,
} from "./migration_error.ts";
export {
  betterSqlite3,
  type BetterSqliteDatabase,
  type BunDatabase,
  bunSqlite,
  type D1,
  d1,
  type D1Statement,
  durableObject,
  type DurableObjectStorage,
  type ExpoDatabase,
  expoSqlite,
  libsql,
  type LibsqlClient,
  nodeSqlite,
  type NodeSqliteDatabase,
  opSqlite,
  type OpSqliteDatabase,
  sqliteWasm,
  type SqliteWasmDatabase,
  sqlJs,
  type SqlJsDatabase,
} from "./drivers.ts";
