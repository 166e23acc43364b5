import { keyOf, type StoredObject } from "./stored_objects.ts";

/**
 * The objects that are in the shadow, and for each how often SQLite has parsed it in vain since it was last
 * needed. An object is worth unloading once that has cost as much as to unload it and load it again:
 * whatever comes next, this costs at most twice what it would to know the future.
 */
export class LoadedObjects implements Iterable<StoredObject> {
  /** How often each has been parsed in vain. */
  readonly #parsed = new Map<StoredObject, number>();
  readonly #byKey = new Map<string, StoredObject>();
  /** What is never unloaded. */
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

  /** From now on the object is not unloaded. */
  keep(object: StoredObject): void {
    this.#kept.add(object);
  }

  /** It may be unloaded again. */
  release(object: StoredObject): void {
    this.#kept.delete(object);
  }

  isKept(object: StoredObject): boolean {
    return this.#kept.has(object);
  }

  /**
   * What is to be unloaded before statements run that need only some objects and have SQLite parse all
   * that is loaded so many times: what would then have been parsed in vain `limit` times. What an
   * object needs is needed whenever the object is, so that it is never unloaded before.
   */
  idleBeside(
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
