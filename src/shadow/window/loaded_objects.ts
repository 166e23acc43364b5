import { isCompiled } from "../../schema/dependencies/catalog.ts";
import { shadowTables } from "../../schema/introspect.ts";
import { fold, quoteName } from "../../sql/names.ts";
import type { ShadowDatabase } from "../database/shadow_database.ts";
import type { CreationOrder } from "./creation_order.ts";
import type { SavedRows } from "./saved_rows.ts";
import { keyOf, type StoredObject } from "./stored_objects.ts";

/** What is known about the objects of a schema, loaded or not. */
interface KnownObjects {
  readonly rows: SavedRows;
  readonly order: CreationOrder;
  /** The objects whose SQL has not passed the guard as a statement. */
  readonly given: ReadonlySet<StoredObject>;
}

/**
 * The objects in the shadow, and how often SQLite has parsed each in vain since it was last needed.
 * An object is unloaded once that has cost as much as unloading it and loading it again: whatever
 * comes next, the total cost is at most twice the optimum.
 */
export class LoadedObjects implements Iterable<StoredObject> {
  readonly #shadow: ShadowDatabase;
  readonly #known: KnownObjects;
  /** How often each object has been parsed in vain. */
  readonly #parsed = new Map<StoredObject, number>();
  readonly #byKey = new Map<string, StoredObject>();
  /** Objects that are never unloaded. */
  readonly #kept = new Set<StoredObject>();
  /** Whether a number in `#parsed` may not be 0. */
  #areCounted = false;
  /** Whether there has been a virtual table. */
  #hasModules = false;

  constructor(shadow: ShadowDatabase, known: KnownObjects) {
    this.#shadow = shadow;
    this.#known = known;
  }

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

  /** Whether the object is never unloaded. */
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
    this.#areCounted = true;
    for (const [object, parsed] of this.#parsed) {
      const isNeeded = needed.has(object) || this.#kept.has(object);
      const total = isNeeded ? 0 : parsed + passes;
      this.#parsed.set(object, total);
      if (!isNeeded && total >= limit) idle.push(object);
    }
    return idle;
  }

  /** Counts from zero again how often objects are parsed in vain. */
  restartCounts(): void {
    if (!this.#areCounted) return;
    for (const it of this) this.#parsed.set(it, 0);
    this.#areCounted = false;
  }

  /** The tables among the objects that are loaded without their rows. */
  rowlessAmong(objects: Iterable<StoredObject>): StoredObject[] {
    return [...objects].filter((it) =>
      it.kind === "table" && this.has(it) && this.#known.rows.isMissing(it)
    );
  }

  /**
   * Loads missing objects in the order of their creation, each table with its saved rows. Returns
   * the engine's message if it refused one.
   */
  load(
    objects: ReadonlySet<StoredObject>,
    { withRows }: { readonly withRows: boolean },
  ): string | undefined {
    const { rows, order, given } = this.#known;
    const missing = order.sort([...objects].filter((it) => !this.has(it)));
    if (missing.length === 0) return undefined;
    const scripts: string[] = [];
    const unknown = new Set<string>();
    for (const it of missing) {
      const inserts = withRows && it.kind === "table" ? rows.load(it) : [];
      scripts.push(it.sql, ...inserts);
      if (given.has(it)) unknown.add(it.sql);
      if (rows.isGiven(it)) inserts.forEach((sql) => unknown.add(sql));
    }
    const refusal = this.#shadow.runTrusted(scripts, unknown);
    for (const it of missing) this.add(it);
    this.keepModules(missing);
    return refusal;
  }

  /**
   * Unloads objects with their rows: no remaining object needs them, except what is loaded right
   * after. Returns the engine's message if it refused that.
   */
  unload(idle: readonly StoredObject[]): string | undefined {
    if (idle.length === 0) return undefined;
    const staying = this.#known.rows.save(idle);
    if (staying === undefined) return "rows cannot be read";
    for (const it of idle) {
      if (staying.has(it)) this.#kept.add(it);
      else this.#kept.delete(it);
    }
    const tables = idle.filter((it) => it.kind === "table" && !this.isKept(it));
    const names = new Set(tables.map(({ name }) => fold(name)));
    const isOwned = ({ table }: StoredObject) => table !== undefined && names.has(fold(table));
    for (const it of this) if (isOwned(it)) this.delete(it);
    const readers = idle.filter((it) => isCompiled(it) && !isOwned(it));
    for (const it of [...tables, ...readers]) this.delete(it);
    for (const it of tables) this.#known.rows.unload(it);
    return this.#shadow.runTrusted([
      ...readers.map(({ kind, name }) => `DROP ${kind.toUpperCase()} IF EXISTS ${quoteName(name)}`),
      ...tables.map(({ name }) => `DROP TABLE ${quoteName(name)}`),
    ]);
  }

  /** Never unloads the virtual tables among the objects, nor the tables that their modules create. */
  keepModules(objects: Iterable<StoredObject>): void {
    for (const it of objects) {
      if (it.kind !== "virtual-table") continue;
      this.#kept.add(it);
      this.#hasModules = true;
    }
    if (!this.#hasModules) return;
    const backing = shadowTables((sql) => this.#shadow.query(sql));
    for (const it of this) if (backing.has(fold(it.name))) this.#kept.add(it);
  }

  [Symbol.iterator](): Iterator<StoredObject> {
    return this.#parsed.keys();
  }
}
