import {
  type KitColumn,
  type KitForeignKey,
  type KitIndex,
  type KitKey,
  type KitLinks,
  type KitSchema,
  type KitTable,
  NO_SNAPSHOT,
} from "./kit_schema.ts";

/** The fields of an entity in a snapshot of version 7 that are used here. */
interface Entity {
  readonly entityType: string;
  readonly table?: string;
  readonly name: string;
  readonly nameExplicit?: boolean;
}

/**
 * The snapshot of Drizzle Kit 1, version 7: a flat list of entities, each with all keys, null if
 * there is no value.
 */
export function snapshotSeven({ tables, views }: KitSchema, { id, previous }: KitLinks) {
  const each = <T>(parts: (table: KitTable) => readonly T[]) => tables.flatMap(parts);
  return {
    version: "7",
    dialect: "sqlite",
    id,
    prevIds: previous.length === 0 ? [NO_SNAPSHOT] : previous,
    ddl: [
      ...each(({ name }) => [{ name, entityType: "tables" }]),
      ...each(({ name, columns }) => columns.map((it) => columnSeven(it, name))),
      ...each(({ name, indexes }) => indexes.map((it) => indexSeven(it, name))),
      ...each(({ name, foreignKeys }) => foreignKeys.map((it) => foreignKeySeven(it, name))),
      ...each(({ name, primaryKey }) =>
        primaryKey ? [keySeven(primaryKey, { table: name, entityType: "pks" })] : []
      ),
      ...each(({ name, uniques }) =>
        uniques.map((it) => keySeven(it, { table: name, entityType: "uniques" }))
      ),
      ...each(({ name: table, checks }) =>
        checks.map(({ name, value }) => ({ table, name, value, entityType: "checks" }))
      ),
      ...views.map(({ name, definition }) => ({
        name,
        definition: definition ?? null,
        isExisting: definition === undefined,
        error: null,
        entityType: "views",
      })),
    ],
    renames: [],
  };
}

function columnSeven(column: KitColumn, table: string) {
  const { name, type, notNull, autoincrement, default: value, generated } = column;
  return {
    table,
    name,
    type,
    notNull,
    autoincrement,
    default: value === undefined ? null : String(value),
    generated: generated ?? null,
    entityType: "columns",
  };
}

function indexSeven({ name, columns, isUnique, where }: KitIndex, table: string) {
  const origin = "manual";
  return { table, name, columns, isUnique, where: where ?? null, origin, entityType: "indexes" };
}

function foreignKeySeven(key: KitForeignKey, table: string) {
  const { name, columns, tableTo, columnsTo, onUpdate, onDelete } = key;
  const made = `fk_${[table, ...columns, tableTo, ...columnsTo].join("_")}_fk`;
  return {
    table,
    name: name ?? made,
    columns,
    tableTo,
    columnsTo,
    onUpdate: onUpdate.toUpperCase(),
    onDelete: onDelete.toUpperCase(),
    nameExplicit: isGiven(name, made),
    entityType: "fks",
  };
}

function keySeven(
  { name, columns }: KitKey,
  { table, entityType }: { readonly table: string; readonly entityType: "pks" | "uniques" },
) {
  const made = entityType === "pks" ? `${table}_pk` : `${[table, ...columns].join("_")}_unique`;
  return {
    table,
    name: name ?? made,
    columns,
    nameExplicit: isGiven(name, made),
    entityType,
  };
}

/** Whether a name was given by the user; Drizzle Kit writes generated ones to its DDL, too. */
function isGiven(name: string | undefined, made: string): boolean {
  return name !== undefined && name !== made;
}

/** The schema in a snapshot of version 7. */
export function readSnapshotSeven(snapshot: object): KitSchema {
  const { ddl = [] } = snapshot as { readonly ddl?: readonly Entity[] };
  const entities = Map.groupBy(ddl, ({ entityType, table }) => JSON.stringify([entityType, table]));
  const all = <T>(entityType: string, table?: string) =>
    (entities.get(JSON.stringify([entityType, table])) ?? [])
      .map((it) => withoutNull(it) as Entity & T);
  return {
    tables: all("tables").map(({ name: table }): KitTable => {
      const [key] = all<KitKey>("pks", table);
      return {
        name: table,
        columns: all<KitColumn>("columns", table),
        ...(key && { primaryKey: key }),
        uniques: all<KitKey>("uniques", table),
        indexes: all<KitIndex>("indexes", table),
        foreignKeys: all<KitForeignKey>("fks", table).map((it) => ({
          ...it,
          onDelete: it.onDelete.toLowerCase(),
          onUpdate: it.onUpdate.toLowerCase(),
        })),
        checks: all<{ readonly value: string }>("checks", table),
      };
    }),
    views: all<{ readonly definition?: string }>("views"),
  };
}

/** The entity without null fields and without a generated name. */
function withoutNull(entity: Entity): object {
  return Object.fromEntries(
    Object.entries(entity).filter(([key, value]) =>
      value !== null && !(key === "name" && entity.nameExplicit === false)
    ),
  );
}
