import { match } from "../../base/match.ts";
import { definitionAs } from "../builder/brand.ts";
import type { NamingOptions } from "../casing.ts";
import type { ColumnData, ReferenceOptions, TermData } from "../builder/column.ts";
import type { ConstraintData, IndexTerm } from "../builder/constraints.ts";
import type {
  ConstraintDefinition,
  ReferenceDefinition,
  ReferenceTargetDefinition,
  TermDefinition,
} from "../definition.ts";
import type { EntityData } from "../builder/entity.ts";
import { nameOfColumn, type Sql, type SqlData, sqlText } from "../builder/sql.ts";
import { drizzleTarget } from "../drizzle/describe.ts";
import { badReference, Undescribable } from "../undescribable.ts";

/** The definition of a table constraint. */
export function describeConstraint(
  { name, constraint, onConflict: conflict = "abort" }: ConstraintData,
  naming: NamingOptions,
): ConstraintDefinition {
  return match(constraint)
    .returnType<ConstraintDefinition>()
    .with({ kind: "primary-key" }, { kind: "unique" }, ({ kind, terms }) => ({
      kind,
      name,
      conflict,
      terms: terms.map((term) => describeTerm(term, naming)),
    }))
    .with({ kind: "check" }, ({ kind, expression }) => ({
      kind,
      name,
      conflict,
      expression: sqlText(expression, naming.casing),
    }))
    .with({ kind: "foreign-key" }, ({ kind, columns, target, options }) => {
      const own = columns.map(columnDataOf);
      const reference = describeReference(target, { column: own[0]!, options, naming });
      const names = own.map((column) => nameOfColumn(column, naming.casing));
      return { kind, columns: names, key: own[0]!.key, ...reference };
    })
    .exhaustive();
}

/** The definition of a term of an index or a key. */
export function describeTerm(term: IndexTerm, { casing }: NamingOptions): TermDefinition {
  const piece = definitionAs<SqlData>("sql", term);
  if (piece !== undefined) return { expression: sqlText(term as Sql, casing), descending: false };
  const { column, collation, descending } = definitionAs<TermData>("term", term) ??
    { column: columnDataOf(term), collation: undefined, descending: false };
  return { column: nameOfColumn(column, casing), collation, descending };
}

/** A column of an index or a constraint. */
function columnDataOf(value: unknown): ColumnData {
  const data = definitionAs<ColumnData>("column", value);
  if (data !== undefined) return data;
  throw new Undescribable({
    slug: "no-column",
    message:
      "Cannot make an index or a constraint: one of its columns is not a column of an entity",
    hint: "Check the spelling: index().on(t.email)",
  });
}

/** The parent of a foreign key; calls the user's function, which may throw. */
export function describeReference(
  target: () => unknown,
  { column, options, naming }: {
    /** The first column of the key. */
    readonly column: ColumnData;
    readonly options: ReferenceOptions;
    readonly naming: NamingOptions;
  },
): ReferenceDefinition {
  const { onDelete = "no action", onUpdate = "no action", deferred = false, name } = options;
  const found = targetOf(target(), naming);
  if (found === undefined) {
    const { table, key } = column;
    throw badReference({ table, column: key, example: "users.columns.id" });
  }
  return { name, target: found, onDelete, onUpdate, deferred };
}

/** The parent of a foreign key that a value stands for; undefined if it is none. */
function targetOf(value: unknown, naming: NamingOptions): ReferenceTargetDefinition | undefined {
  const piece = definitionAs<SqlData>("sql", value);
  if (piece !== undefined) return { kind: "sql", sql: sqlText(value as Sql, naming.casing) };
  const entity = definitionAs<EntityData>("entity", value);
  if (entity !== undefined) return { kind: "table", table: entity.name, columns: [] };
  const found = (Array.isArray(value) ? value : [value]).map((it) => columnTarget(it, naming));
  const [first] = found;
  const isOneTable = first !== undefined && found.every((it) => it?.table === first.table);
  if (!isOneTable) return undefined;
  return { kind: "table", table: first.table, columns: found.map((it) => it!.column) };
}

function columnTarget(value: unknown, naming: NamingOptions) {
  const column = definitionAs<ColumnData>("column", value);
  if (column === undefined) return drizzleTarget(value, naming);
  return { table: column.table, column: nameOfColumn(column, naming.casing) };
}
