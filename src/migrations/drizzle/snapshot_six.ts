import { compareText } from "../../base/compare_text.ts";
import {
  type KitCheck,
  type KitColumn,
  type KitForeignKey,
  type KitIndex,
  type KitKey,
  type KitLinks,
  type KitSchema,
  type KitTable,
  NO_SNAPSHOT,
} from "./kit_schema.ts";
import { madeName } from "./renamed.ts";

/** The fields of a snapshot of Drizzle Kit up to 0.31 that are used here. */
interface SnapshotSix {
  readonly tables?: Readonly<Record<string, TableSix>>;
  readonly views?: Readonly<
    Record<string, { readonly name: string; readonly definition?: string }>
  >;
}

interface TableSix {
  readonly name: string;
  readonly columns?: Readonly<Record<string, KitColumn & { readonly primaryKey: boolean }>>;
  readonly indexes?: Readonly<
    Record<string, Omit<KitIndex, "columns"> & { readonly columns: readonly string[] }>
  >;
  readonly foreignKeys?: Readonly<
    Record<string, Omit<KitForeignKey, "columns"> & { readonly columnsFrom: readonly string[] }>
  >;
  readonly compositePrimaryKeys?: Readonly<Record<string, KitKey>>;
  readonly checkConstraints?: Readonly<Record<string, KitCheck>>;
}

/** The snapshot of Drizzle Kit up to 0.31, version 6: maps by name, with UNIQUE as an index. */
export function snapshotSix({ tables, views }: KitSchema, { id, previous }: KitLinks) {
  const expressions = tables.flatMap(({ indexes }) =>
    indexes.filter(({ columns }) => columns.some(({ isExpression }) => isExpression))
  );
  return {
    version: "6",
    dialect: "sqlite",
    id,
    prevId: previous.at(-1) ?? NO_SNAPSHOT,
    tables: byName(tables.toSorted(inOrder).map(tableSix)),
    views: byName(
      views.toSorted(inOrder).map(({ name, definition }) => ({
        columns: {},
        name,
        isExisting: definition === undefined,
        ...(definition !== undefined && { definition }),
      })),
    ),
    enums: {},
    _meta: { schemas: {}, tables: {}, columns: {} },
    internal: {
      indexes: Object.fromEntries(expressions.map(({ name, columns }) => [name, {
        columns: Object.fromEntries(
          columns.filter((it) => it.isExpression).map(({ value }) => [value, {
            isExpression: true,
          }]),
        ),
      }])),
    },
  };
}

function tableSix(table: KitTable) {
  const { name, columns, primaryKey, uniques, indexes, foreignKeys, checks } = table;
  const key = primaryKey?.columns ?? [];
  const isKey = ({ name }: KitColumn) => key.length === 1 && key[0] === name;
  const composite = key.length < 2 ? [] : [{
    columns: key,
    name: primaryKey!.name ?? `${[name, ...key].join("_")}_pk`,
  }];
  const all = [
    ...uniques.map(({ name: given, columns }): KitIndex => ({
      name: given ?? `${[name, ...columns].join("_")}_unique`,
      columns: columns.map((value) => ({ value, isExpression: false })),
      isUnique: true,
    })),
    ...indexes,
  ];
  return {
    name,
    columns: byName(columns.map((column) => columnSix(column, isKey(column)))),
    indexes: byName(all.map(({ name, columns, isUnique, where }) => ({
      name,
      columns: columns.map(({ value }) => value),
      isUnique,
      ...(where !== undefined && { where }),
    }))),
    foreignKeys: byName(foreignKeys.map((it) => foreignKeySix(it, name))),
    compositePrimaryKeys: byName(composite),
    uniqueConstraints: {},
    checkConstraints: byName(checks.map(({ name, value }) => ({ name, value }))),
  };
}

function columnSix(column: KitColumn, primaryKey: boolean) {
  const { name, type, notNull, autoincrement, default: value, generated } = column;
  return {
    name,
    type,
    primaryKey,
    notNull,
    autoincrement,
    ...(value !== undefined && { default: value }),
    ...(generated !== undefined && { generated }),
  };
}

function foreignKeySix(key: KitForeignKey, table: string) {
  const { name, columns, tableTo, columnsTo, onDelete, onUpdate } = key;
  return {
    name: name ?? madeName(key, table),
    tableFrom: table,
    tableTo,
    columnsFrom: columns,
    columnsTo,
    onDelete,
    onUpdate,
  };
}

/** The schema in a snapshot of version 6. */
export function readSnapshotSix(snapshot: object): KitSchema {
  const { tables = {}, views = {} } = snapshot as SnapshotSix;
  return {
    tables: Object.values(tables).map((table): KitTable => {
      const columns = Object.values(table.columns ?? {});
      const [composite] = Object.values(table.compositePrimaryKeys ?? {});
      const alone = columns.filter(({ primaryKey }) => primaryKey).map(({ name }) => name);
      const key = composite ?? (alone.length > 0 ? { columns: alone } : undefined);
      const internal = indexesIn(snapshot);
      return {
        name: table.name,
        columns: columns.map(({ primaryKey: _, ...column }) => column),
        ...(key && { primaryKey: key }),
        uniques: [],
        indexes: Object.values(table.indexes ?? {}).map(({ columns, ...index }) => ({
          ...index,
          columns: columns.map((value) => ({
            value,
            isExpression: internal[index.name]?.columns[value]?.isExpression ?? false,
          })),
        })),
        foreignKeys: Object.values(table.foreignKeys ?? {}).map(({ columnsFrom, ...key }) => ({
          ...key,
          columns: columnsFrom,
        })),
        checks: Object.values(table.checkConstraints ?? {}),
      };
    }),
    views: Object.values(views).map(({ name, definition }) => ({
      name,
      ...(definition !== undefined && { definition }),
    })),
  };
}

/** The columns of indexes that are expressions. */
function indexesIn(snapshot: object) {
  const { internal } = snapshot as {
    internal?: {
      indexes?: Readonly<
        Record<string, { columns: Readonly<Record<string, { isExpression?: boolean }>> }>
      >;
    };
  };
  return internal?.indexes ?? {};
}

function byName<T extends { readonly name: string }>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((it) => [it.name, it]));
}

/** Drizzle Kit's order: by code units. */
function inOrder(left: { readonly name: string }, right: { readonly name: string }): number {
  return compareText(left.name, right.name);
}
