/**
 * What schemas in TypeScript are written with, and nothing that an application would not want to
 * import: no engine, no command line, no package. Everything here is in the library's `mod.ts` as well.
 *
 * @example
 * ```ts
 * import { entity, id, type Row, text } from "./mod.ts";
 *
 * export const users = entity("users", { id: id(), email: text().notNull() });
 *
 * const ada: Row<typeof users> = { id: 1, email: "ada@example.com" };
 * ```
 *
 * @module
 */

export type {
  AnyColumnBuilder,
  ColumnBuilder,
  OnlyForTimestamps,
} from "./builder/column_builder.ts";
export {
  any,
  blob,
  boolean,
  column,
  id,
  integer,
  json,
  type NewColumn,
  type NewTraits,
  numeric,
  real,
  text,
  timestamp,
  type TimestampForm,
  vector,
  type VectorElement,
} from "./builder/columns.ts";
export type {
  AnyColumn,
  ColumnTraits,
  ConflictOption,
  EntityColumn,
  PrimaryKeyOptions,
  ReferenceOptions,
  ReferenceTarget,
  StorageOf,
  Term,
  TermMethods,
  UniqueOptions,
  WithTraits,
} from "./builder/column.ts";
export {
  type AnyEntity,
  type ColumnsOf,
  type Entity,
  entity,
  type EntityColumns,
  type EntityExtras,
  type Insert,
  type NeedOf,
  type Row,
  type ValueOf,
} from "./builder/entity.ts";
export {
  check,
  type ConflictConstraint,
  type EntityConstraint,
  type EntityIndex,
  foreignKey,
  type ForeignKeyStart,
  type ForeignKeyTarget,
  index,
  type IndexStart,
  type IndexTerm,
  primaryKey,
  unique,
  uniqueIndex,
  type UniqueStart,
} from "./builder/constraints.ts";
export {
  type EntityTrigger,
  type EntityView,
  type EntityVirtualTable,
  type RawStatement,
  statement,
  trigger,
  view,
  virtualTable,
} from "./builder/objects.ts";
export {
  type NamedObject,
  type Sql,
  sql,
  type SqlLiteral,
  type SqlPart,
  type SqlTag,
} from "./builder/sql.ts";
export type { Defined, DefinedKind, DEFINES } from "./builder/brand.ts";
