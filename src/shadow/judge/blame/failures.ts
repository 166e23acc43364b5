import type { SchemaSnapshot } from "../../../schema/snapshot.ts";
import { quoteString } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Effect } from "../effect.ts";
import type { Refused } from "../run/run.ts";
import { copyCause } from "./copy_cause.ts";

/** The rows with which a statement was refused. */
interface RefusedRows {
  /** Whether all of them are valid in the schema afterwards, too. */
  readonly suits: boolean;
  /** Whether it is refused only if rows have NULL or defaults. */
  readonly needsNull: boolean;
}

/** The effect for a refused statement. */
export function failed(
  refused: Refused,
  { suits, needsNull }: RefusedRows,
): Effect & { kind: "failed" } {
  const { statement, reason, atCommit } = refused;
  const isCertain = !needsNull &&
    (/^Cannot add a/i.test(reason) || isUnfilled(refused) || (suits && isOrphaning(refused)));
  const facts = { kind: "failed", reason, atCommit, needsNull, isCertain } as const;
  return { ...facts, statement, failedBefore: [], dependsOnRows: false };
}

/** The effect for a statement that is refused because of one row, which may or may not exist. */
export function failedForOne(refused: Refused): Effect {
  return failed(refused, { suits: false, needsNull: /^NOT NULL constraint/.test(refused.reason) });
}

/** Whether the statement is a copy of all rows that has no value for a NOT NULL column. */
function isUnfilled({ statement, reason }: Refused): boolean {
  const column = /^NOT NULL constraint failed: .*\.(.+)$/i.exec(reason)?.[1];
  if (column === undefined || outlineOf(statement).kind !== "insert") return false;
  const { isFiltered, isListed } = copyCause(statement, column);
  return !isFiltered && !isListed;
}

/** Whether rows would lose their parent by a DROP or at the COMMIT. */
function isOrphaning({ statement, reason, atCommit }: Refused): boolean {
  const outline = outlineOf(statement);
  const isEnd = atCommit || outline.kind === "drop" ||
    (outline.kind === "transaction" && ["commit", "release"].includes(outline.action));
  return isEnd && /FOREIGN KEY/i.test(reason);
}

/** Whether a trigger from before the files refused it, whose rules our rows may violate from the start. */
export function isRaised(
  { reason }: Pick<Refused, "reason">,
  { triggers }: Pick<SchemaSnapshot, "triggers">,
): boolean {
  return triggers.some(({ sql }) => /\braise\b/i.test(sql) && sql.includes(quoteString(reason)));
}

/** Whether it was refused because a text is not JSON. */
export function isAboutJson({ reason }: Refused): boolean {
  return /\bJSON\b/i.test(reason);
}

/** Whether it was refused because of what a constraint demands of rows. */
export function isAboutRows({ reason }: Refused): boolean {
  return /\bconstraint failed\b/i.test(reason);
}
