import { fold } from "../../sql/names.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import { mentionsOf } from "./mentions.ts";

/**
 * The objects and everything they need to exist and compile. Tables need nothing; an index needs
 * its table, and other objects need what they mention, recursively.
 */
export function withDependencies<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  objects: Iterable<Item>,
): Set<Item> {
  const all = new Set(objects);
  for (const item of all) {
    if (item.kind === "index") addNamed(catalog, [fold(item.table ?? "")], all);
    else if (item.kind !== "table") addNamed(catalog, mentionsOf(item), all);
  }
  return all;
}

/**
 * The tables, the tables they reference and the unique indexes of both: without these no row can be
 * written and no foreign key can be checked.
 */
export function withParents<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  tables: Iterable<Item>,
): Set<Item> {
  const all = new Set<Item>();
  for (const table of tables) {
    all.add(table);
    addNamed(catalog, mentionsOf(table), all);
  }
  return withUniqueIndexes(catalog, all);
}

/** The objects and the unique indexes of the tables among them. */
export function withUniqueIndexes<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  objects: Iterable<Item>,
): Set<Item> {
  const all = new Set(objects);
  for (const table of [...all].filter(({ kind }) => kind === "table")) {
    for (const index of uniqueIndexesOf(catalog, table)) all.add(index);
  }
  return all;
}

/** The unique indexes of a table. */
export function uniqueIndexesOf<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  { name }: CatalogObject,
): Item[] {
  return [...catalog.ownedBy(fold(name))].filter(({ kind, unique }) => kind === "index" && unique);
}

/** The objects with these folded names. */
export function objectsNamed<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  names: Iterable<string>,
): Item[] {
  return [...names].flatMap((name) => [...catalog.named(name)]);
}

function addNamed<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  names: Iterable<string>,
  items: Set<Item>,
): void {
  for (const item of objectsNamed(catalog, names)) items.add(item);
}
