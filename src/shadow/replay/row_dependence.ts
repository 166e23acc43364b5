import { scopeOf } from "../../schema/dependencies/scope.ts";
import { findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { alterAction } from "../../sql/token_names.ts";
import { isWord, possibleNames, type Token } from "../../sql/tokens.ts";
import { touchesRows } from "../touches_rows.ts";

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
  const moving = statements.filter(touchesRows);
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
  if (isWord(tokens[0], "create")) {
    const isIndex = tokens.slice(1, 3).some((token) => isWord(token, "index"));
    return isIndex || touchesRows(statement) ? possibleNames(tokens) : [];
  }
  if (isWord(tokens[0], "drop")) return isWord(tokens[1], "table") ? possibleNames(tokens) : [];
  if (!isWord(tokens[0], "alter")) return possibleNames(tokens);
  const action = alterAction(tokens);
  const [names, change] = [possibleNames(tokens.slice(0, action)), tokens.slice(action)];
  const isHarmless = isWord(change[0], "rename")
    // Under another name the table would no longer be known to have rows.
    ? !isWord(change[1], "to")
    : isWord(change[0], "add")
    // A STRICT table has all of its rows checked whenever a column is added.
    ? !change.some(isDemand) && !findByName(tables, names.at(-1)!)?.strict
    : isWord(change[0], "drop");
  return isHarmless ? [] : names;
}

/** Whether a word of a new column is one that rows could violate. */
function isDemand(token: Token): boolean {
  return isWord(token, "not", "default", "check", "references", "generated", "as", "constraint");
}

/** Whether the name is of an engine table that describes all others. */
function meansAllTables(name: string): boolean {
  return name.startsWith("pragma_") || name.startsWith("sqlite_");
}
