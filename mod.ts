/**
 * Schema migrations for SQLite and libSQL, as a library: it reads schemas and migrations, compares them, and
 * generates the next migration. Run as the main module, it is the command line.
 *
 * Functions that may fail for a reason that you can fix return a `Result` with diagnostics instead of throwing. To
 * apply migrations in an application, use `"penumbra/runner"`.
 *
 * @example
 * ```ts
 * import { generateMigration, loadSchema, renderDiagnostics } from "penumbra";
 *
 * const [current, desired] = [await loadSchema("migrations:migrations"), await loadSchema("schema.sql")];
 * if (current.ok && desired.ok) {
 *   const migration = await generateMigration({
 *     current: current.value.snapshot,
 *     desired: desired.value.snapshot,
 *     hints: desired.value.hints,
 *   });
 *   console.log(migration.ok ? migration.value.text : renderDiagnostics(migration.diagnostics));
 * }
 * ```
 *
 * @module
 */

export { ShadowDatabase, type ShadowOptions } from "./src/commands/library/shadow_database.ts";
export {
  readMigrations,
  type ReadMigrationsOptions,
} from "./src/migrations/read/read_migrations.ts";
export type { PlaceholderValues } from "./src/migrations/text/placeholders.ts";
export type { Baseline } from "./src/migrations/directory.ts";
export type { FolderSettings } from "./src/migrations/directory.ts";
export { type LoadOptions, loadSchema } from "./src/commands/library/load_schema.ts";
export type { BaselineOption } from "./src/commands/settings/project_settings.ts";
export { detectChanges, type DetectChangesOptions } from "./src/commands/library/detect_changes.ts";
export {
  renderDiagnostics,
  type RenderDiagnosticsOptions,
} from "./src/commands/library/render_diagnostics.ts";
export {
  generateMigration,
  type GenerateMigrationRequest,
} from "./src/commands/library/generate_migration.ts";
export { describeChange } from "./src/diff/describe.ts";
export { fingerprint } from "./src/schema/facts.ts";

export * from "./src/entities/mod.ts";
export type { CompiledEntities, CompiledPart } from "./src/entities/compile/compile.ts";
export type { Casing } from "./src/entities/casing.ts";
export { compileEntities, type CompileOptions } from "./src/entities/compile/compile_entities.ts";
export { loadEntities, type LoadEntitiesOptions } from "./src/entities/modules/load_entities.ts";

export type { DdlSchema } from "./src/shadow/load/load_ddl.ts";
export type { Diagnostic, Severity, SourceText, Span, Undeclared } from "./src/base/diagnostic.ts";
export type { Failure, FailureReason, Result, Success } from "./src/base/result.ts";
export type { FolderTexts } from "./src/host/files/read_files.ts";
export type { Migration, MigrationDirectory } from "./src/migrations/directory.ts";
export type { NextMigration } from "./src/commands/migration/next_migration.ts";
export type { RenameHint } from "./src/schema/text/rename_hints.ts";
export type { Declared, DeclaredExtension, DeclaredFunction } from "./src/sql/declared.ts";
export type { EngineName } from "./src/base/engine_name.ts";
export type { Target } from "./src/base/target.ts";
export type {
  AddColumn,
  AddConstraint,
  AlterColumn,
  AlterOptions,
  Change,
  ColumnFacet,
  Create,
  Drop,
  DropColumn,
  DropConstraint,
  RenameColumn,
  RenameTable,
  Replace,
  TableConstraint,
  TableOption,
} from "./src/diff/change.ts";
export type {
  Check,
  Column,
  ConflictAction,
  Constraint,
  Expression,
  ForeignKey,
  ForeignKeyAction,
  Index,
  KeyTerm,
  PrimaryKey,
  SchemaObject,
  SchemaSnapshot,
  Table,
  Trigger,
  Unique,
  View,
  VirtualTable,
} from "./src/schema/snapshot.ts";

// Not awaited: an entity file of the user's that imports this module would wait for itself.
if (import.meta.main) import("./src/cli/main.ts").then(({ run }) => run());
