import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import { type Catalog, type CatalogObject, isCompiled, mayHaveForeignKeys } from "./catalog.ts";
import { mentionsOf } from "./mentions.ts";
import {
  objectsNamed,
  uniqueIndexesOf,
  withDependencies,
  withParents,
  withUniqueIndexes,
} from "./needed_objects.ts";
import { mayReference } from "./described_table.ts";
import {
  compilesAll,
  namesIn,
  type Reach,
  reachesRows,
  type ReachKind,
  reachOf,
  renameIn,
  setColumns,
} from "./reach.ts";
import { isReferenced } from "./referenced_columns.ts";
import {
  programOf,
  readProgram,
  type TriggerEvent,
  type TriggerProgram,
} from "./trigger_program.ts";

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

/** The state of the traversal. */
interface Walk<Item extends CatalogObject> {
  readonly catalog: Catalog<Item>;
  readonly scope: Set<Item>;
  readonly written: Set<string>;
  readonly holdsRows: (table: Item) => boolean;
  /** Whether foreign keys can be enforced while the current statement runs. */
  enforcesKeys: boolean;
  /** Whether conflicting rows may be deleted. */
  readonly replaces: boolean;
  /** The new names of renamed tables, with their names in the catalog. */
  readonly formerNames: Map<string, string>;
  /** Names in statements whose keys may differ from those in the catalog. */
  readonly newKeys: Set<string>;
  /** The statements of triggers that have been followed. */
  readonly fired: Set<TriggerProgram["body"]>;
  /** The names that are done, each with what was added for it. */
  readonly done: Set<string>;
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
      addWritten(walk, reach.changed, { fires: [], changesKeys: true });
      break;
    case "rows-here":
    case "rows":
      addWritten(walk, reach.changed, {
        fires: eventsOf(statement, reach.kind),
        changesKeys: reach.kind === "rows" || changesKey(walk, statement, reach.changed),
      });
  }
}

/** The events of triggers that a statement can cause on the table that it names. */
function eventsOf(
  statement: Pick<Statement, "tokens">,
  reach: ReachKind,
): readonly TriggerEvent[] {
  const { kind } = outlineOf(statement);
  if (kind === "delete") return ["delete"];
  if (reach === "rows") return ["delete", "insert", "update"];
  return kind === "insert" ? ["insert"] : ["update"];
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
    formerNames.set(rename[1], formerNames.get(rename[0]) ?? rename[0]);
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

interface Writing {
  /** The events that can occur; none if the tables are dropped with their rows. */
  readonly fires: readonly TriggerEvent[];
  /** Whether rows may be deleted, or referenced values change. */
  readonly changesKeys: boolean;
}

/**
 * Adds what is needed to write rows to the tables and views of these names, which may be new, and
 * whatever is written along with them. SQLite compiles the triggers of an event even if no row causes it.
 */
function addWritten<Item extends CatalogObject>(
  walk: Walk<Item>,
  names: ReadonlySet<string>,
  { fires, changesKeys }: Writing,
): void {
  const { catalog, scope } = walk;
  const followed = new Map([...names].map((name) => [name, fires]));
  const follow = (name: string, events: readonly TriggerEvent[]) => {
    const all = new Set([...followed.get(name) ?? [], ...events]);
    if (all.size === followed.get(name)?.length) return;
    // At the end of the map it is visited again.
    followed.delete(name);
    followed.set(name, [...all]);
  };
  for (const [name, events] of followed) {
    const items = [...catalog.named(name)];
    // ON CONFLICT REPLACE in the table deletes rows, which fires triggers if those are recursive.
    const replaces = walk.replaces || items.some((item) => mentionsOf(item).has("replace"));
    const deletes = changesKeys || replaces;
    const former = walk.formerNames.get(name);
    if (former !== undefined) follow(former, events);
    const inserts = events.includes("insert");
    // Large schemas name the same parent in every statement.
    const done = [name, deletes, walk.enforcesKeys, ...events].join(" ");
    if (walk.done.has(done) || (!inserts && isEmpty(walk, items))) continue;
    walk.done.add(done);
    for (const trigger of catalog.ownedBy(name)) {
      if (trigger.kind !== "trigger") continue;
      const { event, body } = programOf(trigger);
      if (!events.includes(event) && !(replaces && event === "delete" && inserts)) continue;
      scope.add(trigger);
      addFired(walk, body);
    }
    if (!walk.enforcesKeys || (!deletes && !inserts)) continue;
    for (const dependent of catalog.mentioning(name)) {
      if (!mayHaveForeignKeys(dependent) || !walk.holdsRows(dependent)) continue;
      // New rows of a parent may resolve deferred violations of a child; and a foreign key that
      // matches no key of the parent makes SQLite refuse to drop the parent, with or without rows.
      scope.add(dependent);
      if (deletes && hasCascadingAction(dependent)) follow(fold(dependent.name), ACTIONS);
    }
  }
  for (const name of followed.keys()) walk.written.add(name);
  const tables = objectsNamed(catalog, followed.keys());
  const needed = walk.enforcesKeys
    ? withParents(catalog, tables)
    : withUniqueIndexes(catalog, tables);
  for (const item of needed) scope.add(item);
}

/** The events that foreign key actions cause. */
const ACTIONS: readonly TriggerEvent[] = ["delete", "update"];

/** Whether there are such tables and none has rows, so that no event can occur but an INSERT. */
function isEmpty<Item extends CatalogObject>(
  { holdsRows }: Pick<Walk<Item>, "holdsRows">,
  items: readonly Item[],
): boolean {
  return items.length > 0 && items.every((item) => item.kind === "table" && !holdsRows(item));
}

/** Adds what the statements of a trigger reach, each as if it ran by itself. */
function addFired<Item extends CatalogObject>(
  walk: Walk<Item>,
  body: TriggerProgram["body"],
): void {
  if (walk.fired.has(body)) return;
  walk.fired.add(body);
  for (const statement of body) addReached(walk, statement);
}

/** Whether a foreign key of the table changes its rows when rows of the parent change. */
function hasCascadingAction(table: CatalogObject): boolean {
  const words = mentionsOf(table);
  return words.has("cascade") || words.has("set");
}

/** Whether the statement is an UPDATE that may change a value that a foreign key references. */
function changesKey<Item extends CatalogObject>(
  { catalog, newKeys, formerNames }: Walk<Item>,
  statement: Pick<Statement, "tokens">,
  names: ReadonlySet<string>,
): boolean {
  if (outlineOf(statement).kind !== "update") return false;
  const columns = setColumns(statement);
  const isNew = (name: string) => newKeys.has(name) || formerNames.has(name);
  return [...names].some((name) => isNew(name) || isReferenced(catalog, name, columns));
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
