import { type Result, succeed } from "../../base/result.ts";
import { DEFAULT_TARGET, type Target } from "../../base/target.ts";
import type { Change } from "../../diff/change.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";

/** Options of `detectChanges`; all are optional. */
export interface DetectChangesOptions {
  /** Renames: `"old:new"` for a table, `"table.old:table.new"` for a column. */
  readonly renames?: readonly string[];
  /** The previous names in the comments of the desired schema, as `loadSchema` returns them. */
  readonly hints?: readonly RenameHint[];
  /** Whether a different order of columns is a difference. Default `"any"`: it is not. */
  readonly columnOrder?: "any" | "strict";
  /** The database that will run the SQL. Default `"any"`: SQLite 3.35 and later as well as libSQL. */
  readonly target?: Target;
}

/**
 * The changes that turn `current` into `desired`: renames first, then the others, sorted by kind of object and name.
 * Empty if the schemas are equal. Spelling and the names of constraints are not compared.
 *
 * Without `renames` or `hints`, a renamed column is a drop and an add; if it looks like a rename, the result has a
 * note `diff/rename-or-drop`. A rename of something that does not exist is a warning `diff/unused-rename`. Fails if the
 * new name of a rename is taken, or if its text is malformed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { detectChanges, ShadowDatabase } from "penumbra";
 *
 * const schemaOf = async (text: string) => {
 *   await using shadow = await ShadowDatabase.open();
 *   await shadow.applyScript({ name: "schema.sql", text });
 *   return shadow.introspect();
 * };
 * const before = await schemaOf("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
 * const after = await schemaOf("CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT)");
 *
 * const guessed = await detectChanges(before, after);
 * assert(guessed.ok);
 * assert.deepEqual(guessed.value.map(({ kind }) => kind), ["drop-column", "add-column"]);
 * assert.equal(guessed.diagnostics[0]?.code, "diff/rename-or-drop");
 *
 * const told = await detectChanges(before, after, { renames: ["users.name:users.full_name"] });
 * assert(told.ok);
 * assert.deepEqual(told.value.map(({ kind }) => kind), ["rename-column"]);
 * ```
 */
export async function detectChanges(
  current: SchemaSnapshot,
  desired: SchemaSnapshot,
  options: DetectChangesOptions = {},
): Promise<Result<readonly Change[]>> {
  const { renames = [], hints = [], columnOrder = "any", target = DEFAULT_TARGET } = options;
  // Loaded late: the entry point is part of every start.
  const { resolveChanges } = await import("../answers/resolve.ts");
  const answers = { renames, noRenames: false, fills: [] };
  const resolved = await resolveChanges({
    current,
    desired,
    hints,
    answers,
    columnOrder,
    target,
    open: "notes",
  });
  if (!resolved.ok) return resolved;
  const { renames: done, changes } = resolved.value;
  return succeed([...done, ...changes], resolved.diagnostics);
}
