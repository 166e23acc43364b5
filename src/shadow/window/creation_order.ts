import type { Catalog } from "../../schema/dependencies/catalog.ts";
import { fold } from "../../sql/names.ts";
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

  /** Adds an object: in the place of the one that an ALTER made it from, otherwise as the last. */
  add(object: StoredObject, former?: StoredObject): void {
    const place = former && this.#places.get(former);
    this.#places.set(object, place ?? this.#next++);
  }

  delete(object: StoredObject): void {
    this.#places.delete(object);
  }

  /** The objects sorted, each after its table or view, which may have been renamed since. */
  sort(objects: readonly StoredObject[]): StoredObject[] {
    const placeOf = (it: StoredObject) => this.#places.get(it)!;
    const places = new Map(objects.map((it) => {
      const owned = it.table === undefined ? [...this.#catalog.ownedBy(fold(it.name))] : [];
      return [it, Math.min(placeOf(it), ...owned.map((other) => placeOf(other) - 0.5))];
    }));
    return objects.toSorted((left, right) => places.get(left)! - places.get(right)!);
  }
}
