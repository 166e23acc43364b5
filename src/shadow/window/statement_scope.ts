import type { Catalog } from "../../schema/dependencies/catalog.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { keysFit } from "../../schema/constraints/mismatched_keys.ts";
import { compilesAll, namesIn } from "../../schema/dependencies/reach.ts";
import { type Reached, reachIn, withNeeds, withParents } from "../../schema/dependencies/scope.ts";
import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import { rowUseOf } from "./row_use.ts";
import type { SavedRows } from "./saved_rows.ts";
import { mayReference, type StoredObject } from "./stored_objects.ts";
import { checksAllKeys, type UncheckedObjects } from "./unchecked_objects.ts";

/** What is known of a schema while its statements run. */
export interface KnownSchema {
  readonly catalog: Catalog<StoredObject>;
  readonly unchecked: UncheckedObjects;
  readonly rows: SavedRows;
  /** Tables whose foreign keys are known to fit their parents; others are added. */
  readonly fit: Set<StoredObject>;
}

/** What has to be loaded for statements. */
export interface StatementScope {
  readonly objects: ReadonlySet<StoredObject>;
  /** The folded names of the tables that the statements may write rows to. */
  readonly written: ReadonlySet<string>;
}

/**
 * The objects beside which statements come to the same as beside the whole schema: what they can change or
 * have to find, what the engine would check along with that and has not yet, and what all of these need.
 * Children without rows are left out from `large` objects on, where that makes no difference.
 */
export function scopeOfStatements(
  known: KnownSchema,
  statements: readonly Statement[],
  { large }: { readonly large: number },
): StatementScope {
  const { catalog, unchecked } = known;
  const { scope, written } = reached(known, statements, large);
  if (statements.some(compilesAll)) unchecked.uncompiled.forEach((it) => scope.add(it));
  if (statements.some(checksAllKeys)) {
    const tables = withParents(catalog, [...unchecked.unmatched, ...tablesWithRows(known)]);
    tables.forEach((it) => scope.add(it));
  }
  const names = namesOfRows(statements, scope);
  if (names.has("sqlite_sequence")) {
    for (const table of tablesWithRows(known)) {
      scope.add(table);
      written.add(fold(table.name));
    }
  }
  if ([...names].some(meansAll)) { for (const it of catalog) scope.add(it); }
  return { objects: withNeeds(catalog, scope), written };
}

/** Whether rows have to be there: an ALTER of a STRICT table looks at all of them. */
export function usesRows(
  { catalog }: Pick<KnownSchema, "catalog">,
  statement: Statement,
): boolean {
  if (rowUseOf(statement) !== "none") return true;
  if (!isWord(statement.tokens[0], "alter")) return false;
  return [...namesIn(statement)].some((name) =>
    [...catalog.named(name)].some((it) => mentionsOf(it).has("strict"))
  );
}

/** Whether a statement can change rows. */
export function writesRows(statement: Statement): boolean {
  return rowUseOf(statement) === "writes";
}

/** Whether rows get to a table of another name. */
export function renamesTable({ tokens }: Statement): boolean {
  return isWord(tokens[0], "alter") && tokens.some((token) => isWord(token, "to"));
}

/**
 * What the statements reach. Where some write rows, children without rows are left out if nothing in reach
 * could have a statement refused when it is compiled: a key that does not fit its parent, a trigger.
 */
function reached(
  known: KnownSchema,
  statements: readonly Statement[],
  large: number,
): Reached<StoredObject> {
  const { catalog, unchecked, rows } = known;
  const all = reachIn(catalog, statements);
  if (all.written.size === 0 || all.scope.size < large) return all;
  const mayGetRows = new Set(
    statements.filter((it) => writesRows(it) || renamesTable(it)).flatMap((it) => [
      ...namesIn(it),
    ]),
  );
  for (const it of all.scope) {
    if (it.kind === "trigger") mentionsOf(it).forEach((name) => mayGetRows.add(name));
  }
  const filled = reachIn(
    catalog,
    statements,
    (table) => mayGetRows.has(fold(table.name)) || rows.mayHold(table),
  );
  const isSmaller = filled.scope.size < all.scope.size;
  const isChecked = (it: StoredObject) => !unchecked.uncompiled.has(it) && fits(known, it);
  return isSmaller && [...all.scope].every(isChecked) ? filled : all;
}

/** The tables of which rows are saved, or which may have got some. */
function tablesWithRows({ catalog, rows }: KnownSchema): StoredObject[] {
  const saved = [...rows.names()].flatMap((name) => [...catalog.named(name)]);
  return [...saved.filter(({ kind }) => kind === "table"), ...rows.written()];
}

function fits({ catalog, fit }: KnownSchema, table: StoredObject): boolean {
  if (fit.has(table) || !mayReference(table)) return true;
  if (!keysFit(table, catalog)) return false;
  fit.add(table);
  return true;
}

/** The folded names that the statements which use rows mention, and the views and triggers in scope. */
function namesOfRows(
  statements: readonly Statement[],
  scope: Iterable<StoredObject>,
): ReadonlySet<string> {
  const users = statements.filter((it) => rowUseOf(it) !== "none");
  const names = new Set(users.flatMap((it) => [...namesIn(it)]));
  if (users.length === 0) return names;
  for (const it of scope) {
    if (it.kind !== "view" && it.kind !== "trigger") continue;
    for (const name of mentionsOf(it)) names.add(name);
  }
  return names;
}

/** Whether it is a table of the engine's own that tells of all others. */
function meansAll(name: string): boolean {
  return (name.startsWith("pragma_") && name !== "pragma_foreign_key_check") ||
    (name.startsWith("sqlite_") && name !== "sqlite_sequence");
}
