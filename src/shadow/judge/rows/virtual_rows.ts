import {
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  type VirtualTable,
} from "../../../schema/snapshot.ts";
import { fold, quoteName, quoteString } from "../../../sql/names.ts";
import { ShadowDatabase } from "../../database/shadow_database.ts";
import { restoreRest, restoreTables } from "../../seed/trial_schema.ts";
import type { JudgeRequest } from "../request.ts";
import { readState, type TableState } from "../run/state.ts";

/**
 * The INSERTs of rows into search indexes and R-trees that store their own: those that the triggers of the
 * whole schema write for rows of other tables, or else a few that no other table has.
 */
export async function virtualInserts(
  { engine, declared, scope, whole }: Pick<JudgeRequest, "engine" | "declared"> & {
    readonly scope: readonly SchemaObject[];
    readonly whole: SchemaSnapshot;
  },
  inserts: readonly string[],
): Promise<readonly string[]> {
  const virtual = scope.filter((object) => object.kind === "virtual-table");
  if (virtual.length === 0) return [];
  await using shadow = await ShadowDatabase.open({ engine, declared });
  restoreTables(shadow, objectsOf(whole));
  restoreRest(shadow, objectsOf(whole));
  for (const sql of inserts) shadow.attempt(sql);
  const state = readState(shadow);
  return virtual.flatMap((table, index) => {
    const filled = state.get(fold(table.name));
    if (filled === undefined) return [];
    if (filled.rows.length > 0) return filled.rows.map((row) => insertInto(filled, row));
    return ownRows(table, filled, FIRST_ROWID + index * ROWIDS_PER_TABLE)
      .map((row) => insertInto(filled, row));
  });
}

/** Unlike the numbers in other tables. */
const [FIRST_ROWID, ROWIDS_PER_TABLE] = [70_000, 100];

function insertInto({ name, columns }: TableState, row: readonly string[]): string {
  return `INSERT INTO ${quoteName(name)} (${columns.map(quoteName).join(", ")}) ` +
    `VALUES (${row.join(", ")})`;
}

/** Rows with values that occur once: texts, and for an R-tree ranges of numbers, from each minimum to its maximum. */
function ownRows(table: VirtualTable, { columns }: TableState, first: number): string[][] {
  const isTree = /^rtree/.test(table.module);
  const auxiliary = table.arguments.filter((it) => /^\s*\+/.test(it)).length;
  const isNumber = (place: number) => isTree && place < columns.length - auxiliary;
  return [1, 2, 3].map((turn) =>
    columns.map((column, place) => {
      const number = first + Math.ceil(place / 2) * 10 + turn * 2 + (place % 2 === 0 ? 1 : 0);
      return place === 0 || isNumber(place) ? String(number) : quoteString(`${column} ${number}`);
    })
  );
}
