import { type Change, createdBy, type TableConstraint } from "../../../diff/change.ts";
import { mentionedColumns } from "../../../diff/demands/row_source.ts";
import { keyColumns } from "../../../diff/demands/unique_demands.ts";
import { detectChanges } from "../../../diff/detect_changes.ts";
import {
  type Expression,
  findByName,
  type Index,
  type SchemaSnapshot,
  snapshotOf,
  type Table,
} from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { filledTable } from "../../../sql/statement_kinds.ts";
import { possibleNames } from "../../../sql/tokens.ts";
import { type Destination, destinationOf, withNamesBefore } from "../../seed/destination.ts";
import { copiesIn, namesFrom } from "../statements/copies.ts";
import type { RunFile } from "../run/run.ts";

/** A table before the files, and one after them that demands more of its rows. */
export interface Demanding {
  readonly table: Table;
  /** The table afterwards, with the names from before. */
  readonly later: Table;
  readonly destination: Destination;
  readonly demands: readonly Demand[];
}

/** What is new about the rows of a table. */
export interface Demand {
  /** The columns that it is about, under their names before. */
  readonly columns: readonly string[];
  /** The condition for rows that it is about, under the names afterwards; all if absent. */
  readonly where?: Expression;
}

/**
 * The tables whose rows must meet new demands: those of the table that they become, or of another one
 * that a statement fills from them.
 */
export function demandingTables(
  tables: readonly Table[],
  { before, after, destination, files }: {
    readonly before: SchemaSnapshot;
    readonly after: SchemaSnapshot;
    readonly destination: Destination;
    readonly files: readonly RunFile[];
  },
): Demanding[] {
  const filled = filledTables(tables, { after, files });
  return tables.flatMap((table) => {
    const own = destination.table(table.name);
    const others = filled.filter(({ source, target }) => source === table && target !== own)
      .map(({ target }) => redirected(destination, table.name, { into: target.name, after }));
    return [destination, ...others].flatMap((destination): Demanding[] => {
      const later = withNamesBefore(table, { tables, destination });
      if (later === undefined) return [];
      const is = destination.table(table.name)!;
      const changes = detectChanges(
        snapshotOf([table, ...indexesOf(table.name, before, table)]),
        snapshotOf([later, ...indexesOf(is.name, after, table)]),
      );
      const origin = { table, destination };
      const demands = changes.map((change): Demand => {
        const columns = settableColumns(demandedColumns(change, is), origin);
        const made = createdBy(change);
        const where = made?.kind === "index" ? made.where : undefined;
        return { columns, ...(where !== undefined && { where }) };
      }).filter(({ columns }) => columns.length > 0);
      return demands.length === 0 ? [] : [{ table, later, destination, demands }];
    });
  });
}

/** The tables afterwards that statements fill, and the tables before that these statements name. */
function filledTables(
  tables: readonly Table[],
  { after, files }: { readonly after: SchemaSnapshot; readonly files: readonly RunFile[] },
): { readonly source: Table; readonly target: Table }[] {
  const writing = copiesIn(files);
  if (writing.length === 0) return [];
  const known = tables.map((table) => [table, namesFrom(files, table.name)] as const);
  return writing.flatMap((statement) => {
    const targets = namesFrom(files, filledTable(statement) ?? "");
    const target = after.tables.find(({ name }) => targets.has(fold(name)));
    if (target === undefined) return [];
    const mentioned = possibleNames(statement.tokens);
    return known.filter(([, names]) => mentioned.some((name) => names.has(name)))
      .map(([source]) => ({ source, target }));
  });
}

/** The destination, with that of one table replaced by one that has columns of the same names. */
function redirected(
  destination: Destination,
  table: string,
  { into, after }: { readonly into: string; readonly after: SchemaSnapshot },
): Destination {
  const nameOf = (name: string) =>
    sameName(name, table) ? into : destination.table(name)?.name ?? name;
  return destinationOf(after, { table: nameOf, column: (_, name) => name, fills: () => new Map() });
}

/** The indexes of a table, as if they were of another one. */
function indexesOf(name: string, { indexes }: SchemaSnapshot, { name: table }: Table): Index[] {
  return indexes.filter((it) => sameName(it.table, name)).map((it) => ({ ...it, table }));
}

/**
 * The columns before from which those of these names come, for a generated one those in its
 * expression.
 */
function settableColumns(
  names: readonly string[],
  { table, destination }: Pick<Demanding, "table" | "destination">,
): string[] {
  return names.flatMap((name) => {
    const column = table.columns.find((it) =>
      sameName(destination.column(table.name, it.name)?.name ?? "", name)
    ) ?? findByName(table.columns, name);
    const expression = column?.generated?.expression;
    return expression === undefined ? column?.name ?? [] : mentionedColumns(expression, table);
  });
}

/** The columns of which a change demands something; none if any row can meet it. */
function demandedColumns(change: Change, table: Table): readonly string[] {
  const made = createdBy(change);
  if (made?.kind === "index") return made.unique ? keyColumns(made, table) : [];
  switch (change.kind) {
    case "add-constraint":
      return constrainedColumns(change.constraint, table);
    case "alter-column":
      return change.facets.every((it) => it === "default") ? [] : [change.after.name];
    case "alter-options":
      return table.columns.map(({ name }) => name);
    default:
      return [];
  }
}

function constrainedColumns(constraint: TableConstraint, table: Table): readonly string[] {
  switch (constraint.kind) {
    case "check":
      return mentionedColumns(constraint.expression, table);
    case "foreign-key":
      return constraint.columns;
    case "unique":
    case "primary-key":
      return keyColumns(constraint, table);
  }
}
