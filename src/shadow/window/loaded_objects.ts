import { keyOf, type StoredObject } from "./stored_objects.ts";

/**
 * The objects in the shadow, and how often SQLite has parsed each in vain since it was last needed.
 * An object is unloaded once that has cost as much as unloading it and loading it again: whatever
 * comes next, the total cost is at most twice the optimum.
 */
export class LoadedObjects implements Iterable<StoredObject> {
  /** How often each object has been parsed in vain. */
  readonly #parsed = new Map<StoredObject, number>();
  readonly #byKey = new Map<string, StoredObject>();
  /** Objects that are never unloaded. */
  readonly #kept = new Set<StoredObject>();

  get size(): number {
    return this.#parsed.size;
  }

  has(object: StoredObject): boolean {
    return this.#parsed.has(object);
  }

  /** The object with this key, see `keyOf`. */
  get(key: string): StoredObject | undefined {
    return this.#byKey.get(key);
  }

  add(object: StoredObject): void {
    this.#parsed.set(object, 0);
    this.#byKey.set(keyOf(object), object);
  }

  delete(object: StoredObject): void {
    this.#parsed.delete(object);
    const key = keyOf(object);
    if (this.#byKey.get(key) === object) this.#byKey.delete(key);
    this.#kept.delete(object);
  }

  /** Marks the object as one that is never unloaded. */
  keep(object: StoredObject): void {
    this.#kept.add(object);
  }

  /** Allows unloading the object again. */
  release(object: StoredObject): void {
    this.#kept.delete(object);
  }

  isKept(object: StoredObject): boolean {
    return this.#kept.has(object);
  }

  /**
   * The objects to unload before running statements that need only some objects and make SQLite
   * parse all loaded ones `passes` times: those parsed in vain at least `limit` times by then. What
   * an object needs counts as needed with it, so it is never unloaded earlier.
   */
  idleFor(
    needed: ReadonlySet<StoredObject>,
    { passes, limit }: { readonly passes: number; readonly limit: number },
  ): StoredObject[] {
    const idle: StoredObject[] = [];
    for (const [object, parsed] of this.#parsed) {
      const isNeeded = needed.has(object) || this.#kept.has(object);
      const total = isNeeded ? 0 : parsed + passes;
      this.#parsed.set(object, total);
      if (!isNeeded && total >= limit) idle.push(object);
    }
    return idle;
  }

  [Symbol.iterator](): Iterator<StoredObject> {
    return this.#parsed.keys();
  }
}
