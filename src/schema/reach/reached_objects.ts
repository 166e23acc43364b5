import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { renameIn } from "../../sql/statement_kinds.ts";
import { namesIn } from "../../sql/statement_names.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import { type Catalog, type CatalogObject, isCompiled } from "../dependencies/catalog.ts";
import { mayReference } from "../dependencies/described_table.ts";
import { mentionsOf } from "../dependencies/mentions.ts";
import { objectsNamed, uniqueIndexesOf, withDependencies } from "../dependencies/needed_objects.ts";
import { compilesAll, type Reach, reachesRows, reachOf } from "./reach.ts";
import { readProgram } from "../dependencies/trigger_program.ts";
import { addFired, addWritten, type Walk } from "./written_rows.ts";

/** The objects of a catalog that statements reach. */
export interface Reached<Item extends CatalogObject> {
  /** The objects that they can change or that must exist, unsorted. */
  readonly scope: Set<Item>;
  /** The folded names of the tables and views to which they can write rows. */
  readonly written: Set<string>;
}

/**
 * The objects in a catalog that the statements reach: on a database with only these objects and
 * their rows, they have the same effect. Objects elsewhere that no longer compile, which makes
 * SQLite refuse an ALTER, must be added by the caller. The parents of a table that has no rows and
 * gets none are left out, which is correct if its foreign keys match and its triggers compile.
 * https://www.sqlite.org/lang_altertable.html
 */
export function reachIn<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  statements: readonly Statement[],
  { holdsRows = () => true, enforcesKeys = () => true }: ReachOptions<Item> = {},
): Reached<Item> {
  const walk: Walk<Item> = {
    catalog,
    scope: new Set(),
    written: new Set(),
    holdsRows,
    enforcesKeys: true,
    // OR REPLACE also applies to the statements of triggers, overriding their own conflict clauses.
    replaces: statements.some((it) => namesIn(it).has("replace")),
    formerNames: new Map(),
    newKeys: new Set(),
    fired: new Set(),
    done: new Set(),
    follow: (statement) => addReached(walk, statement),
  };
  const lastWriting = statements.findLastIndex((it) => reachesRows(reachOf(it)));
  const lastCompiling = statements.findLastIndex(compilesAll);
  statements.forEach((statement, index) => {
    if (walk.enforcesKeys !== enforcesKeys(statement)) {
      walk.enforcesKeys = !walk.enforcesKeys;
      walk.fired.clear();
    }
    addReached(walk, statement);
    // An object that it breaks makes SQLite refuse a later ALTER of any other object.
    if (index < lastCompiling) addReaders(walk, brokenBy(statement), isCompiled);
    if (index < lastWriting) noteForLater(walk, statement);
  });
  return { scope: withDependencies(catalog, walk.scope), written: walk.written };
}

/** What is known about the rows, and about the connection. */
export interface ReachOptions<Item> {
  /** Whether a table can have rows while the statements run. Default: yes. */
  readonly holdsRows?: (table: Item) => boolean;
  /** Whether foreign keys can be enforced while this one of the statements runs. Default: yes. */
  readonly enforcesKeys?: (statement: Statement) => boolean;
}

/** Adds what a statement needs to exist and what changes with it. */
function addReached<Item extends CatalogObject>(
  walk: Walk<Item>,
  statement: Pick<Statement, "tokens">,
): void {
  const { catalog, scope } = walk;
  const reach = reachOf(statement);
  const found = objectsNamed(catalog, reach.found);
  for (const item of found) scope.add(item);
  if (namesBacking(statement, found)) addBacking(catalog, statement, scope);
  const changed = objectsNamed(catalog, reach.changed);
  for (const item of changed) scope.add(item);
  switch (reach.kind) {
    case "names":
      break;
    case "owned":
      addOwned(walk, reach.changed);
      break;
    case "texts":
      addOwned(walk, reach.changed, (item) => isRewritten(item, reach));
      addReaders(walk, reach.changed, (item) => isRewritten(item, reach));
      break;
    case "drop":
      addOwned(walk, reach.changed);
      addWritten(walk, statement, reach);
      break;
    case "rows-here":
    case "rows":
      addWritten(walk, statement, reach);
  }
}

/**
 * Records where later statements that write rows will find something other than the catalog
 * contains, and adds what they need of the object that this one creates.
 */
function noteForLater<Item extends CatalogObject>(walk: Walk<Item>, statement: Statement): void {
  const { catalog, scope, formerNames, newKeys } = walk;
  const { tokens } = statement;
  const outline = outlineOf(statement);
  if (outline.kind !== "create" && outline.kind !== "alter") return;
  const rename = renameIn(statement);
  if (rename !== undefined) {
    formerNames.set(rename.after, formerNames.get(rename.before) ?? rename.before);
    return;
  }
  const isUniqueIndex = "isUnique" in outline && outline.isUnique;
  if (compilesAll(statement) || isUniqueIndex) {
    namesIn(statement).forEach((name) => newKeys.add(name));
    return;
  }
  if (tokens.some((token) => isWord(token, "references"))) {
    for (const item of objectsNamed(catalog, namesIn(statement))) {
      scope.add(item);
      uniqueIndexesOf(catalog, item).forEach((it) => scope.add(it));
    }
  }
  if ("object" in outline && outline.object === "trigger") {
    addFired(walk, readProgram(tokens).body);
  }
}

/** Adds the affected indexes and triggers of the objects with these names. */
function addOwned<Item extends CatalogObject>(
  { catalog, scope }: Walk<Item>,
  names: Iterable<string>,
  isAffected: (item: Item) => boolean = () => true,
): void {
  for (const name of names) {
    for (const item of catalog.ownedBy(name)) if (isAffected(item)) scope.add(item);
  }
}

/** Adds the affected objects that read from these names, through views too. */
function addReaders<Item extends CatalogObject>(
  { catalog, scope }: Walk<Item>,
  names: Iterable<string>,
  isAffected: (item: Item) => boolean,
): void {
  const followed = new Set(names);
  for (const name of followed) {
    for (const reader of catalog.mentioning(name)) {
      if (isAffected(reader)) scope.add(reader);
      if (reader.kind === "view") followed.add(fold(reader.name));
    }
  }
}

/** Whether an ALTER may rewrite, or must compile, an object that mentions what it changes. */
function isRewritten(
  item: CatalogObject,
  { changed, column, rewritesChildren }: Reach,
): boolean {
  if (isCompiled(item) || item.kind === "virtual-table") return true;
  const isMentioned = column === undefined || mentionsOf(item).has(column);
  if (item.kind === "index") return isMentioned;
  return rewritesChildren && isMentioned && mayReference(item, changed, column);
}

/** The folded names that other objects may no longer find, or may find ambiguous, after a statement. */
function brokenBy(statement: Statement): Iterable<string> {
  const { changed, found } = reachOf(statement);
  return outlineOf(statement).kind === "alter" ? [...changed, ...found] : changed;
}

/** Whether a module derives the names of backing tables from the names in the statement. */
function namesBacking(
  statement: Pick<Statement, "tokens">,
  named: readonly CatalogObject[],
): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "create"
    ? outline.object === "virtual-table"
    : named.some(({ kind }) => kind === "virtual-table");
}

/** Adds existing objects with such names, which would make the module fail. */
function addBacking<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  statement: Pick<Statement, "tokens">,
  scope: Set<Item>,
): void {
  const starts = [...namesIn(statement)].map((name) => `${name}_`);
  for (const item of catalog) {
    if (starts.some((start) => fold(item.name).startsWith(start))) scope.add(item);
  }
}
