import { affinityIn } from "../../schema/constraints/affinity.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { findByName, type Table } from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { fillsOf, replacementForNull } from "./fills.ts";
import type { Difference } from "../difference.ts";
import { columnRenames, renameTo } from "../rename.ts";

/** The rows of a table before a migration, under the names after it. */
export interface RowSource {
  /** The table after the renames, and after the migration. */
  readonly before: Table;
  readonly after: Table;
  /** The SQL that existing rows get, by folded column. */
  readonly fills: ReadonlyMap<string, string>;
  /** Whether the column will be NULL in every row, since it is new. */
  readonly isNull: (column: string) => boolean;
  /**
   * A FROM clause that reads these columns under their later names, though nothing is renamed yet.
   * Undefined if one of them will have other values or compare differently; `converted` allows a
   * change of type, and `collated` one of collation.
   */
  readonly rows: (columns: readonly string[], options?: RowOptions) => string | undefined;
}

interface RowOptions {
  readonly converted?: boolean;
  readonly collated?: boolean;
  /** An alias for the rows instead of the table's later name. */
  readonly alias?: string;
}

/** The rows of the table with this later name; undefined if it is new. */
export function rowSource(table: string, difference: Difference): RowSource | undefined {
  const before = findByName(difference.renamed.tables, table);
  const after = findByName(difference.desired.tables, table);
  if (before === undefined || after === undefined) return undefined;
  const fills = fillsOf(after, difference.fills);
  const names = namesBefore(before, difference);
  const stays = (name: string, { converted = false, collated = false }: RowOptions) => {
    const was = findByName(before.columns, name);
    const is = findByName(after.columns, name);
    if (was === undefined || is === undefined) return false;
    const isReplaced = was.notNull === undefined && is.notNull !== undefined &&
      replacementForNull(is, fills) !== undefined;
    return (converted ||
      (affinityIn(before, was.type) === affinityIn(after, is.type) && !isReplaced)) &&
      (collated || was.collation === is.collation) &&
      was.generated?.expression === is.generated?.expression;
  };
  return {
    before,
    after,
    fills,
    isNull(name) {
      const is = findByName(after.columns, name);
      const value = fills.get(fold(name)) ?? is?.default ?? "null";
      return findByName(before.columns, name) === undefined && is?.generated === undefined &&
        fold(value) === "null";
    },
    rows(columns, options = {}) {
      if (!columns.every((name) => stays(name, options))) return undefined;
      const alias = options.alias ?? after.name;
      const source = quoteName(names.table);
      const as = sameName(names.table, alias) ? "" : ` AS ${quoteName(alias)}`;
      if (columns.every((name) => sameName(names.column(name), name))) return source + as;
      // SQLite finds no column named like a constant in a subquery.
      if (columns.some((name) => ["true", "false"].includes(fold(name)))) return undefined;
      const list = [...new Set(columns)].map((name) =>
        `${quoteName(names.column(name))} AS ${quoteName(name)}`
      );
      return `(SELECT ${list.join(", ")} FROM ${source}) AS ${quoteName(alias)}`;
    },
  };
}

/** The names of the table and its columns before any rename. */
function namesBefore(table: Table, { renames }: Difference) {
  const own = columnRenames(renames, table.name);
  return {
    table: renameTo(renames, table.name)?.before ?? table.name,
    column: (name: string) =>
      own.find((it) => sameName(it.after, name))?.before ?? findByName(table.columns, name)!.name,
  };
}

/** The columns of the table that the expression mentions. */
export function mentionedColumns(expression: string, { columns }: Table): string[] {
  const names = mentions(expression);
  return columns.map((column) => column.name).filter((name) => names.has(fold(name)));
}
