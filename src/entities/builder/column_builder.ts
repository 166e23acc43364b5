import { type Defined, defined } from "./brand.ts";
import type {
  ColumnSpec,
  ColumnTraits,
  ConflictOption,
  PrimaryKeyOptions,
  ReferenceOptions,
  ReferenceTarget,
  UniqueOptions,
  WithTraits,
} from "./column.ts";
import { type Sql, sql, type SqlLiteral } from "./sql.ts";

/** A column to be given to `entity`. Every method gives a new one back and changes nothing. */
export interface ColumnBuilder<Traits extends ColumnTraits> extends Defined<"builder"> {
  /** Only there for the types. */
  readonly traits?: Traits;
  /** No row may hold NULL there. */
  notNull(options?: ConflictOption): ColumnBuilder<WithTraits<Traits, { nullable: false }>>;
  /** No two rows may hold the same value. NULL is never the same as NULL. */
  unique(options?: UniqueOptions): ColumnBuilder<Traits>;
  /** The key of the table, which may still hold NULL: SQLite allows it but in the rowid. */
  primaryKey(
    options: PrimaryKeyOptions & { readonly nullable: true },
  ): ColumnBuilder<Traits>;
  /** The key of the table; an INTEGER is the rowid itself and fills itself. Never NULL. */
  primaryKey(options?: PrimaryKeyOptions): ColumnBuilder<
    WithTraits<Traits, {
      nullable: false;
      fill: Traits["role"] extends "rowid" ? "default" : Traits["fill"];
    }>
  >;
  /** What a new row gets when nothing is given. */
  default(
    value: (Traits["input"] & SqlLiteral) | Sql | null,
  ): ColumnBuilder<WithTraits<Traits, { fill: "default" }>>;
  /** The time at which a row is added, in the form the column keeps; only there for `timestamp`. */
  readonly defaultNow: Traits["role"] extends "time"
    ? () => ColumnBuilder<WithTraits<Traits, { fill: "default" }>>
    : OnlyForTimestamps;
  /** A condition that every row must meet; NULL passes. It may be called several times. */
  check(expression: Sql, options?: { readonly name?: string }): ColumnBuilder<Traits>;
  /** A foreign key to the column of another entity, or to the primary key of one. */
  references(
    target: () => ReferenceTarget<Traits["value"]>,
    options?: ReferenceOptions,
  ): ColumnBuilder<Traits>;
  /** How texts are compared: `nocase`, `rtrim`, or one of your own. */
  collate(collation: string): ColumnBuilder<Traits>;
  /**
   * A value that is worked out from other columns, when it is read or, `stored`, when a row is
   * written. A function may name the columns of the entity that it stands in:
   * ``(): Sql => sql`${lines.columns.price} * 2` ``. https://www.sqlite.org/gencol.html
   */
  generatedAs(
    expression: Sql | (() => Sql),
    options?: { readonly stored?: boolean },
  ): ColumnBuilder<WithTraits<Traits, { fill: "engine" }>>;
  /** The name in the database, where it is another one than in TypeScript. */
  name(name: string): ColumnBuilder<Traits>;
  /** The name it had in the database so far, so that its values are kept. */
  renamedFrom(name: string): ColumnBuilder<Traits>;
  /** What the values are to the program, where something maps them; the database sees no difference. */
  type<Value>(): ColumnBuilder<WithTraits<Traits, { value: Value; input: Value }>>;
}

/** What stands for `defaultNow` on a column of no time, so that the type checker can say why. */
export interface OnlyForTimestamps {
  /** Only there for the types. */
  readonly traits?: never;
}

/** Any column to be given to `entity`. */
// deno-lint-ignore no-explicit-any -- Any column fits, whatever it holds.
export type AnyColumnBuilder = ColumnBuilder<any>;

/** What a column consists of before it stands in an entity. */
export interface BuilderData extends ColumnSpec {
  readonly kind: "builder";
}

/** A column of that declared type, about which nothing else is said. */
export function newColumn<Traits extends ColumnTraits>(
  type: string,
  options: { readonly now?: Sql } = {},
): ColumnBuilder<Traits> {
  return builderOf({
    kind: "builder",
    type,
    uniques: [],
    checks: [],
    references: [],
    ...options,
  }) as ColumnBuilder<Traits>;
}

function builderOf(data: BuilderData): AnyColumnBuilder {
  const and = (more: Partial<BuilderData>) => builderOf({ ...data, ...more });
  const builder: AnyColumnBuilder = {
    ...defined(data),
    notNull: (options = {}) => and({ notNull: options }),
    unique: (options = {}) => and({ uniques: [...data.uniques, options] }),
    primaryKey: (options: PrimaryKeyOptions = {}) => and({ primaryKey: options }),
    default: (value) => and({ default: value }),
    defaultNow: () => and({ default: data.now ?? sql`CURRENT_TIMESTAMP` }),
    check: (expression, { name } = {}) => and({ checks: [...data.checks, { expression, name }] }),
    references: (target, options = {}) =>
      and({ references: [...data.references, { target, options }] }),
    collate: (collation) => and({ collation }),
    generatedAs: (expression, { stored = false } = {}) =>
      and({ generated: { expression, stored } }),
    name: (name) => and({ name }),
    renamedFrom: (renamedFrom) => and({ renamedFrom }),
    type: () => builder,
  };
  return builder;
}
