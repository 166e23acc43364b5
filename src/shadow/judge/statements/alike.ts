import { changesChildren } from "../../../schema/constraints/keys.ts";
import { foreignKeysOf, type SchemaObject } from "../../../schema/snapshot.ts";
import { fold } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import {
  changedTable,
  createsTrigger,
  onlyAddsRows,
  onlyDefines,
  renameIn,
  writesOrDropsRows,
} from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { nameOf } from "../../../sql/token_names.ts";
import { isWord } from "../../../sql/tokens.ts";
import type { RunMode } from "../run/run.ts";
import { insertReach } from "./insert_reach.ts";

/** How statements are run, as far as it can decide what they do without a failure. */
type Mode = Pick<RunMode, "transaction" | "foreignKeys">;

/** Whether statements that all succeed in the first mode do the same in the second one. */
export function runAlike(
  statements: readonly Statement[],
  scope: readonly SchemaObject[],
  [first, second]: readonly [Mode, Mode],
): boolean {
  if (!hasKeys(statements, scope)) return statements.every((it) => isPlain(it) || isAboutKeys(it));
  if (!statements.every(isPlain)) return false;
  if (first.foreignKeys !== second.foreignKeys) {
    // Foreign keys may refuse what runs without them.
    return first.foreignKeys === "on" && !takesActions(statements, scope);
  }
  // A transaction checks deferred keys at its end.
  return first.transaction === "none" || first.foreignKeys === "off" ||
    !statements.some(writesOrDropsRows);
}

/** Whether it is no pragma and has nothing to do with transactions: most of these fail or do nothing in one. */
function isPlain(statement: Statement): boolean {
  return onlyDefines(statement) || writesOrDropsRows(statement) ||
    outlineOf(statement).kind === "select";
}

/** Whether it is a pragma that only affects foreign keys. */
function isAboutKeys(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "pragma" &&
    ["foreign_keys", "defer_foreign_keys", "foreign_key_check"].includes(outline.name);
}

function hasKeys(statements: readonly Statement[], scope: readonly SchemaObject[]): boolean {
  return scope.some(({ sql }) => /\breferences\b/i.test(sql)) || statements.some(references);
}

function references({ tokens }: Statement): boolean {
  return tokens.some((token) => isWord(token, "references"));
}

/** Whether ON DELETE or ON UPDATE of a foreign key may change rows. */
function takesActions(
  statements: readonly Statement[],
  scope: readonly SchemaObject[],
): boolean {
  const parents = actingParents(statements, scope);
  const affectsOthers = insertReach([...scope, ...statements].map(({ sql }) => sql));
  // A trigger may change any table.
  const hasTriggers = scope.some(({ kind }) => kind === "trigger") ||
    statements.some(createsTrigger);
  return parents.size > 0 &&
    statements.some((statement) => {
      if (onlyDefines(statement) || outlineOf(statement).kind === "select") return false;
      const table = writtenTable(statement);
      return hasTriggers ||
        (parents.has(table) && (affectsOthers(table) || !onlyAddsRows(statement)));
    });
}

/** The folded name of the table whose rows a statement writes or drops. */
function writtenTable(statement: Statement): string {
  const outline = outlineOf(statement);
  return outline.kind === "drop" || outline.kind === "create"
    ? outline.name.name
    : changedTable(statement) ?? "";
}

/**
 * The folded names of the tables that foreign keys with an action reference, and those that they get by
 * renames.
 */
function actingParents(
  statements: readonly Statement[],
  scope: readonly SchemaObject[],
): ReadonlySet<string> {
  const keys = scope.flatMap((it) => it.kind === "table" ? foreignKeysOf(it) : []);
  const acting = keys.filter(({ onDelete, onUpdate }) =>
    [onDelete, onUpdate].some(changesChildren)
  );
  const parents = new Set([
    ...acting.map((key) => fold(key.references.table)),
    ...statements.filter(declaresAction).flatMap(({ tokens }) =>
      tokens.flatMap((token, index) =>
        isWord(token, "references") ? nameOf(tokens[index + 1]) ?? [] : []
      )
    ),
  ]);
  for (const statement of statements) {
    const rename = renameIn(statement);
    if (rename !== undefined && parents.has(rename.before)) parents.add(rename.after);
  }
  return parents;
}

/** Whether a statement declares a foreign key, and may declare one with an action. */
function declaresAction({ tokens }: Statement): boolean {
  return tokens.some((token, index) =>
    isWord(token, "on") && isWord(tokens[index + 1], "delete", "update") &&
    isWord(tokens[index + 2], "cascade", "set")
  );
}
