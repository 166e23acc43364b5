import {
  type ColumnModel,
  type Id,
  isUniqueAlone,
  rowidKey,
  type SchemaModel,
  type SearchModel,
  type TableModel,
} from "./model.ts";
import { foldName } from "./names.ts";

/** A table that both schemas have, with the columns that both have. */
export interface TablePair {
  readonly before: TableModel;
  readonly after: TableModel;
  readonly columns: readonly (readonly [before: ColumnModel, after: ColumnModel])[];
  /** Columns that only the later table has. */
  readonly added: readonly ColumnModel[];
}

/** SQL over the columns of a table, with their names before the change and after it. */
export interface Fill {
  readonly before: string;
  readonly after: string;
}

/** The answers that lead from one schema to another. */
export interface Correspondence {
  readonly pairs: readonly TablePair[];
  /** The renames, in the syntax of `--rename`. */
  readonly renames: readonly string[];
  /** The values that existing rows get, by the column's id. */
  readonly fills: ReadonlyMap<Id, Fill>;
  /** The fills, in the syntax of `--fill`. */
  readonly fillAnswers: readonly string[];
}

/**
 * The answers of a person who knows both schemas: objects with the same id correspond, the others
 * if they have the same name. Undefined if renames cannot express it, because one step takes a name
 * away and gives it to something else.
 */
export function correspondence(
  before: SchemaModel,
  after: SchemaModel,
): Correspondence | undefined {
  const holders = matched(holdersOf(before), holdersOf(after));
  if (holders === undefined) return undefined;
  const renames = holders.flatMap(([from, to]) =>
    from.name === to.name ? [] : [`${quoted(from.name)}:${quoted(to.name)}`]
  );
  const pairs: TablePair[] = [];
  for (const [from, to] of holders) {
    if (isSearch(from) || isSearch(to)) continue;
    const columns = matched(from.columns, to.columns);
    if (columns === undefined) return undefined;
    for (const [column, other] of columns) {
      if (column.name === other.name) continue;
      const path = `${quoted(from.name)}.${quoted(column.name)}`;
      renames.push(`${path}:${quoted(to.name)}.${quoted(other.name)}`);
    }
    const known = new Set(columns.map(([, column]) => column));
    const added = to.columns.filter((column) => !known.has(column));
    pairs.push({ before: from, after: to, columns, added });
  }
  const fills = new Map(pairs.flatMap((pair) => fillsOf(pair, after)));
  const fillAnswers = pairs.flatMap(({ after: table }) =>
    table.columns.flatMap((column) => {
      const fill = fills.get(column.id);
      return fill === undefined
        ? []
        : [`${quoted(table.name)}.${quoted(column.name)}=${fill.after}`];
    })
  );
  return { pairs, renames, fills, fillAnswers };
}

/** Tables and search indexes, which have rows of their own. */
function holdersOf({ tables, searches }: SchemaModel): (TableModel | SearchModel)[] {
  return [...tables, ...searches.filter((search) => search.content === undefined)];
}

function isSearch(thing: Thing): thing is SearchModel {
  return "content" in thing;
}

interface Thing {
  readonly id: Id;
  readonly name: string;
}

/** The objects that are in both lists, by id, then by name. */
function matched<T extends Thing>(
  before: readonly T[],
  after: readonly T[],
): (readonly [T, T])[] | undefined {
  const pairs = after.flatMap((to) => {
    const from = before.find((it) => it.id === to.id);
    return from === undefined ? [] : [[from, to] as const];
  });
  for (const to of after) {
    if (pairs.some(([, it]) => it === to)) continue;
    const from = before.find((it) => foldName(it.name) === foldName(to.name));
    if (from === undefined || isSearch(from) !== isSearch(to)) continue;
    // A new object may take a name that the same step frees.
    if (!pairs.some(([it]) => it === from)) pairs.push([from, to]);
  }
  const renames = pairs.filter(([from, to]) => foldName(from.name) !== foldName(to.name));
  const isSayable = renames.every(([, to]) => {
    const holder = before.find((it) => foldName(it.name) === foldName(to.name));
    return holder === undefined || renames.some(([it]) => it === holder);
  });
  return isSayable ? pairs : undefined;
}

/** The values of existing rows in columns that are NOT NULL, distinct if the column is a key. */
function fillsOf(pair: TablePair, model: SchemaModel): [Id, Fill][] {
  const { before, after, columns, added } = pair;
  const isUnique = ({ id }: ColumnModel) => isUniqueAlone(model, after, id);
  const fresh = added.filter((column) =>
    (column.notNull !== undefined || isForced(after, column)) &&
    column.generated === undefined && column.id !== rowidKey(after) &&
    (column.default === undefined || column.default === "NULL" || isUnique(column))
  );
  const wished = added.filter((column) =>
    !fresh.includes(column) && column.id % 7 === 0 && column.generated === undefined &&
    column.id !== rowidKey(after) && !isUnique(column)
  );
  const tightened = columns.flatMap(([from, to]) => {
    const becomesNotNull = from.notNull === undefined && to.notNull !== undefined;
    // Other columns are left to a gate, which stops the migration if a row has NULL.
    return becomesNotNull && to.default === undefined && !to.generated && to.id % 2 === 0
      ? [to]
      : [];
  });
  return [...fresh, ...wished, ...tightened].map((column) => {
    const unique = isUnique(column) || isInKey(after, column);
    const value = fillFor(column, { before, after, unique });
    const sources = before.columns.filter((it) => it.id % 2 === 0 && it.type === column.type);
    const source = unique || column.id % 3 > 0 ? undefined : sources[0];
    if (source === undefined) return [column.id, { before: value, after: value }];
    const later = columns.find(([from]) => from === source)?.[1] ?? source;
    const coalesced = (name: string) => `coalesce(${quoted(name)}, ${value})`;
    return [column.id, { before: coalesced(source.name), after: coalesced(later.name) }];
  });
}

/** Whether the column is only NOT NULL because of its key. */
function isForced(table: TableModel, column: ColumnModel): boolean {
  const inKey = table.primaryKey?.columns.some((it) => it.column === column.id) ?? false;
  return inKey && (table.withoutRowid || table.strict);
}

/** Whether the column is in a key of the table. */
function isInKey({ primaryKey, uniques }: TableModel, { id }: ColumnModel): boolean {
  return [primaryKey, ...uniques].some((key) => key?.columns.some((it) => it.column === id));
}

function fillFor(
  column: ColumnModel,
  { before, after, unique }: { before: TableModel; after: TableModel; unique: boolean },
): string {
  const sample = after.checks.find((check) =>
    check.samples.length > 0 &&
    check.expression.some((it) =>
      typeof it === "object" && "column" in it && it.column === column.id
    )
  )?.samples[0];
  if (sample !== undefined && !unique) return sample;
  const isShadowed = before.columns.some((it) => foldName(it.name) === "rowid");
  if (unique && !before.withoutRowid && !isShadowed) {
    return /CHAR|CLOB|TEXT/i.test(column.type) ? "'v' || rowid" : "rowid";
  }
  return /CHAR|CLOB|TEXT/i.test(column.type)
    ? "'filled, (in)'"
    : /BLOB/i.test(column.type)
    ? "x'0f'"
    : "3";
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
