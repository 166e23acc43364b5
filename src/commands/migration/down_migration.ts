import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Result } from "../../base/result.ts";
import { succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import { findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { type FillAnswer, parseFill } from "../answers/parse.ts";
import { nextMigration, type NextMigrationRequest } from "./next_migration.ts";
import type { WritingOptions } from "../answers/answer_options.ts";

/** Two schemas, and the answers that lead from one to the other and back. */
type ThereAndBack = Pick<NextMigrationRequest, "current" | "desired" | "answers">;

/**
 * The text that undoes a migration of these changes: the plan of the opposite direction, proven the
 * same way. What the migration added is dropped without a question, for that is what it means to
 * undo it; what rows get in a column that it dropped is one, and comes back as a finding.
 */
export async function downMigration(
  request: NextMigrationRequest,
  changes: readonly Change[],
): Promise<Result<string>> {
  const { current, desired } = request;
  const fills = request.answers.fills.filter((text) => isForDown(text, request, changes));
  const undone = await nextMigration({
    ...request,
    current: desired,
    desired: current,
    hints: renamesBack(changes),
    answers: { renames: [], noRenames: true, fills, allow: [] },
    ask: undefined,
    undoes: changes,
  });
  const diagnostics = undone.diagnostics.map(inDownMigration);
  return undone.ok ? succeed(undone.value.text, diagnostics) : { ...undone, diagnostics };
}

/** The answers without those that only the down migration can use. */
export function answersForward({ current, desired, answers }: ThereAndBack): WritingOptions {
  const isKnown = (text: string) => {
    const fill = filledColumn(text);
    if (fill === undefined || !isThere(fill, current)) return true;
    const isLoosened = takesNoNull(fill, current) && !takesNoNull(fill, desired);
    return isThere(fill, desired) && !isLoosened;
  };
  return { ...answers, fills: answers.fills.filter(isKnown) };
}

/** Whether the fill is for a column that comes back, or one that takes no NULL again. */
function isForDown(
  text: string,
  { current, desired }: ThereAndBack,
  changes: readonly Change[],
): boolean {
  const fill = filledColumn(text);
  if (fill === undefined || !isThere(fill, current)) return false;
  return !isThere(fill, desired) ||
    changes.some((change) =>
      change.kind === "alter-column" && sameName(change.table, fill.table) &&
      sameName(change.before.name, fill.column) &&
      change.before.notNull !== undefined && change.after.notNull === undefined
    );
}

function filledColumn(text: string): FillAnswer | undefined {
  const fill = parseFill(text);
  return fill.ok ? fill.value : undefined;
}

function isThere({ table, column }: FillAnswer, { tables }: SchemaSnapshot): boolean {
  return findByName(findByName(tables, table)?.columns ?? [], column) !== undefined;
}

function takesNoNull({ table, column }: FillAnswer, { tables }: SchemaSnapshot): boolean {
  const columns = findByName(tables, table)?.columns ?? [];
  return findByName(columns, column)?.notNull !== undefined;
}

/**
 * The renames turned round, as hints: where something new took the name that one leads back to, it stays
 * there, and the warning says so.
 */
function renamesBack(changes: readonly Change[]): RenameHint[] {
  const tableBefore = (after: string) =>
    changes.find((it) => it.kind === "rename-table" && sameName(it.after, after));
  return changes.flatMap((change): RenameHint[] => {
    if (change.kind !== "rename-table" && change.kind !== "rename-column") return [];
    const names = { before: change.after, after: change.before };
    if (change.kind === "rename-table") return [{ kind: "table", ...names }];
    const renamed = tableBefore(change.table);
    const table = renamed?.kind === "rename-table" ? renamed.before : change.table;
    return [{ kind: "column", table, ...names }];
  });
}

function inDownMigration(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, message: `In the down migration: ${diagnostic.message}` };
}
