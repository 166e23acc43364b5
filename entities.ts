/**
 * What schemas in TypeScript are written with, and nothing that an application would not want to
 * import: no engine, no command line, no package. Everything here is in the library's `mod.ts` as well.
 *
 * @example
 * ```ts
 * import { entity, id, type Row, text } from "./entities.ts";
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
} from "./src/entities/builder/column_builder.ts";
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
} from "./src/entities/builder/columns.ts";
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
} from "./src/entities/builder/column.ts";
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
} from "./src/entities/builder/entity.ts";
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
} from "./src/entities/builder/constraints.ts";
export {
  type EntityTrigger,
  type EntityView,
  type EntityVirtualTable,
  type RawStatement,
  statement,
  trigger,
  view,
  virtualTable,
} from "./src/entities/builder/objects.ts";
export {
  type NamedObject,
  type Sql,
  sql,
  type SqlLiteral,
  type SqlPart,
  type SqlTag,
} from "./src/entities/builder/sql.ts";
export type { Defined, DefinedKind, DEFINES } from "./src/entities/builder/brand.ts";
