/**
 * Functions that define a schema in TypeScript. The module is small enough for an application to import: it
 * has no dependencies, no database engine and no command line. `"penumbra"` exports everything here too.
 *
 * @example
 * ```ts
 * import { entity, id, type Row, text } from "penumbra/entities";
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
