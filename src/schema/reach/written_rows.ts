import { setColumns } from "../../sql/assignments.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { type Catalog, type CatalogObject, mayHaveForeignKeys } from "../dependencies/catalog.ts";
import { mentionsOf } from "../dependencies/mentions.ts";
import { objectsNamed, withParents, withUniqueIndexes } from "../dependencies/needed_objects.ts";
import type { Reach, ReachKind } from "./reach.ts";
import { isReferenced } from "./referenced_columns.ts";
import {
  programOf,
  type TriggerEvent,
  type TriggerProgram,
} from "../dependencies/trigger_program.ts";

/** The state of a traversal of what statements reach. */
export interface Walk<Item extends CatalogObject> {
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
  /** Adds what a statement of a trigger reaches. */
  readonly follow: (statement: Pick<Statement, "tokens">) => void;
}

/**
 * Adds what is needed to write rows to the tables and views that a statement changes, which may be
 * new, and whatever is written along with them. SQLite compiles the triggers of an event even if no
 * row causes it.
 */
export function addWritten<Item extends CatalogObject>(
  walk: Walk<Item>,
  statement: Pick<Statement, "tokens">,
  { kind, changed }: Reach,
): void {
  const { catalog, scope } = walk;
  const changesKeys = kind !== "rows-here" || changesKey(walk, statement, changed);
  const fires = eventsOf(statement, kind);
  const followed = new Map([...changed].map((name) => [name, fires]));
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

/** Adds what the statements of a trigger reach, each as if it ran by itself. */
export function addFired<Item extends CatalogObject>(
  { fired, follow }: Walk<Item>,
  body: TriggerProgram["body"],
): void {
  if (fired.has(body)) return;
  fired.add(body);
  body.forEach(follow);
}

/**
 * The events of triggers that a statement can cause on the table that it names; none if that is
 * dropped with its rows.
 */
function eventsOf(
  statement: Pick<Statement, "tokens">,
  reach: ReachKind,
): readonly TriggerEvent[] {
  if (reach === "drop") return [];
  const { kind } = outlineOf(statement);
  if (kind === "delete") return ["delete"];
  if (reach === "rows") return ["delete", "insert", "update"];
  return kind === "insert" ? ["insert"] : ["update"];
}

/** The events that foreign key actions cause. */
const ACTIONS: readonly TriggerEvent[] = ["delete", "update"];

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

/** Whether there are such tables and none has rows, so that no event can occur but an INSERT. */
function isEmpty<Item extends CatalogObject>(
  { holdsRows }: Pick<Walk<Item>, "holdsRows">,
  items: readonly Item[],
): boolean {
  return items.length > 0 && items.every((item) => item.kind === "table" && !holdsRows(item));
}

/** Whether a foreign key of the table changes its rows when rows of the parent change. */
function hasCascadingAction(table: CatalogObject): boolean {
  const words = mentionsOf(table);
  return words.has("cascade") || words.has("set");
}
