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
} from "./src/runner/migrate.ts";
export type { Bundle, BundledMigration } from "./src/runner/bundle.ts";
export type { Steps } from "./src/runner/steps.ts";
export type { Answer, BatchOptions, BoundStatement, Driver, Row } from "./src/runner/driver.ts";
export type { AppliedMigration, Claim, Comparison, History } from "./src/runner/history.ts";
export {
  MigrationError,
  type MigrationErrorFacts,
  type MigrationErrorKind,
  type OrphanRow,
} from "./src/runner/migration_error.ts";
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
} from "./src/runner/drivers.ts";
