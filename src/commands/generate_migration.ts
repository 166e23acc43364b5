import type { Result } from "../base/result.ts";
import { VERSION } from "../base/version.ts";
import { DEFAULT_TARGET, type Target } from "../base/target.ts";
import type { RenameHint } from "../schema/text/rename_hints.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import type { Declared } from "../sql/declared.ts";
import type { NextMigration } from "./migration/next_migration.ts";

/** Two schemas, and the answers that lead from one to the other. */
export interface GenerateMigrationRequest {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  /** What will run the migration. Default `any`: SQLite from 3.35 on and libSQL alike. */
  readonly target?: Target;
  /** What the application registers, for SQL to name. */
  readonly declared?: Declared;
  /** `before:after` for a table, `table.before:table.after` for a column. */
  readonly renames?: readonly string[];
  /** Takes whatever no rename names for a drop and an add. Default false: it is an open question. */
  readonly noRenames?: boolean;
  /** `table.column=SQL`: what rows get that are there already. */
  readonly fills?: readonly string[];
  /** `RULE[:object]`, for instance `data-loss:users.bio`. */
  readonly allow?: readonly string[];
  /** What the comments of the desired schema say of names before. */
  readonly hints?: readonly RenameHint[];
  /** Whether another order of columns is a difference. Default `any`: it is not. */
  readonly columnOrder?: "any" | "strict";
  /** Whether tables that reference a rebuilt one are rebuilt too. Default `family`: they are. */
  readonly rebuild?: "family" | "alone";
}

/**
 * The migration from one schema to another, proven with rows on an in-memory database; its text is
 * empty when nothing differs. Fails with the questions that are open, or with what cannot be done.
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
  const maker = `penumbra ${VERSION}`;
  // Not before: the entry point is part of every start, and this is most of the program.
  const { nextMigration } = await import("./migration/next_migration.ts");
  return await nextMigration({
    current,
    desired,
    hints,
    answers,
    columnOrder,
    ...(request.rebuild !== undefined && { rebuild: request.rebuild }),
    target,
    declared: request.declared,
    parent: "",
    maker,
  });
}
