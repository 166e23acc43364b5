import { isInKey, mayHoldNull, uniqueKeysOf } from "../../schema/constraints/keys.ts";
import {
  type Column,
  findByName,
  type ForeignKey,
  foreignKeysOf,
  type Index,
  type SchemaSnapshot,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import { mermaidAttribute, mermaidComment, mermaidQuoted } from "./mermaid_text.ts";

/**
 * The schema as a Mermaid entity-relationship diagram: tables with the types and keys of their
 * columns, and foreign keys as relations. Views, indexes and triggers cannot be drawn and are named
 * in comments. Ends with a line break.
 * https://mermaid.js.org/syntax/entityRelationshipDiagram.html
 */
export function renderMermaid(snapshot: SchemaSnapshot): string {
  const { tables, virtualTables } = snapshot;
  const lines = [
    "erDiagram",
    ...absent(snapshot),
    ...tables.flatMap((table) => entity(table.name, attributes(table, snapshot))),
    ...virtualTables.flatMap(({ name }) => entity(name, [])),
    ...tables.flatMap((table) => relations(table, snapshot)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** An entity with its attributes, as lines. */
export function entity(name: string, attributes: readonly string[], label?: string): string[] {
  const head = `  ${mermaidQuoted(name)}${label === undefined ? "" : `[${mermaidQuoted(label)}]`}`;
  return attributes.length === 0
    ? [head]
    : [`${head} {`, ...attributes.map((attribute) => `    ${attribute}`), "  }"];
}

/** The type shown for a column without one. */
const UNTYPED = "untyped";

/** A column as an attribute, with a comment. */
export function columnAttribute(
  column: Column,
  table: Table,
  { snapshot, mark }: ColumnContext,
): string {
  const comments = [mark, column.notNull === undefined ? "" : "not null"];
  return mermaidAttribute(column.type || UNTYPED, column.name, {
    keys: keysOf(column, table, snapshot.indexes),
    comment: comments.filter(Boolean).join(", "),
  });
}

/** The schema around a column, and the start of its comment. */
export interface ColumnContext {
  readonly snapshot: SchemaSnapshot;
  readonly mark?: string;
}

/**
 * The foreign keys of a table as relations. There is one parent, or at most one if the key may be
 * NULL; there are many children, or one if the key is unique. A solid line means that the foreign
 * key is part of the child's primary key.
 */
export function relations(
  table: Table,
  snapshot: SchemaSnapshot,
  markOf: (key: ForeignKey) => string = () => "",
): string[] {
  return foreignKeysOf(table).map((key) => {
    const parent = key.references.table;
    const name = findByName(snapshot.tables, parent)?.name ?? parent;
    const one = key.columns.some((column) => mayHoldNull(table, column)) ? "|o" : "||";
    const many = isUnique(key.columns, table, snapshot.indexes) ? "o|" : "o{";
    const own = key.columns.every((column) => isInKey(table, column));
    return `  ${mermaidQuoted(name)} ${one}${own ? "--" : ".."}${many} ` +
      `${mermaidQuoted(table.name)} : ${mermaidQuoted(roleOf(key, markOf(key)))}`;
  });
}

function attributes(table: Table, snapshot: SchemaSnapshot): string[] {
  return table.columns.map((column) => columnAttribute(column, table, { snapshot }));
}

/** A kind of key as Mermaid abbreviates it: primary, foreign, unique. */
export type Key = "PK" | "FK" | "UK";

/** The keys that a column is part of; unique ones only if it is alone in them. */
export function keysOf({ name }: Column, table: Table, indexes: readonly Index[]): Key[] {
  const isForeign = foreignKeysOf(table).some((key) =>
    key.columns.some((it) => sameName(it, name))
  );
  const isPrimary = isInKey(table, name);
  return [
    ...(isPrimary ? ["PK" as const] : []),
    ...(isForeign ? ["FK" as const] : []),
    ...(isUnique([name], table, indexes) && !isPrimary ? ["UK" as const] : []),
  ];
}

/** Whether no two rows are equal in these columns, under any collation. */
function isUnique(
  columns: readonly string[],
  table: Table,
  indexes: readonly Index[],
): boolean {
  const names = new Set(columns.map(fold));
  return uniqueKeysOf(table, indexes).some(({ terms, where }) =>
    where === undefined && terms.length === names.size &&
    terms.every(({ column }) => column !== undefined && names.has(fold(column)))
  );
}

function roleOf({ columns, onDelete }: ForeignKey, mark: string): string {
  const action = onDelete === "no action" ? "" : `, on delete ${onDelete}`;
  return `${columns.join(", ")}${action}${mark && `, ${mark}`}`;
}

/** The names of objects that the diagram cannot show. */
function absent({ views, indexes, triggers }: SchemaSnapshot): string[] {
  return Object.entries({ views, indexes, triggers }).flatMap(([kind, list]) =>
    list.length === 0 ? [] : [mermaidComment(`${kind}: ${list.map(({ name }) => name).join(", ")}`)]
  );
}
