import type { ConflictAction } from "../../schema/snapshot.ts";
import { type Defined, defined } from "./brand.ts";
import type { AnyColumn, ReferenceOptions, Term } from "./column.ts";
import type { Sql } from "./sql.ts";

/** What an index or a key is ordered by: a column, a term of one, or for an index an expression. */
export type IndexTerm = Term | Sql;

/** An index of an entity. */
export interface EntityIndex extends Defined<"index"> {
  /** The same over only those rows that meet the condition. https://www.sqlite.org/partialindex.html */
  where(condition: Sql): EntityIndex;
}

/** What an index consists of. */
export interface IndexData {
  readonly kind: "index";
  /** Made from the table and the columns where it is left out. */
  readonly name?: string | undefined;
  readonly unique: boolean;
  readonly terms: readonly IndexTerm[];
  readonly where?: Sql;
}

/** An index that lacks what it is over. */
export interface IndexStart {
  /** What it is over, in that order. */
  on(...terms: readonly [IndexTerm, ...IndexTerm[]]): EntityIndex;
}

/** A constraint over any number of columns. */
export type EntityConstraint = Defined<"constraint">;

/** What a constraint consists of. */
export interface ConstraintData {
  readonly kind: "constraint";
  readonly name?: string | undefined;
  readonly constraint:
    | { readonly kind: "primary-key"; readonly terms: readonly Term[] }
    | { readonly kind: "unique"; readonly terms: readonly Term[] }
    | { readonly kind: "check"; readonly expression: Sql }
    | {
      readonly kind: "foreign-key";
      readonly columns: readonly AnyColumn[];
      readonly target: () => unknown;
      readonly options: ReferenceOptions;
    };
  readonly onConflict?: ConflictAction;
}

/** A constraint that can say more. */
export interface ConflictConstraint extends EntityConstraint {
  /** What happens to a row that breaks it. https://www.sqlite.org/lang_conflict.html */
  onConflict(action: ConflictAction): ConflictConstraint;
  /** The same under a name. */
  named(name: string): ConflictConstraint;
}

/** A UNIQUE constraint that lacks what it is over. */
export interface UniqueStart {
  /** What it is over. */
  on(...terms: readonly [Term, ...Term[]]): ConflictConstraint;
}

/** What a foreign key of several columns may lead to. */
export type ForeignKeyTarget = AnyColumn | readonly AnyColumn[] | Defined<"entity"> | Sql;

/** A foreign key that lacks its parent. */
export interface ForeignKeyStart {
  /** What it leads to: columns in the same order, or an entity for its primary key. */
  references(target: () => ForeignKeyTarget, options?: ReferenceOptions): EntityConstraint;
}

/**
 * An index: `index().on(t.authorId, t.createdAt.desc())`. Without a name it is called
 * `posts_authorId_createdAt_index`. https://www.sqlite.org/lang_createindex.html
 */
export function index(name?: string): IndexStart {
  return { on: (...terms) => indexOf({ kind: "index", name, unique: false, terms }) };
}

/**
 * An index that no two rows may share a value of: ``uniqueIndex().on(sql`lower(${t.email})`)``. Without a
 * name it ends in `_unique`.
 */
export function uniqueIndex(name?: string): IndexStart {
  return { on: (...terms) => indexOf({ kind: "index", name, unique: true, terms }) };
}

/** A UNIQUE constraint over several columns: `unique().on(t.orgId, t.email)`. */
export function unique(name?: string): UniqueStart {
  return {
    on: (...terms) =>
      constraintOf({ kind: "constraint", name, constraint: { kind: "unique", terms } }),
  };
}

/** A primary key of several columns: `primaryKey(t.postId, t.tagId)`. */
export function primaryKey(...terms: readonly [Term, ...Term[]]): ConflictConstraint {
  return constraintOf({ kind: "constraint", constraint: { kind: "primary-key", terms } });
}

/**
 * A foreign key of several columns:
 * `foreignKey(t.orgId, t.userId).references(() => [users.columns.orgId, users.columns.id])`.
 */
export function foreignKey(...columns: readonly [AnyColumn, ...AnyColumn[]]): ForeignKeyStart {
  return {
    references: (target, options = {}) =>
      defined<ConstraintData>({
        kind: "constraint",
        name: options.name,
        constraint: { kind: "foreign-key", columns, target, options },
      }),
  };
}

/** A condition that every row must meet: ``check("adult", sql`${t.age} >= 18`)``. */
export function check(name: string, expression: Sql): ConflictConstraint;
/** The same without a name. */
export function check(expression: Sql): ConflictConstraint;
export function check(first: string | Sql, second?: Sql): ConflictConstraint {
  const name = typeof first === "string" ? first : undefined;
  const expression = (typeof first === "string" ? second : first) as Sql;
  return constraintOf({ kind: "constraint", name, constraint: { kind: "check", expression } });
}

function indexOf(data: IndexData): EntityIndex {
  return { ...defined(data), where: (where) => indexOf({ ...data, where }) };
}

function constraintOf(data: ConstraintData): ConflictConstraint {
  return {
    ...defined(data),
    onConflict: (onConflict) => constraintOf({ ...data, onConflict }),
    named: (name) => constraintOf({ ...data, name }),
  };
}
