import type { CatalogObject } from "../../schema/dependencies/catalog.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { fold } from "../../sql/names.ts";

/** An object with its text as stored by the engine, including objects of the initial snapshot. */
export type StoredObject = CatalogObject;

/** The key that identifies an object in a schema. */
export function keyOf({ kind, name }: Pick<StoredObject, "kind" | "name">): string {
  return `${kind} ${name}`;
}

/** Whether the object is a table that may have foreign keys. */
export function mayReference(object: StoredObject): boolean {
  return object.kind === "table" && mentionsOf(object).has("references");
}

/** The folded names whose dependents a change of the object can break. */
export function namesChangedWith({ name, table, unique }: StoredObject): string[] {
  // A unique index may be the parent key of a foreign key.
  return unique ? [fold(name), fold(table!)] : [fold(name)];
}
