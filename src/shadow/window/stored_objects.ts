import type { EngineName } from "../../base/engine_name.ts";
import type { CatalogObject } from "../../schema/dependencies/catalog.ts";
import { fold } from "../../sql/names.ts";

/** An object with its text as stored by the engine, including objects of the initial snapshot. */
export type StoredObject = CatalogObject;

/** The key that identifies an object in a schema. */
export function keyOf({ kind, name }: Pick<StoredObject, "kind" | "name">): string {
  return `${kind} ${name}`;
}

/** Whether an ALTER of anything could rewrite its text: SQLite puts its strings in single quotes. */
export function mayBeRequoted({ sql }: StoredObject, engine: EngineName): boolean {
  return engine === "sqlite" && sql.includes('"');
}

/** The folded names whose dependents a change of the object can break. */
export function namesChangedWith({ name, table, unique }: StoredObject): string[] {
  // A unique index may be the parent key of a foreign key.
  return unique ? [fold(name), fold(table!)] : [fold(name)];
}
