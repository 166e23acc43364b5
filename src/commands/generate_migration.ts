import type { Result } from "../base/result.ts";
import { VERSION } from "../base/version.ts";
import { DEFAULT_TARGET, type Target } from "../base/target.ts";
import type { RenameHint } from "../schema/text/rename_hints.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import type { Declared } from "../sql/declared.ts";
import type { NextMigration } from "./migration/next_migration.ts";

/** Two schemas, and the answers for their difference. */
export interface GenerateMigrationRequest {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  /** What will run the migration. Default `any`: both SQLite from 3.35 on and libSQL. */
  readonly target?: Target;
  /** What the application registers for use in SQL. */
  readonly declared?: Declared;
  /** `before:after` for a table, `table.before:table.after` for a column. */
  readonly renames?: readonly string[];
  /**
   * Whether everything without a rename is a drop and an add. Default false: it is an open
   * question.
   */
  readonly noRenames?: boolean;
  /** `table.column=SQL`: the values of existing rows. */
  readonly fills?: readonly string[];
  /** `RULE[:object]`, for example `data-loss:users.bio`. */
  readonly allow?: readonly string[];
  /** The rename hints in comments of the desired schema. */
  readonly hints?: readonly RenameHint[];
  /** Whether the order of columns counts. Default `any`: it does not. */
  readonly columnOrder?: "any" | "strict";
  /** Whether tables that reference a rebuilt one are rebuilt too. Default `family`: they are. */
  readonly rebuild?: "family" | "alone";
}

/**
 * The migration from one schema to another, proven with rows on an in-memory database; its text is
 * empty if nothing differs. Fails with open questions, or with what cannot be done.
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
  // Loaded late: the entry point is part of every start, and this is most of the program.
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
