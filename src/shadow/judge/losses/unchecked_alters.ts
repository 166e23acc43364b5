import { uniqueKeysOf } from "../../../schema/constraints/keys.ts";
import { findByName, type SchemaSnapshot, type Table } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord } from "../../../sql/tokens.ts";
import type { ColumnUnchecked } from "../effect.ts";
import { altersColumn } from "../run/altered_columns.ts";
import { allStatements } from "../run/run.ts";
import { namesFrom } from "../statements/copies.ts";
import type { Ends } from "./loss.ts";

/**
 * The columns with another definition that their rows, or their indexes, do not follow, and the statement
 * that has altered them: what `faultsAfter` has found, and what no row shows.
 */
export function uncheckedAlters(
  faults: readonly string[],
  { before, after, lineage, files }: Pick<Ends, "before" | "after" | "lineage" | "files">,
): Unchecked[] {
  const statements = allStatements(files);
  const alters = statements.filter(altersColumn);
  if (alters.length === 0) return [];
  return before.tables.flatMap((table) => {
    const place = lineage.places.get(fold(table.name));
    const later = place && findByName(after.tables, place.name);
    if (later === undefined) return [];
    const names = namesFrom(files, table.name);
    return table.columns.flatMap((was): Unchecked[] => {
      const is = findByName(later.columns, place?.columns.get(fold(was.name)) ?? "");
      const statement = alters.findLast((it) => isAbout(it, { names, columns: [was, is] }));
      if (is === undefined || statement === undefined) return [];
      const isReindexed = statements.slice(statements.indexOf(statement))
        .some(({ tokens }) => isWord(tokens[0], "reindex"));
      const isSorted = !isReindexed && was.collation !== is.collation &&
        isIndexed(later, is.name, after);
      const found = faultIn(faults, { table: later.name, column: is.name }) ??
        (isSorted ? "collation" : was.default !== is.default ? "default" : undefined);
      if (found === undefined) return [];
      const facts = { table: table.name, column: was.name, found, statement };
      return [{ kind: "column-unchecked", ...facts }];
    });
  });
}

type Unchecked = ColumnUnchecked & { readonly statement: Statement };

/** Whether a statement alters a column that has one of these names, of a table that has one of these. */
function isAbout(
  statement: Statement,
  { names, columns }: {
    readonly names: ReadonlySet<string>;
    readonly columns: readonly ({ readonly name: string } | undefined)[];
  },
): boolean {
  const outline = outlineOf(statement);
  if (outline.kind !== "alter" || outline.action.kind !== "alter-column") return false;
  const { column } = outline.action;
  return names.has(outline.table.name) &&
    columns.some((it) => sameName(it?.name ?? "", column.name));
}

/** The fault in a column, or in its table if it is about a CHECK. */
function faultIn(
  faults: readonly string[],
  { table, column }: { readonly table: string; readonly column: string },
): string | undefined {
  return faults.find((it) =>
    it.endsWith(` value in ${table}.${column}`) || it === `CHECK constraint failed in ${table}`
  );
}

/** Whether an index or a key of the table has the column, and so keeps its values in their order. */
function isIndexed(table: Table, column: string, { indexes }: SchemaSnapshot): boolean {
  const own = indexes.filter((it) => sameName(it.table, table.name));
  return [...own, ...uniqueKeysOf(table, [])].some(({ terms }) =>
    terms.some((term) => sameName(term.column ?? "", column) && term.collation === undefined)
  );
}
