import type {
  KitColumn,
  KitForeignKey,
  KitIndex,
  KitKey,
  KitSchema,
  KitTable,
  KitView,
} from "../../migrations/drizzle/kit_schema.ts";
import { quoteString } from "../../sql/names.ts";
import type { NamingOptions } from "../casing.ts";
import { actionOf } from "./constraints.ts";
import {
  type ColumnList,
  type DrizzleContext,
  hasUniqueIndex,
  indexConfig,
  isKeyAlone,
} from "./context.ts";
import { defaultSinceOne } from "./default.ts";
import { generatedText } from "./column.ts";
import { drizzleColumnName, drizzleText } from "./text.ts";
import {
  asDrizzleSql,
  asDrizzleTable,
  asDrizzleView,
  type DrizzleColumn,
  type DrizzleForeignKey,
  drizzleName,
  drizzleParts,
  type DrizzleSql,
  type DrizzleTable,
  isKind,
  isSinceOne,
} from "./values.ts";

/**
 * The tables and views among the values as in a snapshot of Drizzle Kit, in the version of the tables;
 * undefined if there are none. Values bound in a condition are `?` there, which the DDL does not show.
 */
export function kitSchemaOf(
  values: Iterable<unknown>,
  naming: NamingOptions,
): KitSchema | undefined {
  const tables: KitTable[] = [];
  const views: KitView[] = [];
  for (const value of values) {
    const table = asDrizzleTable(value);
    const view = asDrizzleView(value);
    if (table !== undefined) {
      // Tables for other databases are not part of the snapshot.
      if (isKind(table, "SQLiteTable")) tables.push(kitTable(table, naming));
    } else if (view !== undefined && isKind(value, "SQLiteView")) {
      const query = view.isExisting ? undefined : view.query;
      const definition = query && drizzleText(query, { ...naming, qualified: true });
      views.push({ name: view.name, ...(definition !== undefined && { definition }) });
    }
  }
  return tables.length + views.length === 0 ? undefined : { tables, views };
}

function kitTable(table: DrizzleTable, naming: NamingOptions): KitTable {
  const { name, columns: entries, extras, foreignKeys } = drizzleParts(table);
  const columns = entries.map(([, column]) => column);
  const context: DrizzleContext = { table, naming, extras, sinceOne: isSinceOne(table) };
  const ofKind = <T>(kind: string) => extras.filter((it) => isKind(it, kind)) as T[];
  const key = primaryKey(columns, context);
  const keys = [...foreignKeys, ...ofKind<DrizzleForeignKey>("SQLiteForeignKeyBuilder")];
  return {
    name,
    columns: columns.map((column) => kitColumn(column, context)),
    ...(key && { primaryKey: key }),
    uniques: [
      ...columns.flatMap((column) => uniqueColumn(column, context)),
      ...ofKind<ColumnList>("SQLiteUniqueConstraintBuilder").map((it) => kitUnique(it, context)),
    ],
    indexes: extras.flatMap((extra) => kitIndex(extra, context)),
    foreignKeys: keys.map((it) => kitForeignKey(it, context)),
    checks: ofKind<{ readonly name: string; readonly value: DrizzleSql }>("SQLiteCheckBuilder").map(
      ({ name, value }) => ({ name, value: boundText(value, context, !context.sinceOne) }),
    ),
  };
}

function kitColumn(column: DrizzleColumn, context: DrizzleContext): KitColumn {
  const { naming, sinceOne } = context;
  const value = kitDefault(column, context);
  const generated = generatedText(column, naming);
  return {
    name: drizzleColumnName(column, naming),
    type: column.getSQLType(),
    notNull: column.notNull && !(sinceOne && column.primary),
    autoincrement: column.autoIncrement ?? false,
    ...(value !== undefined && { default: value }),
    ...(generated !== undefined && {
      generated: { as: `(${generated})`, type: column.generated?.mode ?? "virtual" },
    }),
  };
}

/**
 * The default up to 0.31: numbers and booleans are unquoted, and quotes within JSON are not doubled.
 * Drizzle Kit itself fails on a bigint.
 */
function kitDefault(column: DrizzleColumn, context: DrizzleContext): KitColumn["default"] {
  const { default: value } = column;
  if (value === undefined) return undefined;
  const piece = asDrizzleSql(value);
  if (piece !== undefined) return boundText(piece, context, true);
  if (context.sinceOne) return defaultSinceOne(column, value);
  if (typeof value === "string") return quoteString(value);
  if (typeof value === "bigint") return String(value);
  return typeof value === "object" ? `'${JSON.stringify(value)}'` : value as number | boolean;
}

function primaryKey(
  columns: readonly DrizzleColumn[],
  context: DrizzleContext,
): KitKey | undefined {
  const list = context.extras.find((it) => isKind(it, "SQLitePrimaryKeyBuilder"));
  const { name, columns: listed } = (list ?? {
    columns: columns.filter((column) => column.primary || isKeyAlone(column, context)),
  }) as ColumnList;
  return listed.length === 0 ? undefined : {
    ...(name !== undefined && { name }),
    columns: namesOf(listed, context),
  };
}

function uniqueColumn(column: DrizzleColumn, context: DrizzleContext): KitKey[] {
  const { table, sinceOne } = context;
  if (!column.isUnique || (sinceOne && hasUniqueIndex(column, context))) return [];
  const made = sinceOne ? undefined : `${drizzleName(table)}_${column.name}_unique`;
  const name = column.uniqueName ?? made;
  return [{ ...(name !== undefined && { name }), columns: namesOf([column], context) }];
}

/** A UNIQUE constraint; up to 0.31, its name is made of the names before casing. */
function kitUnique({ name: given, columns }: ColumnList, context: DrizzleContext): KitKey {
  const made = [drizzleName(context.table), ...columns.map((it) => it.name), "unique"].join("_");
  const name = given ?? (context.sinceOne ? undefined : made);
  return { ...(name !== undefined && { name }), columns: namesOf(columns, context) };
}

function kitIndex(extra: unknown, context: DrizzleContext): KitIndex[] {
  const config = indexConfig(extra);
  if (config === undefined) return [];
  const columns = config.columns.map((it) => {
    const piece = asDrizzleSql(it);
    return piece === undefined
      ? { value: drizzleColumnName(it as DrizzleColumn, context.naming), isExpression: false }
      : { value: boundText(piece, context, false), isExpression: true };
  });
  const made = [drizzleName(context.table), ...columns.map(({ value }) => value), "index"];
  return [{
    name: config.name ?? made.join("_"),
    columns,
    isUnique: config.unique ?? false,
    ...(config.where && { where: boundText(config.where, context, true) }),
  }];
}

function kitForeignKey(key: DrizzleForeignKey, context: DrizzleContext): KitForeignKey {
  const { name, columns, foreignColumns } = key.reference();
  const tableTo = drizzleName(foreignColumns[0]!.table);
  const given = context.sinceOne ? name : cased(
    name ?? `${
      [drizzleName(context.table), ...columns.map((it) => it.name), tableTo]
        .concat(foreignColumns.map((it) => it.name)).join("_")
    }_fk`,
    { columns: [...columns, ...foreignColumns], context },
  );
  return {
    ...(given !== undefined && { name: given }),
    columns: namesOf(columns, context),
    tableTo,
    columnsTo: namesOf(foreignColumns, context),
    onDelete: actionOf(key._onDelete ?? key.onDelete),
    onUpdate: actionOf(key._onUpdate ?? key.onUpdate),
  };
}

/**
 * The name with cased column names: drizzle-kit 0.31 replaces the first occurrence of each name, which may
 * be within the name of the table.
 */
function cased(
  name: string,
  { columns, context }: {
    readonly columns: readonly DrizzleColumn[];
    readonly context: DrizzleContext;
  },
): string {
  return columns.reduce(
    (made, column) => made.replace(column.name, () => drizzleColumnName(column, context.naming)),
    name,
  );
}

function namesOf(columns: readonly DrizzleColumn[], { naming }: DrizzleContext): string[] {
  return columns.map((column) => drizzleColumnName(column, naming));
}

function boundText(piece: DrizzleSql, { naming }: DrizzleContext, qualified: boolean): string {
  return drizzleText(piece, { ...naming, qualified, bound: true });
}
