import type { EngineName } from "../../base/engine_name.ts";
import { type Catalog, isCompiled, mayHaveForeignKeys } from "../../schema/dependencies/catalog.ts";
import { reachOf } from "../../schema/reach/reach.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { undoes } from "../../sql/statement_kinds.ts";
import { namesIn } from "../../sql/statement_names.ts";
import type { Statement } from "../../sql/statements.ts";
import { mayBeRequoted, namesChangedWith, type StoredObject } from "./stored_objects.ts";

/**
 * The objects that the engine has not compiled since they, or what they read from, changed. SQLite
 * compiles all views and triggers at every RENAME and DROP COLUMN and refuses it if one does not
 * compile. Such a statement has the same effect on a part of the schema if that includes all of these:
 * the rest has passed already.
 */
export class UncompiledObjects implements Iterable<StoredObject> {
  readonly #catalog: Catalog<StoredObject>;
  readonly #engine: EngineName;
  readonly #objects = new Set<StoredObject>();

  constructor(catalog: Catalog<StoredObject>, engine: EngineName) {
    this.#catalog = catalog;
    this.#engine = engine;
  }

  /** The objects that must be present for the next ALTER that compiles. */
  [Symbol.iterator](): Iterator<StoredObject> {
    return this.#objects.values();
  }

  has(object: StoredObject): boolean {
    return this.#objects.has(object);
  }

  /** Records an object that is new or has another text. */
  add(object: StoredObject): void {
    if (isCompiled(object) || mayBeRequoted(object, this.#engine)) this.#objects.add(object);
  }

  /** Removes an object that was dropped. */
  delete(object: StoredObject): void {
    this.#objects.delete(object);
  }

  /** Records the readers of objects that were created, dropped or changed. */
  addReaders(readers: Iterable<StoredObject>): void {
    for (const reader of readers) this.#objects.add(reader);
  }

  /**
   * Removes the objects that the engine has compiled while these statements ran: all loaded ones
   * except those that later statements have changed.
   */
  settle(statements: readonly Statement[], isLoaded: (object: StoredObject) => boolean): void {
    if (statements.some(undoes)) return;
    const isLegacy = statements.some((it) => namesIn(it).has("legacy_alter_table"));
    const compiled = isLegacy ? -1 : statements.findLastIndex((it) => this.#compilesAll(it));
    if (compiled < 0) return;
    this.#settle(statements.slice(compiled + 1), isLoaded);
    this.#addQuotedReaders(statements[compiled]!);
  }

  /**
   * Records the readers of a column that was dropped or renamed: in double quotes, its name may now be
   * a string, but SQLite rewrites strings before it changes the column.
   */
  #addQuotedReaders(statement: Statement): void {
    const { readers } = dependentsOn(this.#catalog, namesChangedBy(statement));
    for (const it of readers) if (mayBeRequoted(it, this.#engine)) this.#objects.add(it);
  }

  #settle(later: readonly Statement[], isLoaded: (object: StoredObject) => boolean): void {
    const names = new Set(later.flatMap(namesChangedBy));
    const { readers, children } = dependentsOn(this.#catalog, names);
    for (const it of this.#objects) {
      if (!isLoaded(it) || names.has(fold(it.name))) continue;
      if (!readers.has(it) && !children.has(it)) this.#objects.delete(it);
    }
  }

  /** Whether a statement that succeeds proves that every loaded view and trigger compiles. */
  #compilesAll(statement: Statement): boolean {
    const outline = outlineOf(statement);
    if (outline.kind !== "alter") return false;
    switch (outline.action.kind) {
      case "drop-column":
      case "rename-column":
        return true;
      case "rename-table":
        // It does not write strings in double quotes again.
        return this.#engine === "libsql";
      default:
        return false;
    }
  }
}

/** The objects that a change can break. */
export interface Dependents {
  /** Views and triggers that read from the changed objects, through other views too. */
  readonly readers: ReadonlySet<StoredObject>;
  /** Tables that reference them. */
  readonly children: ReadonlySet<StoredObject>;
}

/** The objects that depend on anything with these folded names. */
export function dependentsOn(
  catalog: Catalog<StoredObject>,
  names: Iterable<string>,
): Dependents {
  const [readers, children] = [new Set<StoredObject>(), new Set<StoredObject>()];
  const followed = new Set(names);
  for (const name of followed) {
    for (const it of catalog.mentioning(name)) {
      if (mayHaveForeignKeys(it)) children.add(it);
      if (!isCompiled(it)) continue;
      readers.add(it);
      if (it.kind === "view") followed.add(fold(it.name));
    }
  }
  return { readers, children };
}

/** The folded names whose dependents may have changed with these objects. */
export function namesChanged(objects: Iterable<StoredObject>): Set<string> {
  const names = new Set<string>();
  for (const object of objects) namesChangedWith(object).forEach((name) => names.add(name));
  return names;
}

/** The folded names of the objects that a statement creates, changes or drops. */
export function namesChangedBy(statement: Statement): string[] {
  const outline = outlineOf(statement);
  if (outline.kind === "create") return [outline.name.name];
  const { changed, found } = reachOf(statement);
  return [...changed, ...found];
}
