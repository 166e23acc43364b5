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
// Each declares the part of its package that it uses: no package has to be installed for another.
export { betterSqlite3, type BetterSqliteDatabase } from "./drivers/better_sqlite3.ts";
export { type BunDatabase, bunSqlite } from "./drivers/bun_sqlite.ts";
export { type D1, d1, type D1Statement } from "./drivers/d1.ts";
export { durableObject, type DurableObjectStorage } from "./drivers/durable_object.ts";
export { type ExpoDatabase, expoSqlite } from "./drivers/expo_sqlite.ts";
export { libsql, type LibsqlClient } from "./drivers/libsql.ts";
export { nodeSqlite, type NodeSqliteDatabase } from "./drivers/node_sqlite.ts";
export { opSqlite, type OpSqliteDatabase } from "./drivers/op_sqlite.ts";
export { sqlJs, type SqlJsDatabase } from "./drivers/sql_js.ts";
export { sqliteWasm, type SqliteWasmDatabase } from "./drivers/sqlite_wasm.ts";
