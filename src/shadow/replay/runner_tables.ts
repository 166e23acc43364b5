import { objectsOf, type SchemaSnapshot, snapshotOf } from "../../schema/snapshot.ts";
import { mayBeHistoryName } from "../../sources/history_tables.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { changedTable } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { possibleNames } from "../../sql/tokens.ts";
import type { ReplayMode } from "../database/run_steps.ts";

/** The database on which the statements are to run. */
export interface RunnerPlace {
  /** Whether it has an object of that name, ignoring case. */
  has(name: string): boolean;
  execute(sql: string): void;
}

/** The statements to run in a shadow, and the table to hide afterwards. */
export interface RunnerTables {
  /** The statements to run. */
  readonly statements: readonly Statement[];
  /** The table created for them on behalf of the runner; it is not part of the schema. */
  readonly table?: string;
}

/**
 * Creates the table in which a runner records its migrations, if the statements name it, it does
 * not exist and none of them creates it unconditionally. Most histories never name it. The table of
 * an unknown runner cannot be created: statements that write its rows are left out.
 */
export function makeRunnerTables(
  place: RunnerPlace,
  statements: readonly Statement[],
  { history }: Pick<ReplayMode, "history"> = {},
): RunnerTables {
  if (history === undefined) return { statements: withoutForeignRows(place, statements) };
  const table = /^CREATE TABLE (\w+)/.exec(history)![1]!;
  const isNamed = new RegExp(table, "i");
  const naming = statements.filter((it) => isNamed.test(it.sql) && names(it, table));
  const isMade = naming.length === 0 || naming.some((it) => creates(it, table)) ||
    place.has(table);
  if (isMade) return { statements };
  place.execute(history);
  return { statements, table };
}

/** The schema without that table and what belongs to it. */
export function withoutTable(snapshot: SchemaSnapshot, name: string): SchemaSnapshot {
  const isOwn = (text: string) => fold(text) === fold(name);
  return snapshotOf(
    objectsOf(snapshot).filter((object) =>
      !isOwn(object.name) && !("table" in object && isOwn(object.table))
    ),
  );
}

/**
 * The statements without those that write rows of history tables, which are not part of a schema
 * and whose columns are unknown.
 */
function withoutForeignRows(
  place: RunnerPlace,
  statements: readonly Statement[],
): readonly Statement[] {
  const isMade = (table: string) =>
    statements.some((it) => ["create", "alter"].includes(outlineOf(it).kind) && names(it, table)) ||
    place.has(table);
  return statements.filter((statement) => {
    const table = changedTable(statement);
    return table === undefined || !mayBeHistoryName(table) || isMade(table);
  });
}

function creates(statement: Statement, name: string): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "create" && outline.object === "table" && !outline.isConditional &&
    outline.name.name === fold(name);
}

function names({ tokens }: Statement, table: string): boolean {
  return possibleNames(tokens).includes(fold(table));
}
