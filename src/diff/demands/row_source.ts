import { affinityIn } from "../../schema/constraints/affinity.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { findByName, type Table } from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { fillsOf, replacementForNull } from "./fills.ts";
import type { Difference } from "../difference.ts";

/** The rows of a table as they are before a migration, in the words of the table after it. */
export interface RowSource {
  /** The table once renames are done, and as it shall be. */
  readonly before: Table;
  readonly after: Table;
  /** What rows get that are there already, as SQL, by folded column. */
  readonly fills: ReadonlyMap<string, string>;
  /** Whether every row will hold NULL in the column, since it is new. */
  readonly isNull: (column: string) => boolean;
  /**
   * What is behind FROM to read these columns under their later names, though nothing is renamed
   * yet. Undefined where one of them will hold or compare as something else than it does now; of
   * these, `converted` lets pass what gets another type, `collated` what gets another collation.
   */
  readonly rows: (columns: readonly string[], options?: RowOptions) => string | undefined;
}

interface RowOptions {
  readonly converted?: boolean;
  readonly collated?: boolean;
  /** Another name for the rows than that of the table afterwards. */
  readonly alias?: string;
}

/** The rows of the table with that later name; undefined where there are none, since it is new. */
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
      // SQLite finds no column of a subquery that bears the name of a constant.
      if (columns.some((name) => ["true", "false"].includes(fold(name)))) return undefined;
      const list = [...new Set(columns)].map((name) =>
        `${quoteName(names.column(name))} AS ${quoteName(name)}`
      );
      return `(SELECT ${list.join(", ")} FROM ${source}) AS ${quoteName(alias)}`;
    },
  };
}

/** What the table and its columns are called before any rename. */
function namesBefore(table: Table, { renames }: Difference) {
  const moved = renames.find((it) => it.kind === "rename-table" && sameName(it.after, table.name));
  return {
    table: moved?.before ?? table.name,
    column: (name: string) =>
      renames.find((it) =>
        it.kind === "rename-column" && sameName(it.table, table.name) && sameName(it.after, name)
      )?.before ?? findByName(table.columns, name)!.name,
  };
}

/** The columns of the table that an expression may name. */
export function mentionedColumns(expression: string, { columns }: Table): string[] {
  const names = mentions(expression);
  return columns.map((column) => column.name).filter((name) => names.has(fold(name)));
}
