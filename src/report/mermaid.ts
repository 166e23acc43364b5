import { isInKey, mayHoldNull, uniqueKeysOf } from "../schema/constraints/keys.ts";
import {
  type Column,
  findByName,
  type ForeignKey,
  foreignKeysOf,
  type SchemaSnapshot,
  type Table,
} from "../schema/snapshot.ts";
import { fold, sameName } from "../sql/names.ts";
import { mermaidAttribute, mermaidComment, mermaidQuoted } from "./mermaid_text.ts";

/**
 * The schema as a Mermaid entity-relationship diagram: tables with the types and keys of their
 * columns, and foreign keys as relations. Views, indexes and triggers have no form there and are
 * named in comments. Ends with a line break.
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

/** What a column is called by where it declares no type. */
const UNTYPED = "untyped";

/** A column as an attribute, with what else is to be said of it. */
export function columnAttribute(column: Column, table: Table, saying: Saying): string {
  const said = [saying.mark, column.notNull === undefined ? "" : "not null"];
  return mermaidAttribute(column.type || UNTYPED, column.name, {
    keys: keysOf(column, table, saying.snapshot),
    comment: said.filter((it) => it !== undefined && it !== "").join(", "),
  });
}

/** What a column is seen in, and what is said of it first. */
export interface Saying {
  readonly snapshot: SchemaSnapshot;
  readonly mark?: string;
}

/**
 * The foreign keys of a table as relations. The parent is one, or none where the key may be NULL;
 * children are many, or one where the key is unique. A solid line says that the key is part of the
 * child's own.
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
    const many = isUnique(key.columns, table, snapshot) ? "o|" : "o{";
    const own = key.columns.every((column) => isInKey(table, column));
    return `  ${mermaidQuoted(name)} ${one}${own ? "--" : ".."}${many} ` +
      `${mermaidQuoted(table.name)} : ${mermaidQuoted(roleOf(key, markOf(key)))}`;
  });
}

function attributes(table: Table, snapshot: SchemaSnapshot): string[] {
  return table.columns.map((column) => columnAttribute(column, table, { snapshot }));
}

function keysOf(column: Column, table: Table, snapshot: SchemaSnapshot): string[] {
  const { name } = column;
  const isForeign = foreignKeysOf(table).some((key) =>
    key.columns.some((it) => sameName(it, name))
  );
  const isPrimary = isInKey(table, name);
  return [
    ...(isPrimary ? ["PK"] : []),
    ...(isForeign ? ["FK"] : []),
    ...(isUnique([name], table, snapshot) && !isPrimary ? ["UK"] : []),
  ];
}

/** Whether no two rows hold the same in these columns, under whatever collation. */
function isUnique(
  columns: readonly string[],
  table: Table,
  { indexes }: SchemaSnapshot,
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

/** What the diagram cannot show, by name. */
function absent({ views, indexes, triggers }: SchemaSnapshot): string[] {
  return Object.entries({ views, indexes, triggers }).flatMap(([kind, list]) =>
    list.length === 0 ? [] : [mermaidComment(`${kind}: ${list.map(({ name }) => name).join(", ")}`)]
  );
}
