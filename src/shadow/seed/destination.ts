import { replacementForNull } from "../../diff/demands/fills.ts";
import type { NamesAfter } from "../../diff/rename.ts";
import { affinityIn } from "../../schema/constraints/affinity.ts";
import { referencedColumns } from "../../schema/constraints/keys.ts";
import { facts } from "../../schema/facts.ts";
import {
  type Column,
  findByName,
  foreignKeysOf,
  type SchemaSnapshot,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { type CandidateRow, insertSql } from "./candidate_rows.ts";

/**
 * Where the tables and columns of the schema before are found after the migration, by their names
 * before.
 */
export interface Destination {
  /** The table afterwards; undefined if it is dropped. */
  table(name: string): Table | undefined;
  column(table: string, name: string): Column | undefined;
  /** Whether the table stays as it is, with the same names; the order of its columns may change. */
  isUnchanged(table: Table): boolean;
  /** The values that rows get in columns of the table afterwards unless specified, by folded column. */
  fills(table: Table): ReadonlyMap<string, string>;
}

/** The destination of every table and column before, given these renames and fills. */
export function destinationOf(
  desired: SchemaSnapshot,
  names: NamesAfter & {
    readonly fills: (table: Table) => ReadonlyMap<string, string>;
  },
): Destination {
  const tables = new Map(desired.tables.map((table) => [fold(table.name), table]));
  const table = (name: string) => tables.get(fold(names.table(name)));
  const column = (owner: string, name: string) =>
    findByName(table(owner)?.columns ?? [], names.column(owner, name));
  const keepsColumns = (owner: string, columns: readonly string[]) =>
    columns.every((name) => column(owner, name)?.name === name);
  const isSame = (before: Table, after: Table) =>
    facts(before) === facts(after) && keepsColumns(before.name, before.columns.map(nameOf)) &&
    foreignKeysOf(before).every(({ references }) =>
      table(references.table)?.name === references.table &&
      keepsColumns(references.table, references.columns)
    );
  const known = new Map<Table, boolean>();
  return {
    table,
    column,
    isUnchanged(before) {
      const after = table(before.name);
      const isKnown = known.get(before) ?? (after !== undefined && isSame(before, after));
      known.set(before, isKnown);
      return isKnown;
    },
    fills: names.fills,
  };
}

/** The table after the migration, with the names that it and its parents have before. */
export function withNamesBefore(
  table: Table,
  { tables, destination }: {
    readonly tables: readonly Table[];
    readonly destination: Destination;
  },
): Table | undefined {
  const after = destination.table(table.name);
  if (after === undefined) return undefined;
  if (destination.isUnchanged(table)) return table;
  const columnBefore = (owner: Table, name: string) =>
    owner.columns.find((it) => sameName(destination.column(owner.name, it.name)?.name ?? "", name))
      ?.name ?? name;
  return {
    ...after,
    name: table.name,
    columns: after.columns.map((it) => ({ ...it, name: columnBefore(table, it.name) })),
    constraints: after.constraints.map((constraint) => {
      if (constraint.kind !== "foreign-key") return constraint;
      const { columns, references } = constraint;
      const parent = tables.find((it) =>
        sameName(destination.table(it.name)?.name ?? "", references.table)
      );
      const named = parent && referencedColumns(constraint, destination.table(parent.name)!);
      return {
        ...constraint,
        columns: columns.map((name) => columnBefore(table, name)),
        references: {
          table: parent?.name ?? references.table,
          columns: named?.map((it) => columnBefore(parent!, it)) ?? references.columns,
        },
      };
    }),
  };
}

/** The INSERT of the row into the table after the migration, as the migration must carry it over. */
export function insertAfterwards(
  table: Table,
  candidate: CandidateRow,
  destination: Destination,
): string | undefined {
  const after = destination.table(table.name);
  if (after === undefined) return undefined;
  if (destination.isUnchanged(table)) return insertSql(after.name, candidate);
  const row = asStored(table, withDefaults(table, candidate));
  const fills = destination.fills(after);
  const values = new Map<string, string>();
  const computed = (expression: string, nameOf: (column: string) => string) => {
    const list = [...row].map(([name, value]) => `${value} AS ${quoteName(nameOf(name))}`);
    if (findByName(table.columns, "rowid") === undefined) {
      list.push(`(SELECT count(*) + 1 FROM ${quoteName(after.name)}) AS rowid`);
    }
    const source = `SELECT ${list.join(", ")}`;
    return `(SELECT ${expression} FROM (${source}) AS ${quoteName(after.name)})`;
  };
  // Fills use the names after the migration.
  const nameAfter = (name: string) => destination.column(table.name, name)?.name ?? name;
  for (const [name, value] of row) {
    const column = destination.column(table.name, name);
    if (column === undefined || column.generated !== undefined) continue;
    const replacement = column.notNull && replacementForNull(column, fills);
    values.set(
      column.name,
      replacement ? computed(`coalesce(${value}, ${replacement})`, nameAfter) : value,
    );
  }
  // Values that were generated before become ordinary ones.
  for (const { name, generated } of table.columns) {
    const column = destination.column(table.name, name);
    if (generated === undefined || column === undefined || column.generated !== undefined) continue;
    values.set(column.name, computed(generated.expression, (own) => own));
  }
  for (const column of after.columns) {
    const fill = fills.get(fold(column.name));
    if (fill !== undefined && !values.has(column.name)) {
      values.set(column.name, computed(fill, nameAfter));
    }
  }
  return insertSql(after.name, values);
}

/** The row as its table stores it: 42 becomes '42' in a text column, and 42.0 in a real one. */
function asStored(table: Table, row: CandidateRow): CandidateRow {
  return new Map([...row].map(([name, value]) => {
    const affinity = affinityIn(table, findByName(table.columns, name)!.type);
    const isTurned = (affinity === "text" || affinity === "real") && /^[+-]?[\d.]+$/.test(value);
    return [name, isTurned ? `CAST(${value} AS ${affinity.toUpperCase()})` : value];
  }));
}

/** The row with the defaults of its table filled in, which are kept even if the defaults change. */
function withDefaults(table: Table, row: CandidateRow): CandidateRow {
  const left = table.columns.filter((column) =>
    column.generated === undefined && column.default !== undefined && !row.has(column.name)
  );
  return new Map([...row, ...left.map((it) => [it.name, `(${it.default})`] as const)]);
}

function nameOf({ name }: Column): string {
  return name;
}
