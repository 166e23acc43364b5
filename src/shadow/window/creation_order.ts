import type { Catalog } from "../../schema/dependencies/catalog.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import type { StoredObject } from "./stored_objects.ts";

/** The order in which the objects of a catalog were created. */
export class CreationOrder {
  readonly #catalog: Catalog<StoredObject>;
  readonly #places = new Map<StoredObject, number>();
  #next = 0;

  /** The order of a catalog's objects, as they are in it. */
  constructor(catalog: Catalog<StoredObject>) {
    this.#catalog = catalog;
    for (const object of catalog) this.add(object);
  }

  /** Adds an object: in the place of the one that ALTERs made it from, otherwise as the last. */
  add(object: StoredObject, former?: StoredObject): void {
    const place = former && this.#places.get(former);
    this.#places.set(object, place ?? this.#next++);
  }

  delete(object: StoredObject): void {
    this.#places.delete(object);
  }

  /** The objects sorted, each after its table or view, which may have been renamed since. */
  sort(objects: readonly StoredObject[]): StoredObject[] {
    const places = new Map<StoredObject, number>();
    for (const it of objects) {
      let place = this.#places.get(it)!;
      const owned = it.table === undefined ? this.#catalog.ownedBy(fold(it.name)) : [];
      for (const other of owned) place = Math.min(place, this.#places.get(other)! - 0.5);
      places.set(it, place);
    }
    return objects.toSorted((left, right) => places.get(left)! - places.get(right)!);
  }
}

/**
 * Returns a function for the object that one was before the statements, if they only altered it: it
 * keeps its place then, under another name too. `objects` are those before.
 */
export function formerObjects(
  statements: readonly Pick<Statement, "tokens">[],
  objects: Iterable<StoredObject>,
): (object: StoredObject) => StoredObject | undefined {
  const keyOf = (kind: string, name: string) =>
    `${kind === "virtual-table" ? "table" : kind} ${fold(name)}`;
  const former = new Map(Array.from(objects, (it) => [keyOf(it.kind, it.name), it]));
  /** The present names of renamed tables, by their former ones. */
  const renamed = new Map<string, string>();
  const owner = ({ table }: StoredObject) => {
    const name = table && fold(table);
    return name && (renamed.get(name) ?? name);
  };
  for (const statement of statements) {
    const outline = outlineOf(statement);
    if (outline.kind === "drop") {
      former.delete(keyOf(outline.object, outline.name.name));
      if (!["table", "view"].includes(outline.object)) continue;
      // What belongs to it goes with it.
      for (const [key, it] of former) if (owner(it) === outline.name.name) former.delete(key);
    } else if (outline.kind === "alter" && outline.action.kind === "rename-table") {
      const key = keyOf("table", outline.table.name);
      const object = former.get(key);
      if (object === undefined) continue;
      const to = outline.action.to.name;
      former.delete(key);
      former.set(keyOf("table", to), object);
      renamed.set(fold(object.name), fold(to));
    }
  }
  return (object) => former.get(keyOf(object.kind, object.name));
}
