import type { Result } from "../../base/result.ts";
import { DEFAULT_TARGET, type Target } from "../../base/target.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { Declared } from "../../sql/declared.ts";
import type { NextMigration } from "../migration/next_migration.ts";

/** Options of `generateMigration`: two schemas, and answers to what only you can know. */
export interface GenerateMigrationRequest {
  /** The schema before the migration. */
  readonly current: SchemaSnapshot;
  /** The schema after the migration. */
  readonly desired: SchemaSnapshot;
  /** The database that will run the migration. Default `"any"`: SQLite 3.35 and later as well as libSQL. */
  readonly target?: Target;
  /** What the application registers for SQL to use. Default: nothing. */
  readonly declared?: Declared;
  /** Renames: `"old:new"` for a table, `"table.old:table.new"` for a column. */
  readonly renames?: readonly string[];
  /**
   * Whether every other possible rename is a drop and an add. Default false: `generateMigration` then fails if
   * something may have been renamed.
   */
  readonly noRenames?: boolean;
  /** Values of existing rows in a column, as `"table.column=SQL"`, for example `"users.country='NL'"`. */
  readonly fills?: readonly string[];
  /**
   * Data that may be lost: `"data-loss:users.bio"` for a column, `"data-loss:users"` for a table, `"data-loss"` for
   * everything. Other losses are warnings, and `penumbra check` rejects the migration.
   */
  readonly allow?: readonly string[];
  /** The previous names in the comments of the desired schema, as `loadSchema` returns them. */
  readonly hints?: readonly RenameHint[];
  /** Whether a different order of columns is a difference. Default `"any"`: it is not. */
  readonly columnOrder?: "any" | "strict";
  /**
   * Whether tables that reference a rebuilt table are rebuilt too. Default `"family"`: they are, so foreign keys may
   * be on. `"alone"` is for runners that let a migration turn them off.
   */
  readonly rebuild?: "family" | "alone";
}

/**
 * The migration from one schema to another, which was tested with rows on an in-memory database.
 *
 * Fails if something may have been renamed, or if existing rows need a value: the `answers` of each diagnostic are
 * the options that decide it. Also fails if the desired schema is empty and `allow` does not say so, if the target
 * cannot do it, or if the migration does not pass its test. Lost data and possible failures are warnings.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { generateMigration, ShadowDatabase } from "penumbra";
 *
 * await using shadow = await ShadowDatabase.open();
 * shadow.applyScript({ name: "before.sql", text: "CREATE TABLE users (id INTEGER)" });
 * const current = shadow.introspect();
 * shadow.applyScript({ name: "change.sql", text: "ALTER TABLE users ADD COLUMN bio TEXT" });
 *
 * const migration = await generateMigration({ current, desired: shadow.introspect() });
 * assert(migration.ok);
 * assert.match(migration.value.text, /ALTER TABLE users ADD COLUMN bio TEXT;/);
 * ```
 */
export async function generateMigration(
  request: GenerateMigrationRequest,
): Promise<Result<NextMigration>> {
  const { current, desired, target = DEFAULT_TARGET, columnOrder = "any", hints = [] } = request;
  const { renames = [], noRenames = false, fills = [], allow = [] } = request;
  const answers = { renames, noRenames, fills, allow };
  // Loaded late: the entry point is part of every start, and this is most of the program.
  const { nextMigration } = await import("../migration/next_migration.ts");
  return await nextMigration({
    current,
    desired,
    hints,
    answers,
    columnOrder,
    rebuild: request.rebuild,
    target,
    declared: request.declared,
  });
}
