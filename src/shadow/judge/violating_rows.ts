import type { Table } from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import {
  type CandidateRow,
  candidateRows,
  insertSql,
  type RowsByTable,
  type ValueStyle,
} from "../proof/seed.ts";
import type { ShadowDatabase } from "../shadow_database.ts";
import type { Destination } from "../proof/destination.ts";
import type { Demanding } from "./demanding_tables.ts";

/** The two databases, in the states before and after the files, and the rows that both have. */
export interface FilledDatabases extends ValueStyle {
  readonly before: ShadowDatabase;
  readonly after: ShadowDatabase;
  readonly destination: Destination;
  readonly tables: readonly Table[];
  readonly rows: RowsByTable;
}

/**
 * The INSERTs of rows that the schema before accepts, each of which violates another one of the new
 * demands. None for a demand that no row like that was found for.
 */
export function violatingRows(
  demanding: readonly Demanding[],
  databases: FilledDatabases,
): string[] {
  const found = demanding.flatMap((it) => violationsOf(it, databases));
  return [...new Set(found)].slice(0, MOST_TRIED);
}

/** If there are more, one at a time would take too long. */
const MOST_TRIED = 40;

function violationsOf(
  { table, later, destination, demands }: Demanding,
  databases: FilledDatabases,
): string[] {
  const { before, after, destination: _, ...options } = databases;
  const into = destination.table(table.name)!.name;
  const known = options.rows.get(fold(table.name)) ?? [];
  const checkKeys = `PRAGMA foreign_key_check(${quoteName(into)})`;
  const refusalOf = (row: CandidateRow) =>
    tried(
      after,
      insertAfter(table, row, destination),
      () => after.query(checkKeys).length > 0 ? "FOREIGN KEY constraint failed" : undefined,
    );
  const isPossible = (row: CandidateRow) => tried(before, insertSql(table.name, row)) === undefined;
  const candidates = [later, undefined].flatMap((also) => [
    ...candidateRows(table, { ...options, also, count: known.length }),
  ]);
  const extremes = EXTREMES.map((value) => new Map(table.columns.map(({ name }) => [name, value])));
  const donors = [...candidates, ...extremes, ...known, ...known.map(inCapitals)];
  after.attempt("BEGIN");
  before.attempt("BEGIN");
  // A table that is filled from this one has no rows yet.
  for (const row of known) after.attempt(insertAfter(table, row, destination));
  const fine = candidates.find((row) => refusalOf(row) === undefined && isPossible(row));
  const violations = new Map<string, string>();
  for (const row of fine === undefined ? [] : mixtures(fine, donors, demands)) {
    const refusal = refusalOf(row);
    // What STRICT demands of each column is one demand.
    const demand = refusal?.replace(/^cannot store .*/, "");
    if (demand === undefined || violations.has(demand) || !isPossible(row)) continue;
    violations.set(demand, insertSql(table.name, row));
  }
  after.attempt("ROLLBACK");
  before.attempt("ROLLBACK");
  return [...violations.values()];
}

/** The INSERT of a row into the table afterwards, as a copy of all columns that both have. */
export function insertAfter(
  { name: table }: Table,
  row: CandidateRow,
  destination: Destination,
): string {
  const values = [...row].flatMap(([name, value]) => {
    const column = destination.column(table, name);
    return column === undefined || column.generated ? [] : [[column.name, value] as const];
  });
  return insertSql(destination.table(table)!.name, new Map(values));
}

/** Values at the end of a range, or of another type than most. */
const EXTREMES = ["NULL", "0", "-1", "1000000000", "''", "'Text'", "x'00'"];

/** The row with its texts in capitals, which some collations and functions take for the same. */
export function inCapitals(row: CandidateRow): CandidateRow {
  const isText = (value: string) => value.startsWith("'");
  return new Map(
    [...row].map(([name, value]) => [name, isText(value) ? value.toUpperCase() : value]),
  );
}

/** The row with the values of each donor in the columns of each demand, or in one of them. */
function mixtures(
  row: CandidateRow,
  donors: readonly CandidateRow[],
  demands: Demanding["demands"],
): CandidateRow[] {
  const parts = demands.flatMap((columns) =>
    columns.length === 1 ? [columns] : [...columns.map((name) => [name]), columns]
  );
  const mixed = parts.flatMap((columns) =>
    donors.map((donor) =>
      new Map(
        [...row].map(([name, value]) =>
          [
            name,
            columns.some((it) => sameName(it, name)) ? donor.get(name) ?? value : value,
          ] as const
        ),
      )
    )
  );
  return [...new Map(mixed.map((it) => [[...it.values()].join("\0"), it])).values()];
}

/** Why a database refuses the INSERT, or what is found after it, which is undone. */
export function tried(
  shadow: ShadowDatabase,
  insert: string,
  inspect: () => string | undefined = () => undefined,
): string | undefined {
  shadow.attempt("SAVEPOINT tried");
  const refusal = shadow.attempt(insert) ?? inspect();
  shadow.attempt("ROLLBACK TO tried");
  return refusal;
}
