import { fold } from "../../sql/names.ts";
import { mentionsName, mentionsOf } from "./mentions.ts";
import type { SchemaObject } from "../snapshot.ts";

/** What a catalog knows of an object; those of a snapshot have it. */
export interface CatalogObject {
  readonly kind: SchemaObject["kind"];
  readonly name: string;
  readonly sql: string;
  /** Of an index or a trigger: what it belongs to. */
  readonly table?: string;
  /** Whether it is an index over unique values. */
  readonly unique?: boolean;
}

/**
 * Objects, found by their names and by the names that their texts mention, while they change. Names
 * are folded; a mention need not be the name of anything. The index of mentions is made once it has
 * been asked for a few times: reading every text takes longer than looking for a name or two.
 */
export class Catalog<Item extends CatalogObject = SchemaObject> implements Iterable<Item> {
  readonly #items = new Set<Item>();
  readonly #byName = new Map<string, Set<Item>>();
  readonly #byOwner = new Map<string, Set<Item>>();
  #byMention: Map<string, Set<Item>> | undefined;
  /** What texts have been searched for while there is no index. */
  #searched = new Set<string>();

  constructor(items: Iterable<Item> = []) {
    for (const item of items) this.add(item);
  }

  add(item: Item): void {
    this.#items.add(item);
    put(this.#byName, fold(item.name), item);
    if (item.table !== undefined) put(this.#byOwner, fold(item.table), item);
    if (this.#byMention !== undefined) {
      for (const name of mentionsOf(item)) put(this.#byMention, name, item);
    }
  }

  delete(item: Item): void {
    this.#items.delete(item);
    this.#byName.get(fold(item.name))?.delete(item);
    if (item.table !== undefined) this.#byOwner.get(fold(item.table))?.delete(item);
    if (this.#byMention === undefined) return;
    for (const name of mentionsOf(item)) this.#byMention.get(name)?.delete(item);
  }

  get size(): number {
    return this.#items.size;
  }

  /** The objects of a name: a trigger may have that of something else. */
  named(name: string): Iterable<Item> {
    return this.#byName.get(name) ?? [];
  }

  /** The indexes and triggers of what has this name. */
  ownedBy(name: string): Iterable<Item> {
    return this.#byOwner.get(name) ?? [];
  }

  /** The objects whose text mentions a name; those of that name are among them. */
  mentioning(name: string): Iterable<Item> {
    if (this.#byMention === undefined && this.#searched.add(name).size <= FEW_SEARCHES) {
      return [...this.#items].filter((item) => mentionsName(item, name));
    }
    return this.#mentions().get(name) ?? [];
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.#items[Symbol.iterator]();
  }

  #mentions(): Map<string, Set<Item>> {
    if (this.#byMention !== undefined) return this.#byMention;
    this.#byMention = new Map();
    for (const item of this.#items) {
      for (const name of mentionsOf(item)) put(this.#byMention, name, item);
    }
    return this.#byMention;
  }
}

/** So many names are found faster by a search. */
const FEW_SEARCHES = 32;

function put<Item>(map: Map<string, Set<Item>>, key: string, item: Item): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, new Set([item]));
  else items.add(item);
}
