import type { CatalogObject } from "../../schema/dependencies/catalog.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { fold } from "../../sql/names.ts";

/** An object with the text that the engine keeps; objects of the snapshot at the start are some, too. */
export type StoredObject = CatalogObject;

/** What tells an object from all others of a schema. */
export function keyOf({ kind, name }: Pick<StoredObject, "kind" | "name">): string {
  return `${kind} ${name}`;
}

/** Whether the engine compiles the object's text when an ALTER looks at the schema. */
export function isCompiled({ kind }: Pick<StoredObject, "kind">): boolean {
  return kind === "view" || kind === "trigger";
}

/** Whether it is a table that may reference others. */
export function mayReference(object: StoredObject): boolean {
  return object.kind === "table" && mentionsOf(object).has("references");
}

/** The folded names whose dependents a change of the object can break. */
export function namesChangedWith({ name, table, unique }: StoredObject): string[] {
  // A foreign key fits its parent by a unique index.
  return unique ? [fold(name), fold(table!)] : [fold(name)];
}
