import { fold } from "../../sql/names.ts";
import { mentionsName, mentionsOf } from "./mentions.ts";
import type { SchemaObject } from "../snapshot.ts";

/** The fields of an object that a catalog needs; objects of a snapshot have them. */
export interface CatalogObject {
  readonly kind: SchemaObject["kind"];
  readonly name: string;
  readonly sql: string;
  /** For an index or a trigger, the table that it belongs to. */
  readonly table?: string;
  /** Whether it is a unique index. */
  readonly unique?: boolean;
}

/** Whether SQLite compiles the object's SQL in an ALTER. */
export function isCompiled({ kind }: Pick<CatalogObject, "kind">): boolean {
  return kind === "view" || kind === "trigger";
}

/** Whether the object is a table that may have foreign keys. */
export function mayHaveForeignKeys(object: CatalogObject): boolean {
  return object.kind === "table" && mentionsOf(object).has("references");
}

/**
 * A changing set of objects, indexed by name, by owner and by the names that their SQL mentions. Names are
 * folded; a mention need not name an existing object. The index of mentions is built only after a
 * few lookups, since reading every text takes longer than searching for a name or two.
 */
export class Catalog<Item extends CatalogObject = SchemaObject> implements Iterable<Item> {
  readonly #items = new Set<Item>();
  readonly #byName = new Map<string, Item[]>();
  readonly #byOwner = new Map<string, Item[]>();
  #byMention: Map<string, Set<Item>> | undefined;
  /** The names searched for while there is no index. */
  #searched = new Set<string>();

  constructor(items: Iterable<Item> = []) {
    for (const item of items) this.add(item);
  }

  add(item: Item): void {
    if (this.#items.has(item)) return;
    this.#items.add(item);
    append(this.#byName, fold(item.name), item);
    if (item.table !== undefined) append(this.#byOwner, fold(item.table), item);
    if (this.#byMention !== undefined) addMentions(this.#byMention, item);
  }

  delete(item: Item): void {
    this.#items.delete(item);
    remove(this.#byName, fold(item.name), item);
    if (item.table !== undefined) remove(this.#byOwner, fold(item.table), item);
    if (this.#byMention === undefined || !isReader(item)) return;
    for (const name of mentionsOf(item)) this.#byMention.get(name)?.delete(item);
  }

  get size(): number {
    return this.#items.size;
  }

  /** The objects with this name: a trigger may share it with another object. */
  named(name: string): Iterable<Item> {
    return this.#byName.get(name) ?? [];
  }

  /** The indexes and triggers of the table or view with this name. */
  ownedBy(name: string): Iterable<Item> {
    return this.#byOwner.get(name) ?? [];
  }

  /**
   * The objects whose SQL mentions this name, including those that have it; without indexes, which
   * read only from their own table.
   */
  mentioning(name: string): Iterable<Item> {
    if (this.#byMention === undefined && this.#searched.add(name).size <= FEW_SEARCHES) {
      return [...this.#items].filter((item) => item.kind !== "index" && mentionsName(item, name));
    }
    return this.#mentions().get(name) ?? [];
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.#items[Symbol.iterator]();
  }

  #mentions(): Map<string, Set<Item>> {
    if (this.#byMention !== undefined) return this.#byMention;
    this.#byMention = new Map();
    for (const item of this.#items) addMentions(this.#byMention, item);
    return this.#byMention;
  }
}

/** Up to this many names, searching is faster than building the index. */
const FEW_SEARCHES = 32;

/** Whether the object counts as mentioning others. */
function isReader({ kind }: CatalogObject): boolean {
  return kind !== "index";
}

function addMentions<Item extends CatalogObject>(
  byMention: Map<string, Set<Item>>,
  item: Item,
): void {
  if (!isReader(item)) return;
  for (const name of mentionsOf(item)) {
    const items = byMention.get(name);
    if (items === undefined) byMention.set(name, new Set([item]));
    else items.add(item);
  }
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** The list is replaced, not changed, since it may just be iterated over. */
function remove<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key)?.filter((it) => it !== item) ?? [];
  if (list.length > 0) lists.set(key, list);
  else lists.delete(key);
}
