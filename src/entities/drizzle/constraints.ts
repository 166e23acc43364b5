import type { ForeignKeyAction } from "../../schema/snapshot.ts";
import type { ConstraintDefinition, IndexDefinition, TermDefinition } from "../definition.ts";
import { type ColumnList, type DrizzleContext, indexConfig } from "./context.ts";
import { drizzleColumnName, drizzleTerm, drizzleText } from "./text.ts";
import {
  asDrizzleSql,
  type DrizzleColumn,
  type DrizzleForeignKey,
  drizzleName,
  type DrizzleSql,
  isKind,
} from "./values.ts";
import { inParentheses } from "../parentheses.ts";
import { badReference } from "../undescribable.ts";

/** The indexes of a table, first those that the kit creates for UNIQUE columns. */
export function describeDrizzleIndexes(
  columns: readonly DrizzleColumn[],
  context: DrizzleContext,
): IndexDefinition[] {
  return [
    ...(context.sinceOne ? [] : columns.flatMap((column) => uniqueIndex(column, context))),
    ...context.extras.flatMap((extra) => describeIndex(extra, context)),
  ];
}

/** The table constraints. */
export function describeDrizzleConstraints(
  foreignKeys: readonly DrizzleForeignKey[],
  context: DrizzleContext,
): ConstraintDefinition[] {
  return [
    ...context.extras.flatMap((extra) => describeConstraint(extra, context)),
    ...foreignKeys.map((key) => describeForeignKey(key, context)),
  ];
}

/** The unique index that the kit of 0.x creates for a UNIQUE column. */
function uniqueIndex(column: DrizzleColumn, { table, naming }: DrizzleContext): IndexDefinition[] {
  if (!column.isUnique) return [];
  const name = column.uniqueName ?? `${drizzleName(table)}_${column.name}_unique`;
  return [{ name, unique: true, terms: [drizzleTerm(column, naming)] }];
}

function describeIndex(
  extra: unknown,
  { table, naming, sinceOne }: DrizzleContext,
): IndexDefinition[] {
  if (!sinceOne && isKind(extra, "SQLiteUniqueConstraintBuilder")) {
    const { name, columns } = extra as unknown as ColumnList;
    const made = [drizzleName(table), ...columns.map((it) => it.name), "unique"].join("_");
    return [{
      name: name ?? made,
      unique: true,
      terms: columns.map((column) => drizzleTerm(column, naming)),
    }];
  }
  const config = indexConfig(extra);
  if (config === undefined) return [];
  const terms = config.columns.map((it): TermDefinition => {
    const piece = asDrizzleSql(it);
    return piece === undefined
      ? drizzleTerm(it as DrizzleColumn, naming)
      : { expression: drizzleText(piece, { ...naming, qualified: false }), descending: false };
  });
  const made = [drizzleName(table), ...terms.map((it) => it.column ?? ""), "index"].join("_");
  const where = config.where && drizzleText(config.where, { ...naming, qualified: true });
  return [{ name: config.name ?? made, unique: config.unique ?? false, terms, where }];
}

function describeConstraint(extra: unknown, context: DrizzleContext): ConstraintDefinition[] {
  const { naming, sinceOne } = context;
  const terms = (list: ColumnList) => list.columns.map((column) => drizzleTerm(column, naming));
  if (isKind(extra, "SQLitePrimaryKeyBuilder")) {
    const list = extra as unknown as ColumnList;
    const isAlone = list.columns.length === 1;
    return isAlone
      ? []
      : [{ kind: "primary-key", name: list.name, terms: terms(list), conflict: "abort" }];
  }
  if (sinceOne && isKind(extra, "SQLiteUniqueConstraintBuilder")) {
    const list = extra as unknown as ColumnList;
    return [{ kind: "unique", name: list.name, terms: terms(list), conflict: "abort" }];
  }
  if (isKind(extra, "SQLiteForeignKeyBuilder")) {
    return [describeForeignKey(extra as unknown as DrizzleForeignKey, context)];
  }
  if (isKind(extra, "SQLiteCheckBuilder")) {
    const { name, value } = extra as unknown as { name: string; value: DrizzleSql };
    const text = drizzleText(value, { ...naming, qualified: !sinceOne });
    return [{ kind: "check", name, expression: inParentheses(text), conflict: "abort" }];
  }
  return [];
}

function describeForeignKey(
  key: DrizzleForeignKey,
  { naming }: DrizzleContext,
): ConstraintDefinition {
  const { name, columns, foreignColumns } = key.reference();
  const parent = foreignColumns[0]?.table;
  const first = columns[0]!;
  if (parent === undefined) {
    const table = drizzleName(first.table);
    throw badReference({ table, column: first.name, example: "users.id" });
  }
  return {
    kind: "foreign-key",
    name,
    key: first.name,
    columns: columns.map((column) => drizzleColumnName(column, naming)),
    target: {
      kind: "table",
      table: drizzleName(parent),
      columns: foreignColumns.map((column) => drizzleColumnName(column, naming)),
    },
    onDelete: actionOf(key._onDelete ?? key.onDelete),
    onUpdate: actionOf(key._onUpdate ?? key.onUpdate),
    deferred: false,
  };
}

/** The action; a builder without one has a method of that name instead. */
export function actionOf(action: unknown): ForeignKeyAction {
  return typeof action === "string" ? action as ForeignKeyAction : "no action";
}
