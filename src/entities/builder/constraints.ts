import type { ConflictAction } from "../../schema/snapshot.ts";
import { type Defined, defined } from "./brand.ts";
import type { AnyColumn, ReferenceOptions, Term } from "./column.ts";
import { referenceOptions } from "./options.ts";
import type { Sql } from "./sql.ts";

/** One part of an index: a column, optionally with a sort order or collation, or an SQL expression. */
export type IndexTerm = Term | Sql;

/** An index, to pass to `entity` in `indexes`. */
export interface EntityIndex extends Defined<"index"> {
  /** Returns a partial index, of the rows that meet the condition. https://www.sqlite.org/partialindex.html */
  where(condition: Sql): EntityIndex;
}

/** The definition of an index. */
export interface IndexData {
  readonly kind: "index";
  /** Derived from the table and the columns if absent. */
  readonly name?: string | undefined;
  readonly unique: boolean;
  readonly terms: readonly IndexTerm[];
  readonly where?: Sql;
}

/** An index without columns; call `on` to finish it. */
export interface IndexStart {
  /** Returns the index on these columns or expressions, in this order. */
  on(...terms: readonly [IndexTerm, ...IndexTerm[]]): EntityIndex;
}

/** A table constraint, to pass to `entity` in `constraints`. */
export type EntityConstraint = Defined<"constraint">;

/** The definition of a constraint. */
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

/** A table constraint that can have a name and an ON CONFLICT clause. */
export interface ConflictConstraint extends EntityConstraint {
  /**
   * Returns the constraint with an ON CONFLICT clause: what happens to a row that violates it. SQLite ignores
   * the clause in a CHECK. https://www.sqlite.org/lang_conflict.html
   */
  onConflict(action: ConflictAction): ConflictConstraint;
  /** Returns the constraint with a name. */
  named(name: string): ConflictConstraint;
}

/** A UNIQUE constraint without columns; call `on` to finish it. */
export interface UniqueStart {
  /** Returns the constraint on these columns, in this order. */
  on(...terms: readonly [Term, ...Term[]]): ConflictConstraint;
}

/** The parent of a foreign key: one or more columns of a table, an entity for its primary key, or `sql`. */
export type ForeignKeyTarget = AnyColumn | readonly AnyColumn[] | Defined<"entity"> | Sql;

/** A foreign key without its parent; call `references` to finish it. */
export interface ForeignKeyStart {
  /**
   * Returns the foreign key to this parent: as many columns, in the same order, or an entity for its primary
   * key. The function is called later, so the parent may be defined below.
   */
  references(target: () => ForeignKeyTarget, options?: ReferenceOptions): EntityConstraint;
}

/**
 * An index. Without a name it is called after its table and columns, such as `posts_authorId_createdAt_index`; one
 * with an expression needs a name. https://www.sqlite.org/lang_createindex.html
 *
 * @example
 * ```ts
 * import { entity, id, index, integer, sql, text, timestamp } from "penumbra";
 *
 * export const posts = entity("posts", {
 *   id: id(),
 *   authorId: integer().notNull(),
 *   title: text().notNull(),
 *   publishedAt: timestamp(),
 * }, (t) => ({
 *   indexes: [
 *     index().on(t.authorId, t.publishedAt.desc()),
 *     index("posts_title").on(sql`lower(${t.title})`).where(sql`${t.publishedAt} IS NOT NULL`),
 *   ],
 * }));
 * ```
 */
export function index(name?: string): IndexStart {
  return { on: (...terms) => indexOf({ kind: "index", name, unique: false, terms }) };
}

/**
 * A UNIQUE index: no two rows may have the same values. Unlike a UNIQUE constraint it may be partial or have
 * expressions, and it can be added to a table without rebuilding it. Without a name it is called after its table
 * and columns, such as `users_email_unique`; one with an expression needs a name.
 *
 * @example
 * ```ts
 * import { entity, id, sql, text, uniqueIndex } from "penumbra";
 *
 * export const users = entity("users", { id: id(), email: text().notNull() }, (t) => ({
 *   indexes: [uniqueIndex("users_email").on(sql`lower(${t.email})`)],
 * }));
 * ```
 */
export function uniqueIndex(name?: string): IndexStart {
  return { on: (...terms) => indexOf({ kind: "index", name, unique: true, terms }) };
}

/**
 * A UNIQUE constraint on one or more columns: no two rows may have the same values in all of them, unless one is
 * NULL. Without a name the constraint has none. https://www.sqlite.org/lang_createtable.html#uniqueconst
 *
 * @example
 * ```ts
 * import { entity, id, integer, text, unique } from "penumbra";
 *
 * export const members = entity("members", { id: id(), orgId: integer(), email: text() }, (t) => ({
 *   constraints: [unique().on(t.orgId, t.email)],
 * }));
 * ```
 */
export function unique(name?: string): UniqueStart {
  return {
    on: (...terms) =>
      constraintOf({ kind: "constraint", name, constraint: { kind: "unique", terms } }),
  };
}

/**
 * A primary key of several columns. SQLite allows NULL in them unless each is `notNull`, or the table is STRICT or
 * WITHOUT ROWID. https://www.sqlite.org/lang_createtable.html#the_primary_key
 *
 * @example
 * ```ts
 * import { entity, integer, primaryKey } from "penumbra";
 *
 * export const postTags = entity("post_tags", {
 *   postId: integer().notNull(),
 *   tagId: integer().notNull(),
 * }, (t) => ({ constraints: [primaryKey(t.postId, t.tagId)], withoutRowid: true }));
 * ```
 */
export function primaryKey(...terms: readonly [Term, ...Term[]]): ConflictConstraint {
  return constraintOf({ kind: "constraint", constraint: { kind: "primary-key", terms } });
}

/**
 * A foreign key of one or more columns; `references` names the parent. The columns of the parent must be its
 * primary key, or together be unique. https://www.sqlite.org/foreignkeys.html#fk_indexes
 *
 * @example
 * ```ts
 * import { entity, foreignKey, id, integer, primaryKey } from "penumbra";
 *
 * export const members = entity("members", {
 *   orgId: integer().notNull(),
 *   userId: integer().notNull(),
 * }, (t) => ({ constraints: [primaryKey(t.orgId, t.userId)] }));
 *
 * export const tasks = entity("tasks", { id: id(), orgId: integer(), userId: integer() }, (t) => ({
 *   constraints: [
 *     foreignKey(t.orgId, t.userId)
 *       .references(() => [members.columns.orgId, members.columns.userId], { onDelete: "set null" }),
 *   ],
 * }));
 * ```
 */
export function foreignKey(...columns: readonly [AnyColumn, ...AnyColumn[]]): ForeignKeyStart {
  return {
    references: (target, given) => {
      const options = referenceOptions(given);
      return defined<ConstraintData>({
        kind: "constraint",
        name: options.name,
        constraint: { kind: "foreign-key", columns, target, options },
      });
    },
  };
}

/**
 * A CHECK constraint with a name: an expression that must not be false for any row; NULL passes. It may name
 * several columns. https://www.sqlite.org/lang_createtable.html#ckconst
 *
 * @example
 * ```ts
 * import { check, entity, id, sql, timestamp } from "penumbra";
 *
 * export const events = entity("events", { id: id(), start: timestamp(), end: timestamp() }, (t) => ({
 *   constraints: [check("ends_after_start", sql`${t.start} < ${t.end}`)],
 * }));
 * ```
 */
export function check(name: string, expression: Sql): ConflictConstraint;
/** A CHECK constraint without a name. */
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
