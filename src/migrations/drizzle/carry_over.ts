import { canonicalExpression } from "../../sql/canonical.ts";
import { fold } from "../../sql/names.ts";
import { significant, tokenize } from "../../sql/tokens.ts";
import type { KitColumn, KitForeignKey, KitIndex, KitSchema, KitTable } from "./kit_schema.ts";

/**
 * A schema read from DDL, with each entry replaced by the previous one if that means the same. DDL
 * lacks some details of a snapshot: the names of foreign keys, whether a default was given as a
 * number, and that a value was bound, for which Drizzle Kit stores `?`.
 */
export function carriedOver(schema: KitSchema, before: KitSchema): KitSchema {
  const tables = byName(before.tables);
  const views = byName(before.views);
  return {
    tables: schema.tables.map((table) => {
      const old = tables.get(fold(table.name));
      return old === undefined ? table : carriedTable(table, old);
    }),
    views: [
      ...schema.views.map((view) => {
        const old = views.get(fold(view.name));
        return isSame(view.definition, old?.definition, view.name) ? old! : view;
      }),
      // External views are not in the DDL.
      ...before.views.filter(({ definition }) => definition === undefined),
    ],
  };
}

function carriedTable(table: KitTable, old: KitTable): KitTable {
  const same = (after: string | undefined, before: string | undefined) =>
    isSame(after, before, table.name);
  const pick = <T>(list: readonly T[], olds: readonly T[], isMeant: (it: T, old: T) => boolean) =>
    list.map((it) => olds.find((old) => isMeant(it, old)) ?? it);
  return {
    name: old.name,
    columns: pick(
      table.columns,
      old.columns,
      (it, old) =>
        isSameColumn(it, old, same) && (isAlone(it, table) || it.notNull === old.notNull),
    ),
    ...(table.primaryKey && {
      primaryKey: areSame(table.primaryKey.columns, old.primaryKey?.columns)
        ? old.primaryKey!
        : table.primaryKey,
    }),
    uniques: pick(table.uniques, old.uniques, (it, old) => areSame(it.columns, old.columns)),
    indexes: pick(table.indexes, old.indexes, (it, old) => isSameIndex(it, old, same)),
    foreignKeys: pick(table.foreignKeys, old.foreignKeys, isSameKey),
    checks: pick(
      table.checks,
      old.checks,
      (it, old) => it.name === old.name && same(it.value, old.value),
    ),
  };
}

/** Whether the column is the whole primary key, which Drizzle treats as NOT NULL in any case. */
function isAlone({ name }: KitColumn, { primaryKey }: KitTable): boolean {
  return primaryKey?.columns.length === 1 && primaryKey.columns[0] === name;
}

type Same = (after: string | undefined, before: string | undefined) => boolean;

function isSameColumn(column: KitColumn, old: KitColumn, same: Same): boolean {
  const text = (value: KitColumn["default"]) => value === undefined ? undefined : String(value);
  return column.name === old.name && column.autoincrement === old.autoincrement &&
    same(column.type, old.type) &&
    same(text(column.default), text(old.default)) &&
    column.generated?.type === old.generated?.type &&
    same(column.generated?.as, old.generated?.as);
}

function isSameIndex(index: KitIndex, old: KitIndex, same: Same): boolean {
  return index.name === old.name && index.isUnique === old.isUnique &&
    same(index.where, old.where || undefined) && index.columns.length === old.columns.length &&
    index.columns.every(({ value }, place) => same(value, old.columns[place]!.value));
}

function isSameKey(key: KitForeignKey, old: KitForeignKey): boolean {
  return (key.name === undefined || key.name === old.name) &&
    areSame(key.columns, old.columns) && fold(key.tableTo) === fold(old.tableTo) &&
    areSame(key.columnsTo, old.columnsTo) &&
    key.onDelete === old.onDelete && key.onUpdate === old.onUpdate;
}

function areSame(after: readonly string[], before: readonly string[] | undefined): boolean {
  return JSON.stringify(after.map(fold)) === JSON.stringify(before?.map(fold));
}

/** Whether two texts mean the same, with or without qualified columns. */
function isSame(after: string | undefined, before: string | undefined, table: string): boolean {
  if (after === undefined || before === undefined) return after === before;
  const [left, right] = [tokensOf(after, table), tokensOf(before, table)];
  return left.length === right.length &&
    left.every((token, index) =>
      token === right[index] || (right[index] === "?" && /^['\d.]|^true$|^false$/.test(token))
    );
}

/** The tokens of an expression, without table names before columns. */
function tokensOf(text: string, table: string): string[] {
  const tokens = significant(tokenize(canonicalExpression(significant(tokenize(text)))))
    .map((token) => token.text);
  const owner = fold(table);
  return tokens.filter((token, index) =>
    !(token.replace(/^"(.*)"$/, "$1") === owner && tokens[index + 1] === ".") &&
    !(token === "." && tokens[index - 1]?.replace(/^"(.*)"$/, "$1") === owner)
  );
}

function byName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((it) => [fold(it.name), it]));
}
