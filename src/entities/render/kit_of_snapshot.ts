import type {
  KitCheck,
  KitColumn,
  KitForeignKey,
  KitIndex,
  KitKey,
  KitSchema,
  KitTable,
  KitView,
} from "../../migrations/drizzle/kit_schema.ts";
import { readTable } from "../../schema/text/table_sql.ts";
import type { Index, SchemaSnapshot, Table, View } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import { isWord, significant, tokenize } from "../../sql/tokens.ts";
import type {
  ColumnDefinition,
  ConstraintDefinition,
  TableDefinition,
  TermDefinition,
} from "../definition.ts";
import { originalIndex, originalType } from "./original_text.ts";
import { tableDefinition } from "./table_definition.ts";

/**
 * The schema as in a snapshot of Drizzle Kit, with the expressions of its DDL, which are Drizzle's own if Drizzle
 * Kit exported it. Parts that its snapshots cannot contain are left out.
 */
export function kitOfSnapshot({ tables, indexes, views }: SchemaSnapshot): KitSchema {
  const byTable = Map.groupBy(indexes, ({ table }) => fold(table));
  return {
    tables: tables.flatMap((table) => kitTable(table, byTable.get(fold(table.name)) ?? [])),
    views: views.map(kitView),
  };
}

function kitTable(table: Table, indexes: readonly Index[]): KitTable[] {
  const definition = tableDefinition(table, { indexes, naming: { casing: "as-written" } });
  if (definition === undefined) return [];
  const types = new Map(
    readTable(table.sql)!.columns.map((
      { column, startOffset, endOffset },
    ) => [column.name, originalType(table.sql.slice(startOffset, endOffset))]),
  );
  const { name, columns, constraints } = definition;
  const key = kitPrimaryKey(definition);
  return [{
    name,
    columns: columns.map((column) =>
      kitColumn(column, drizzleType(types.get(column.name) ?? column.type))
    ),
    ...(key && { primaryKey: key }),
    uniques: [
      ...columns.flatMap(({ name, uniques }) => uniques.map((it) => kitKey(it.name, [name]))),
      ...constraints.flatMap((it) =>
        it.kind === "unique" ? [kitKey(it.name, columnsIn(it.terms))] : []
      ),
    ],
    indexes: indexes.map(kitIndex),
    foreignKeys: foreignKeysIn(definition),
    checks: checksIn(definition),
  }];
}

/** The type as Drizzle writes it: its own ones in lower case; a collation is part of a custom type. */
function drizzleType(type: string): string {
  const isOwn = /^(?:blob|integer|numeric|real|text)(?:\s*\(.*\))?$/i.test(type);
  return isOwn ? type.toLowerCase() : type;
}

function kitColumn(column: ColumnDefinition, type: string): KitColumn {
  const { name, notNull, primaryKey, default: value, generated } = column;
  return {
    name,
    type,
    notNull: notNull !== undefined,
    autoincrement: primaryKey?.autoincrement ?? false,
    ...(value !== undefined && { default: kitDefault(value) }),
    ...(generated && {
      generated: {
        as: `(${generated.expression})`,
        type: generated.stored ? "stored" : "virtual",
      },
    }),
  };
}

/**
 * The default, unquoted for booleans and for numbers that JSON can hold exactly, as most schemas
 * have it.
 */
function kitDefault(value: string): string | number | boolean {
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === "true";
  const isNumber = /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(value);
  const isTooLong = /^[-+]?\d+$/.test(value) && !Number.isSafeInteger(Number(value));
  return isNumber && !isTooLong ? Number(value) : value;
}

function kitPrimaryKey({ columns, constraints }: TableDefinition): KitKey | undefined {
  const inline = columns.find(({ primaryKey }) => primaryKey !== undefined);
  if (inline !== undefined) return kitKey(inline.primaryKey?.name, [inline.name]);
  const listed = constraints.find((it) => it.kind === "primary-key");
  return listed && kitKey(listed.name, columnsIn(listed.terms));
}

function kitKey(name: string | undefined, columns: readonly string[]): KitKey {
  return { ...(name !== undefined && { name }), columns };
}

function columnsIn(terms: readonly TermDefinition[]): string[] {
  return terms.map(({ column }) => column!);
}

function kitIndex(index: Index): KitIndex {
  const { terms, where } = originalIndex(index.sql);
  return {
    name: index.name,
    columns: index.terms.map(({ column, collation, descending }, place) =>
      column === undefined || collation !== undefined || descending
        ? { value: terms[place]!, isExpression: true }
        : { value: column, isExpression: false }
    ),
    isUnique: index.unique,
    ...(where !== undefined && { where }),
  };
}

function foreignKeysIn({ columns, constraints }: TableDefinition): KitForeignKey[] {
  const inline = columns.flatMap(({ name, references }) =>
    references.map((it) => ({ ...it, columns: [name] }))
  );
  const listed = constraints.filter((it) => it.kind === "foreign-key");
  return [...inline, ...listed].flatMap(({ name, columns, target, onDelete, onUpdate }) =>
    target.kind === "sql" ? [] : [{
      ...kitKey(name, columns),
      tableTo: target.table,
      columnsTo: target.columns,
      onDelete,
      onUpdate,
    }]
  );
}

/** The CHECKs with a name; Drizzle cannot express others. */
function checksIn({ columns, constraints }: TableDefinition): KitCheck[] {
  const listed = constraints.filter((it: ConstraintDefinition) => it.kind === "check");
  return [...columns.flatMap(({ checks }) => checks), ...listed].flatMap(({ name, expression }) =>
    name === undefined ? [] : [{ name, value: expression }]
  );
}

function kitView({ name, sql }: View): KitView {
  const tokens = significant(tokenize(sql));
  const start = tokens.findIndex((token) => isWord(token, "as"));
  return { name, definition: sql.slice(tokens[start + 1]?.startOffset) };
}
