import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import { findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { type FillAnswer, parseFill } from "../answers/parse.ts";
import { nextMigration, type NextMigrationRequest } from "./next_migration.ts";
import type { WritingOptions } from "../answers/answer_options.ts";

/** Two schemas, and the answers for both directions. */
type BothDirections = Pick<NextMigrationRequest, "current" | "desired" | "answers">;

/**
 * The text that undoes a migration with these changes: the plan of the opposite direction, proven
 * in the same way. Dropping what the migration added needs no answer, since that is what undoing
 * means; the values of a column that it dropped do, and are a finding.
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

/** The answers without those for the down migration only. */
export function answersForward({ current, desired, answers }: BothDirections): WritingOptions {
  const isKnown = (text: string) => {
    const fill = filledColumn(text);
    if (fill === undefined || !isThere(fill, current)) return true;
    const isLoosened = takesNoNull(fill, current) && !takesNoNull(fill, desired);
    return isThere(fill, desired) && !isLoosened;
  };
  return { ...answers, fills: answers.fills.filter(isKnown) };
}

/** Whether the fill is for a column that is restored, or that becomes NOT NULL again. */
function isForDown(
  text: string,
  { current, desired }: BothDirections,
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
 * The reversed renames, as hints: if something new took the old name, it stays there, and a warning
 * says so.
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
