import { suggest } from "../../base/suggest.ts";
import { quoteName, VALUE_WORDS } from "../../sql/names.ts";
import { isLiteral, isWord, significant, tokenize } from "../../sql/tokens.ts";
import { dataOf, definitionAs } from "../builder/brand.ts";
import type { NamingOptions } from "../casing.ts";
import type { ColumnData, ConflictOption } from "../builder/column.ts";
import type { IndexData } from "../builder/constraints.ts";
import type {
  ColumnDefinition,
  IndexDefinition,
  NamedConflict,
  TableDefinition,
  TermDefinition,
} from "../definition.ts";
import { describeConstraint, describeReference, describeTerm } from "./describe_constraint.ts";
import type { EntityData, EntityExtras } from "../builder/entity.ts";
import { inParentheses } from "../parentheses.ts";
import {
  literalText,
  nameOfColumn,
  type Sql,
  type SqlData,
  type SqlLiteral,
  sqlText,
} from "../builder/sql.ts";
import { Undescribable } from "../undescribable.ts";

/** The definition of an entity's table. Throws what the user's functions throw. */
export function describeTable(entity: EntityData, naming: NamingOptions): TableDefinition {
  const { name } = entity;
  const extras = entity.extras();
  checkExtras(name, extras);
  return {
    kind: "table",
    name,
    renamedFrom: extras.renamedFrom,
    columns: entity.columns.map((column) => describeColumn(column, naming)),
    constraints: (extras.constraints ?? []).map((it) => describeConstraint(dataOf(it), naming)),
    indexes: (extras.indexes ?? []).map((it) =>
      describeIndex(dataOf(it), { table: name, ...naming })
    ),
    strict: extras.strict ?? false,
    withoutRowid: extras.withoutRowid ?? false,
    randomRowid: extras.randomRowid ?? false,
  };
}

const EXTRAS: { readonly [Key in keyof Required<EntityExtras>]: (value: unknown) => boolean } = {
  indexes: (value) => isListOf("index", value),
  constraints: (value) => isListOf("constraint", value),
  strict: isFlag,
  withoutRowid: isFlag,
  randomRowid: isFlag,
  renamedFrom: (value) => typeof value === "string",
};

/** Refuses unknown options: a schema is run without a type check, which would find them. */
function checkExtras(table: string, extras: EntityExtras): void {
  for (const [key, value] of Object.entries(extras)) {
    const known = Object.keys(EXTRAS);
    const accepts = EXTRAS[key as keyof EntityExtras];
    if (accepts === undefined) {
      const meant = suggest(key, known);
      throw new Undescribable({
        slug: "unknown-option",
        message: `Cannot define "${table}": there is no option "${key}"`,
        hint: meant === undefined ? `Use one of ${known.join(", ")}` : `Did you mean "${meant}"?`,
        key,
      });
    }
    if (value !== undefined && !accepts(value)) {
      throw new Undescribable({
        slug: "bad-option",
        message: `Cannot define "${table}": "${key}" has a value of the wrong kind`,
        hint: "Finish each index with .on(…), and each foreignKey with .references(…)",
        key,
      });
    }
  }
}

function isListOf(kind: "index" | "constraint", value: unknown): boolean {
  return Array.isArray(value) && value.every((it) => definitionAs(kind, it) !== undefined);
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}

function describeColumn(column: ColumnData, naming: NamingOptions): ColumnDefinition {
  const { key, type, renamedFrom, collation, primaryKey, generated } = column;
  return {
    key,
    name: nameOfColumn(column, naming.casing),
    type: typeSql(type),
    renamedFrom,
    ...(primaryKey && {
      primaryKey: {
        ...namedConflict(primaryKey),
        autoincrement: primaryKey.autoincrement ?? false,
        descending: primaryKey.descending ?? false,
      },
    }),
    ...(forbidsNull(column) && { notNull: { conflict: column.notNull?.onConflict ?? "abort" } }),
    uniques: column.uniques.map(namedConflict),
    ...(column.default !== undefined && { default: defaultText(column.default, naming) }),
    ...(collation !== undefined && { collation }),
    ...(generated && {
      generated: {
        expression: sqlText(askedFor(generated.expression), naming.casing),
        stored: generated.stored,
      },
    }),
    checks: column.checks.map(({ name, expression }) => ({
      name,
      expression: sqlText(expression, naming.casing),
    })),
    references: column.references.map(({ target, options }) =>
      describeReference(target, { column, options, naming })
    ),
  };
}

/** The piece of SQL, which may be returned by a function, since it may name what is defined later. */
function askedFor(expression: Sql | (() => Sql)): Sql {
  return typeof expression === "function" ? expression() : expression;
}

function namedConflict(options: ConflictOption & { readonly name?: string }): NamedConflict {
  return { name: options.name, conflict: options.onConflict ?? "abort" };
}

/**
 * Whether a primary key gets NOT NULL: unless it is the rowid, SQLite would allow NULL, which is rarely
 * intended.
 * https://www.sqlite.org/lang_createtable.html#the_primary_key
 */
function forbidsNull({ type, notNull, primaryKey }: ColumnData): boolean {
  if (notNull !== undefined) return true;
  if (primaryKey === undefined || primaryKey.nullable) return false;
  return type.toUpperCase() !== "INTEGER" || (primaryKey.descending ?? false);
}

/** The SQL after DEFAULT: an expression needs parentheses, a literal does not. */
function defaultText(value: Sql | SqlLiteral, { casing }: NamingOptions): string {
  const piece = definitionAs<SqlData>("sql", value);
  if (piece === undefined) return literalText(value as SqlLiteral);
  const text = sqlText(value as Sql, casing);
  const tokens = significant(tokenize(text));
  const [first, second] = tokens;
  const isValue = tokens.length === 1 && first !== undefined &&
    (isLiteral(first) || isWord(first, ...VALUE_WORDS));
  const isSigned = tokens.length === 2 && isWord(first, "+", "-") && second?.kind === "number";
  return isValue || isSigned ? text : inParentheses(text);
}

function describeIndex(
  index: IndexData,
  { table, casing }: NamingOptions & { readonly table: string },
): IndexDefinition {
  const terms = index.terms.map((term) => describeTerm(term, { casing }));
  return {
    name: index.name ?? indexName(table, { terms, unique: index.unique }),
    unique: index.unique,
    terms,
    where: index.where && sqlText(index.where, casing),
  };
}

function indexName(
  table: string,
  { terms, unique }: { readonly terms: readonly TermDefinition[]; readonly unique: boolean },
): string {
  const columns = terms.map(({ column }) => {
    if (column !== undefined) return column;
    throw new Undescribable({
      slug: "no-index-name",
      message: `Cannot name an index of "${table}": it contains an expression`,
      hint: 'Give it a name: index("users_by_email").on(…)',
      key: unique ? "uniqueIndex" : "index",
    });
  });
  return [table, ...columns, unique ? "unique" : "index"].join("_");
}

/** The type with words quoted that the parser would read as something else. */
function typeSql(type: string): string {
  const [, names = "", size = ""] = /^([^(]*)(\(.*)?$/s.exec(type) ?? [];
  const quoted = names.trim().split(/\s+/).map((word) =>
    /^\w*$/.test(word) && !STARTS_CONSTRAINT.test(word) ? word : quoteName(word)
  );
  return quoted.join(" ") + size;
}

const STARTS_CONSTRAINT = new RegExp(
  "^(?:constraint|null|not|default|collate|primary|unique|check|references|as|deferrable|" +
    "generated|foreign)$",
  "i",
);
