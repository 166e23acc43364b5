import { match } from "../../base/match.ts";
import { facts } from "../../schema/facts.ts";
import {
  type Constraint,
  findByName,
  type ForeignKey,
  type Index,
  type KeyTerm,
  type Table,
} from "../../schema/snapshot.ts";
import {
  type ColumnText,
  readTable,
  tableOfText,
  type TableText,
} from "../../schema/text/table_sql.ts";
import { casedName, type Casing, type NamingOptions } from "../casing.ts";
import { ddlOf } from "../compile/ddl.ts";
import type {
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
  ReferenceDefinition,
  TableDefinition,
  TermDefinition,
} from "../definition.ts";
import { originalIndex, originalParts } from "./original_text.ts";

/**
 * The definition of a table and its indexes, with constraints in their places and expressions in their original
 * text; undefined if a definition cannot express the table.
 */
export function tableDefinition(
  table: Table,
  { indexes, naming }: { readonly indexes: readonly Index[]; readonly naming: NamingOptions },
): TableDefinition | undefined {
  const text = readTable(table.sql);
  if (table.opaque !== undefined || text === undefined) return undefined;
  const definition: TableDefinition = {
    kind: "table",
    name: table.name,
    columns: keyed(text.columns.map((column) => columnDefinition(column, { table, text })), naming),
    constraints: text.constraints.flatMap(({ startOffset, endOffset, constraint }) =>
      constraintDefinition(constraint, { table, sql: table.sql.slice(startOffset, endOffset) })
    ),
    indexes: indexes.map(indexDefinition),
    strict: table.strict,
    withoutRowid: table.withoutRowid,
    randomRowid: table.randomRowid,
  };
  return makes(definition, table) ? definition : undefined;
}

/** Whether the definition results in the table from which it was read. */
function makes(definition: TableDefinition, table: Table): boolean {
  const text = readTable(ddlOf({ ...definition, indexes: [] })[0]!);
  return text !== undefined && facts(tableOfText(definition.name, text)) === facts(table);
}

function columnDefinition(
  { column, constraints, startOffset, endOffset }: ColumnText,
  { table, text }: { readonly table: Table; readonly text: TableText },
): Omit<ColumnDefinition, "key"> {
  const { name, type, notNull, collation, generated } = column;
  const original = originalParts(table.sql.slice(startOffset, endOffset), "named");
  const key = inlineKey(name, { table, text });
  const uniques = constraints.filter((it) => it.kind === "unique");
  const checks = constraints.filter((it) => it.kind === "check");
  return {
    name,
    type,
    ...(key && { primaryKey: key }),
    ...(notNull && { notNull }),
    uniques: uniques.map(({ name, conflict }) => ({ name, conflict })),
    ...(original.default !== undefined && { default: original.default }),
    ...(collation !== undefined && { collation }),
    ...(generated && {
      generated: {
        expression: original.generated ?? generated.expression,
        stored: generated.stored,
      },
    }),
    checks: checks.map(({ name, expression }, index) => ({
      name,
      expression: original.checks[index] ?? expression,
    })),
    references: constraints.flatMap((it) =>
      it.kind === "foreign-key" ? referenceDefinition(it) : []
    ),
  };
}

/** The primary key, if it is written in this column or can be. */
function inlineKey(
  column: string,
  { table: { primaryKey }, text }: { readonly table: Table; readonly text: TableText },
): ColumnDefinition["primaryKey"] {
  const [term, ...others] = primaryKey?.terms ?? [];
  if (primaryKey === undefined || term?.column === undefined || others.length > 0) return undefined;
  if (findByName([{ name: column }], term.column) === undefined) return undefined;
  const standsBelow = text.constraints.some(({ constraint }) => constraint.kind === "primary-key");
  // AUTOINCREMENT can only be written in a column, and means the same there.
  if (standsBelow && !primaryKey.autoincrement) return undefined;
  const { name, conflict, autoincrement } = primaryKey;
  return { name, conflict, autoincrement, descending: !standsBelow && term.descending };
}

function constraintDefinition(
  constraint: Constraint | { readonly kind: "primary-key" },
  { table, sql }: { readonly table: Table; readonly sql: string },
): ConstraintDefinition[] {
  return match(constraint)
    .returnType<ConstraintDefinition[]>()
    .with({ kind: "primary-key" }, ({ kind }) => {
      const key = table.primaryKey;
      if (key === undefined || key.autoincrement) return [];
      return [{ kind, name: key.name, conflict: key.conflict, terms: key.terms.map(termOf) }];
    })
    .with({ kind: "unique" }, ({ kind, name, conflict, terms }) => [
      { kind, name, conflict, terms: terms.map(termOf) },
    ])
    .with({ kind: "check" }, ({ kind, name, conflict, expression }) => [
      { kind, name, conflict, expression: originalParts(sql, "unnamed").checks[0] ?? expression },
    ])
    .with({ kind: "foreign-key" }, (it) => [
      { kind: it.kind, columns: it.columns, key: it.columns[0]!, ...referenceDefinition(it) },
    ])
    .exhaustive();
}

function referenceDefinition(key: ForeignKey): ReferenceDefinition {
  const { name, references, onDelete, onUpdate, deferred } = key;
  return { name, target: { kind: "table", ...references }, onDelete, onUpdate, deferred };
}

function indexDefinition(index: Index): IndexDefinition {
  const original = originalIndex(index.sql);
  return {
    name: index.name,
    unique: index.unique,
    terms: index.terms.map((term, place) =>
      term.column === undefined
        ? { expression: original.terms[place]!, descending: false }
        : termOf(term)
    ),
    where: original.where,
  };
}

function termOf({ column, collation, descending }: KeyTerm): TermDefinition {
  return { column: column!, collation, descending };
}

/** The columns with their keys in TypeScript, from which their names result. */
function keyed(
  columns: readonly Omit<ColumnDefinition, "key">[],
  { casing }: NamingOptions,
): ColumnDefinition[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let key = wishedKey(column.name, casing);
    while (taken.has(key)) key += "_";
    taken.add(key);
    return { ...column, key };
  });
}

/** The most readable key that results in the name, or the name itself. */
function wishedKey(name: string, casing: Casing): string {
  // JavaScript sorts such keys to the front.
  if (/^\d+$/.test(name)) return `_${name}`;
  const key = casing === "snake_case" ? camelCase(name) : name;
  return casedName(key, casing) === name ? key : name;
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
