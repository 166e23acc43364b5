import { scopeOf } from "../../schema/reach/scope.ts";
import { findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import type { AlterAction } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { usesRows, writesRows } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { possibleNames, type Token } from "../../sql/tokens.ts";
import { mayViolate } from "../../sql/added_column.ts";

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
  const moving = statements.filter(usesRows);
  if (moving.length === 0) return false;
  // Rows have effects beyond the names in a statement: through foreign keys, and anywhere through
  // triggers.
  return moving.flatMap((it) => possibleNames(it.tokens)).some(meansAllTables) ||
    scopeOf(snapshot, statements).some(({ kind, name }) =>
      kind === "trigger" || isFilled(fold(name))
    );
}

/**
 * The folded names of the tables whose rows could make the statement fail; other names may be
 * included.
 */
function tablesAtStake(statement: Statement, { tables }: SchemaSnapshot): string[] {
  const { tokens } = statement;
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "create":
      return outline.object === "index" || writesRows(statement) ? possibleNames(tokens) : [];
    case "drop":
      return outline.object === "table" ? [outline.name.name] : [];
    case "alter": {
      const { table: { name }, action } = outline;
      // A STRICT table has all of its rows checked whenever a column is added.
      const isHarmless = isHarmlessAction(action, tokens) &&
        !(action.kind === "add-column" && findByName(tables, name)?.strict);
      return isHarmless ? [] : [name];
    }
    default:
      return possibleNames(tokens);
  }
}

function isHarmlessAction(action: AlterAction, tokens: readonly Token[]): boolean {
  switch (action.kind) {
    case "rename-column":
    case "drop-column":
    case "drop-constraint":
      return true;
    case "add-column":
      return !mayViolate(tokens.slice(action.rest));
    // Under another name the table would no longer be known to have rows.
    case "rename-table":
    case "alter-column":
    case "add-constraint":
    case "other":
      return false;
  }
}

/** Whether the name is of an engine table that describes all others. */
function meansAllTables(name: string): boolean {
  return name.startsWith("pragma_") || name.startsWith("sqlite_");
}
