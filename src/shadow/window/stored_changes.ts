import { createsVirtualTable } from "../../schema/text/object_sql.ts";
import type { ObjectText, ShadowDatabase } from "../database/shadow_database.ts";
import type { LoadedObjects } from "./loaded_objects.ts";
import { isCopiesTable } from "./saved_rows.ts";
import { keyOf, type StoredObject } from "./stored_objects.ts";

/** The changes to the objects in a shadow. */
export interface StoredChanges {
  /** Objects that were dropped or have another text. */
  readonly gone: readonly StoredObject[];
  /** Objects that are new or have another text, in the order of creation. */
  readonly made: readonly StoredObject[];
  /** All objects that are there, in the order of creation. */
  readonly present: readonly StoredObject[];
  /** The previous object for each with another text. */
  readonly former: ReadonlyMap<StoredObject, StoredObject>;
}

/** Compares the objects in a shadow with those that were known to be there. */
export function readStoredChanges(shadow: ShadowDatabase, known: LoadedObjects): StoredChanges {
  const made: StoredObject[] = [];
  const present: StoredObject[] = [];
  const former = new Map<StoredObject, StoredObject>();
  const same = new Set<StoredObject>();
  for (const text of shadow.objectTexts()) {
    const [type, name, , sql] = text;
    if (isCopiesTable(name)) continue;
    const kind = kindOf(type, sql);
    const before = known.get(keyOf({ kind, name }));
    if (before?.sql === sql) {
      same.add(before);
      present.push(before);
      continue;
    }
    const object = storedObject(kind, text);
    made.push(object);
    present.push(object);
    if (before !== undefined) former.set(object, before);
  }
  const gone = same.size === known.size ? [] : [...known].filter((it) => !same.has(it));
  return { gone, made, present, former };
}

function storedObject(
  kind: StoredObject["kind"],
  [type, name, table, sql]: ObjectText,
): StoredObject {
  return {
    kind,
    name,
    sql,
    ...(type === "index" || type === "trigger" ? { table } : {}),
    ...(type === "index" ? { unique: /^create\s+unique\b/i.test(sql) } : {}),
  };
}

function kindOf(type: string, sql: string): StoredObject["kind"] {
  return createsVirtualTable(sql) ? "virtual-table" : type as StoredObject["kind"];
}
