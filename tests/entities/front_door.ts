/** What the front door exports for schemas written in TypeScript. */
export { type AnyColumnBuilder, type ColumnBuilder } from "../../src/entities/column_builder.ts";
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
} from "../../src/entities/columns.ts";
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
} from "../../src/entities/column.ts";
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
} from "../../src/entities/entity.ts";
export {
  check,
  type ConflictConstraint,
  type EntityIndex,
  foreignKey,
  type ForeignKeyStart,
  type ForeignKeyTarget,
  index,
  type IndexStart,
  type IndexTerm,
  primaryKey,
  type TableConstraint,
  unique,
  uniqueIndex,
  type UniqueStart,
} from "../../src/entities/constraints.ts";
export {
  type EntityTrigger,
  type EntityView,
  type EntityVirtualTable,
  type RawStatement,
  statement,
  trigger,
  view,
  virtualTable,
} from "../../src/entities/objects.ts";
export {
  type NamedObject,
  type Sql,
  sql,
  type SqlLiteral,
  type SqlPart,
  type SqlTag,
} from "../../src/entities/sql.ts";
export type { Casing } from "../../src/entities/casing.ts";
export { type Defined, type DefinedKind, DEFINES } from "../../src/entities/brand.ts";
export {
  type CompiledEntities,
  type CompiledPart,
  compileEntities,
  type CompileOptions,
} from "../../src/entities/compile.ts";
export { parseEntities, type ParseEntitiesOptions } from "../../src/entities/parse_entities.ts";
export type { ConflictAction, ForeignKeyAction } from "../../src/schema/snapshot.ts";
export {
  renderEntities,
  type RenderEntitiesOptions,
} from "../../src/entities/render/render_entities.ts";
