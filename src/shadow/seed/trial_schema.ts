import { isInKey, mayHoldNull } from "../../schema/constraints/keys.ts";
import {
  findByName,
  foreignKeysOf,
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, quoteName } from "../../sql/names.ts";
import type { ShadowDatabase } from "../database/shadow_database.ts";

/**
 * The tables among the objects, the tables they reference, and the required parents of those. With
 * `onlyRequired`, no reference that may be NULL counts.
 */
export function tablesToSeed(
  touched: readonly SchemaObject[],
  current: SchemaSnapshot,
  { onlyRequired = false } = {},
): Table[] {
  const own = new Set(touched.filter((object) => object.kind === "table"));
  const all = new Set(own);
  for (const table of all) {
    for (const { columns, references } of foreignKeysOf(table)) {
      const parent = findByName(current.tables, references.table);
      const isNeeded = (own.has(table) && !onlyRequired) ||
        !columns.every((name) => mayBeNull(table, name));
      if (parent !== undefined && isNeeded) all.add(parent);
    }
  }
  return current.tables.filter((table) => all.has(table));
}

function mayBeNull(table: Table, name: string): boolean {
  return mayHoldNull(table, name) && !isInKey(table, name);
}

/**
 * The objects and the parents of their foreign keys, with the unique indexes of those: without
 * these, no row can be written. Grandparents are not needed, since nothing writes to the parents.
 */
export function withReferencedTables(
  scope: readonly SchemaObject[],
  current: SchemaSnapshot,
): SchemaObject[] {
  const children = scope.filter((object) => object.kind === "table");
  const parents = children.flatMap(foreignKeysOf).map((key) => fold(key.references.table));
  const tables = new Set([...parents, ...children.map((table) => fold(table.name))]);
  const all = new Set(scope);
  return objectsOf(current).filter((object) =>
    all.has(object) || (object.kind === "table" && tables.has(fold(object.name))) ||
    (object.kind === "index" && object.unique && tables.has(fold(object.table)))
  );
}

/** Creates the tables and indexes among the objects, before rows are inserted. */
export function restoreTables(shadow: ShadowDatabase, objects: readonly SchemaObject[]): void {
  shadow.restore(objects.filter(isCreatedBeforeRows));
}

/** Creates the views and triggers among the objects, after rows are inserted. */
export function restoreRest(shadow: ShadowDatabase, objects: readonly SchemaObject[]): void {
  shadow.restore(objects.filter(isCreatedAfterRows));
}

/**
 * Fills search indexes over other tables, as their triggers would have done. Otherwise those refuse
 * changes of rows that were inserted before the triggers existed.
 * https://www.sqlite.org/fts5.html#the_rebuild_command
 */
export function fillSearchIndexes(
  shadow: ShadowDatabase,
  objects: readonly SchemaObject[],
): void {
  for (const object of objects) {
    if (object.kind !== "virtual-table" || !/^fts[45]$/.test(object.module)) continue;
    if (!object.arguments.some((argument) => /^content\s*=/.test(argument))) continue;
    const name = quoteName(object.name);
    shadow.attempt(`INSERT INTO ${name} (${name}) VALUES ('rebuild')`);
  }
}

/** Whether the object is a table, or an index, which is updated with the rows. */
export function isCreatedBeforeRows({ kind }: SchemaObject): boolean {
  return kind === "table" || kind === "virtual-table" || kind === "index";
}

/** Whether the object is a view or a trigger, which would fire for the rows. */
export function isCreatedAfterRows(object: SchemaObject): boolean {
  return !isCreatedBeforeRows(object);
}
