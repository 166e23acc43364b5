import { type Catalog, mayHaveForeignKeys } from "../../schema/dependencies/catalog.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { keysMatchParents } from "../../schema/constraints/mismatched_keys.ts";
import { compilesAll, reachesRows, reachOf } from "../../schema/reach/reach.ts";
import {
  objectsNamed,
  withDependencies,
  withParents,
} from "../../schema/dependencies/needed_objects.ts";
import { type Reached, reachIn, type ReachOptions } from "../../schema/reach/reached_objects.ts";
import { writesKnownColumns } from "../../schema/reach/written_columns.ts";
import { describesTables, fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { mayWriteRows, rowUseOf } from "../../sql/row_use.ts";
import { renameIn } from "../../sql/statement_kinds.ts";
import { namesIn } from "../../sql/statement_names.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, unquote } from "../../sql/tokens.ts";
import type { ReplayMode } from "../database/run_steps.ts";
import { runWithoutKeys } from "./enforced_keys.ts";
import type { SavedRows } from "./saved_rows.ts";
import type { StoredObject } from "./stored_objects.ts";
import {
  dependentsOn,
  namesChanged,
  namesChangedBy,
  type UncompiledObjects,
} from "./uncompiled_objects.ts";

/** What is known about a schema while its statements run. */
export interface KnownSchema {
  readonly catalog: Catalog<StoredObject>;
  readonly uncompiled: UncompiledObjects;
  readonly rows: SavedRows;
  /** Tables whose foreign keys are known to match their parents; more are added over time. */
  readonly matched: Set<StoredObject>;
}

/** The objects that must be loaded for statements. */
export interface StatementScope {
  readonly objects: ReadonlySet<StoredObject>;
  /** The folded names of the tables to which the statements may write rows. */
  readonly written: ReadonlySet<string>;
}

/**
 * The objects with which statements have the same effect as on the whole schema: what they can
 * change or need, what the engine would check along with that and has not checked yet, and what all
 * of these need. In a scope of at least `large` objects, children without rows are left out if that
 * makes no difference.
 */
export function scopeOfStatements(
  known: KnownSchema,
  statements: readonly Statement[],
  { large, mode }: { readonly large: number; readonly mode: ReplayMode | undefined },
): StatementScope {
  const { catalog, uncompiled } = known;
  const withoutKeys = runWithoutKeys(statements, mode);
  const enforcesKeys = (statement: Statement) => !withoutKeys.has(statement);
  const { scope, written } = reached(known, statements, { large, enforcesKeys });
  if (statements.some(compilesAll)) { for (const it of uncompiled) scope.add(it); }
  if (statements.some(checksAllKeys)) {
    const tables = [...mayMismatch(known, statements), ...tablesWithRows(known)];
    withParents(catalog, tables).forEach((it) => scope.add(it));
  }
  const names = namesOfRows(statements, scope);
  if (names.has("sqlite_sequence")) {
    for (const table of tablesWithRows(known)) {
      scope.add(table);
      written.add(fold(table.name));
    }
  }
  const isAll = (name: string) => describesTables(name) && !FOLLOWED.has(name);
  if ([...names].some(isAll)) { for (const it of catalog) scope.add(it); }
  return { objects: withDependencies(catalog, scope), written };
}

/** Whether a statement can add rows to a table. */
function mayFill(statement: Statement): boolean {
  return mayWriteRows(statement) && !["drop", "delete"].includes(outlineOf(statement).kind);
}

/** Whether the statement moves rows to a table of another name. */
export function renamesTable(statement: Statement): boolean {
  return renameIn(statement) !== undefined;
}

/**
 * The objects that the statements reach. If some write rows, children without rows are left out,
 * unless something in reach could make a statement fail when it is compiled: a foreign key that
 * does not match its parent, or a trigger that does not compile or writes an unknown column.
 */
function reached(
  known: KnownSchema,
  statements: readonly Statement[],
  { large, enforcesKeys }: Required<Pick<ReachOptions<StoredObject>, "enforcesKeys">> & {
    readonly large: number;
  },
): Reached<StoredObject> {
  const { catalog, uncompiled, rows } = known;
  const all = reachIn(catalog, statements, { enforcesKeys });
  if (all.written.size === 0 || all.scope.size < large) return all;
  if (writesToRemadeParent(statements, catalog)) return all;
  const mayGetRows = new Set(
    statements.filter((it) => mayFill(it) || renamesTable(it)).flatMap((it) => [
      ...namesIn(it),
    ]),
  );
  for (const it of all.scope) {
    if (it.kind === "trigger") mentionsOf(it).forEach((name) => mayGetRows.add(name));
  }
  const holdsRows = (table: StoredObject) =>
    mayGetRows.has(fold(table.name)) || rows.mayHold(table);
  const filled = reachIn(catalog, statements, { holdsRows, enforcesKeys });
  const isSmaller = filled.scope.size < all.scope.size;
  const isChecked = (it: StoredObject) =>
    !uncompiled.has(it) && keysMatch(it, known) &&
    (it.kind !== "trigger" || filled.scope.has(it) || writesKnownColumns(it, catalog));
  return isSmaller && [...all.scope].every(isChecked) ? filled : all;
}

/**
 * Whether rows of a table that others may reference are written after a statement that may have changed
 * its keys.
 */
function writesToRemadeParent(
  statements: readonly Statement[],
  catalog: Catalog<StoredObject>,
): boolean {
  const isParent = (name: string) => [...catalog.mentioning(name)].some(mayHaveForeignKeys);
  const defined = new Set<string>();
  for (const statement of statements) {
    const reach = reachOf(statement);
    const isRemade = (name: string) => defined.has(name) && isParent(name);
    if (reachesRows(reach) && [...reach.changed].some(isRemade)) return true;
    if (["create", "drop", "alter"].includes(outlineOf(statement).kind)) {
      namesIn(statement).forEach((name) => defined.add(name));
    }
  }
  return false;
}

/** The tables with saved rows, or with rows that may have been added. */
function tablesWithRows({ catalog, rows }: KnownSchema): StoredObject[] {
  const saved = [...rows.names()].flatMap((name) => [...catalog.named(name)]);
  return [...saved.filter(({ kind }) => kind === "table"), ...rows.written()];
}

/** Whether the statement checks every foreign key of the database. */
function checksAllKeys({ tokens }: Statement): boolean {
  return tokens.some((token, index) =>
    canBeName(token) && /^(?:pragma_)?foreign_key_check$/i.test(unquote(token)) &&
    (tokens[index + 1]?.text !== "(" || tokens[index + 2]?.text === ")")
  );
}

/** The tables whose foreign keys may not match their parents, before the statements or after some. */
function mayMismatch(known: KnownSchema, statements: readonly Statement[]): StoredObject[] {
  const { catalog } = known;
  const names = statements.flatMap(namesChangedBy);
  const changed = namesChanged(objectsNamed(catalog, names));
  const { children } = dependentsOn(catalog, [...names, ...changed]);
  return [...children, ...[...catalog].filter((it) => !keysMatch(it, known))];
}

/** Whether the foreign keys of a table match their parents, which is remembered. */
function keysMatch(table: StoredObject, { catalog, matched }: KnownSchema): boolean {
  if (matched.has(table) || !mayHaveForeignKeys(table)) return true;
  if (!keysMatchParents(table, catalog)) return false;
  matched.add(table);
  return true;
}

/** The folded names mentioned by statements that use rows, and by the views and triggers in scope. */
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

/** What describes other tables, of which those in scope are known. */
const FOLLOWED: ReadonlySet<string> = new Set(["pragma_foreign_key_check", "sqlite_sequence"]);
