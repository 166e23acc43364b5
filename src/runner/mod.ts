/**
 * A migration runner for applications to embed: it has no dependencies and less than 10 kB minified.
 * `penumbra bundle -o migrations.ts` writes the migrations as a module that the application imports.
 *
 * @example
 * ```ts ignore
 * import { DatabaseSync } from "node:sqlite";
 * import { migrate, nodeSqlite } from "penumbra/runner";
 * import { bundle } from "./migrations.ts"; // written by `penumbra bundle -o migrations.ts`
 *
 * await migrate(nodeSqlite(new DatabaseSync("app.db")), bundle);
 * ```
 *
 * @module
 */

export { adopt, compare, historyOf, migrate } from "./migrate.ts";
export type { MigrateOptions, MigrateProgress, MigrateResult } from "./migrate_options.ts";
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
