import { scopeOf } from "../../schema/reach/scope.ts";
import { findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { describesTables, fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { needsRows } from "../../sql/row_use.ts";
import { readsOrWritesRows } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { possibleNames } from "../../sql/tokens.ts";

/** A schema, and the names of its tables that hold rows. */
export interface FilledSchema {
  readonly snapshot: SchemaSnapshot;
  readonly filled: readonly string[];
}

/**
 * Whether statements could have another result if the filled tables hold their rows than if they
 * are empty. A schema never depends on rows, but rows can make a statement fail: a unique index
 * over duplicates, a new column without a default, a row without a parent. Errs on the side of
 * true.
 * https://www.sqlite.org/lang_altertable.html#alter_table_add_column
 */
export function dependsOnRows(
  statements: readonly Statement[],
  { snapshot, filled }: FilledSchema,
): boolean {
  if (filled.length === 0) return false;
  const names = new Set(filled.map(fold));
  const isFilled = (name: string) => names.has(name);
  const isStake = (statement: Statement) => tablesAtStake(statement, snapshot).some(isFilled);
  if (statements.some(isStake)) return true;
  const moving = statements.filter(readsOrWritesRows);
  if (moving.length === 0) return false;
  // Rows have effects beyond the names in a statement: through foreign keys, and anywhere through
  // triggers.
  return moving.flatMap((it) => possibleNames(it.tokens)).some(describesTables) ||
    scopeOf(snapshot, statements).some(({ kind, name }) =>
      kind === "trigger" || isFilled(fold(name))
    );
}

/**
 * The folded names of the tables whose rows could make a difference to the statement; other names may be
 * included.
 */
function tablesAtStake(statement: Statement, { tables }: SchemaSnapshot): string[] {
  const outline = outlineOf(statement);
  // Under another name the table would no longer be known to have rows.
  if (outline.kind === "alter" && outline.action.kind === "rename-table") {
    return [outline.table.name];
  }
  const isStrict = (table: string) => findByName(tables, table)?.strict ?? false;
  if (!needsRows(statement, isStrict)) return [];
  switch (outline.kind) {
    case "alter":
      return [outline.table.name];
    case "drop":
      return [outline.name.name];
    case "create":
      // Only the new tables of the module are written to.
      return outline.object === "virtual-table" ? [] : possibleNames(statement.tokens);
    default:
      return possibleNames(statement.tokens);
  }
}
