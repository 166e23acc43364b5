import { mentions } from "../../../schema/dependencies/mentions.ts";
import type { Expression, Table } from "../../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../../sql/names.ts";
import {
  type CandidateRow,
  candidateRows,
  insertSql,
  literalsIn,
  type RowsByTable,
  type ValueStyle,
} from "../../seed/candidate_rows.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";
import type { Destination } from "../../seed/destination.ts";
import type { Demanding } from "./demanding_tables.ts";

/** The two databases, in the states before and after the files, and the rows that both have. */
export interface FilledDatabases extends ValueStyle {
  readonly before: ShadowDatabase;
  readonly after: ShadowDatabase;
  readonly destination: Destination;
  readonly tables: readonly Table[];
  readonly rows: RowsByTable;
}

/** The INSERTs of rows that violate something together, which is one row in most cases. */
export type Violation = readonly string[];

/**
 * Rows that the schema before accepts, each of which violates another one of the new demands. None for
 * a demand that no row like that was found for.
 */
export function violatingRows(
  demanding: readonly Demanding[],
  databases: FilledDatabases,
): Violation[] {
  const found = demanding.flatMap((it) => violationsOf(it, databases));
  const different = new Map(found.map((inserts) => [inserts.join("\0"), inserts]));
  return [...different.values()].slice(0, MOST_TRIED);
}

/** If there are more, one at a time would take too long. */
const MOST_TRIED = 40;

function violationsOf(
  { table, later, destination, demands }: Demanding,
  databases: FilledDatabases,
): Violation[] {
  const { before, after, destination: _, ...options } = databases;
  const { refusalOf, isFine, isPossible, isMember, keep } = trialOf(table, destination, databases);
  const known = options.rows.get(fold(table.name)) ?? [];
  const candidates = [later, undefined].flatMap((also) => [
    ...candidateRows(table, { ...options, also, count: known.length }),
  ]);
  const extremes = EXTREMES.map((value) => new Map(table.columns.map(({ name }) => [name, value])));
  const donors = [...candidates, ...extremes, ...known, ...known.map(inCapitals)];
  after.attempt("BEGIN");
  before.attempt("BEGIN");
  // A table that is filled from this one has no rows yet.
  for (const row of known) after.attempt(insertAfter(table, row, destination));
  const violations = new Map<string, Violation>();
  const tryRows = (rows: readonly CandidateRow[], others: Violation = []) => {
    for (const row of rows) {
      const refusal = refusalOf(row);
      // What STRICT demands of each column is one demand.
      const demand = refusal?.replace(/^cannot store .*/, "");
      if (demand === undefined || violations.has(demand) || !isPossible(row)) continue;
      violations.set(demand, [...others, insertSql(table.name, row)]);
    }
  };
  const fine = candidates.find(isFine);
  // None is fine if each parent may have one row, and has it.
  tryRows(fine === undefined ? candidates : mixtures(fine, donors, demands));
  for (const { columns, where } of fine === undefined ? [] : demands) {
    if (where === undefined) continue;
    const member = variants(fine!, columns, where).find((row) => isMember(row, where));
    if (member === undefined) continue;
    keep(member);
    const other = candidates.find(isFine);
    if (other !== undefined) {
      tryRows(mixtures(other, [member], [{ columns }]), [insertSql(table.name, member)]);
    }
  }
  after.attempt("ROLLBACK");
  before.attempt("ROLLBACK");
  return [...violations.values()];
}

/** Ways to try a row in both databases. */
function trialOf(table: Table, destination: Destination, { before, after }: FilledDatabases) {
  const into = quoteName(destination.table(table.name)!.name);
  const inserted = (row: CandidateRow, inspect?: () => string | undefined) =>
    tried(after, insertAfter(table, row, destination), inspect);
  const refusalOf = (row: CandidateRow) =>
    inserted(row, () => {
      const orphans = after.query(`PRAGMA foreign_key_check(${into})`);
      return orphans.length > 0 ? "FOREIGN KEY constraint failed" : undefined;
    });
  const isPossible = (row: CandidateRow) => tried(before, insertSql(table.name, row)) === undefined;
  const isFine = (row: CandidateRow) => refusalOf(row) === undefined && isPossible(row);
  const countOf = (where: Expression) => {
    const count = after.tryQuery(`SELECT count(*) FROM ${into} WHERE ${where}`);
    return typeof count === "string" ? 0 : Number(count[0]![0]);
  };
  /** Whether a row that both accept is one of those that meet a condition afterwards. */
  const isMember = (row: CandidateRow, where: Expression) => {
    const usual = countOf(where);
    return isFine(row) &&
      inserted(row, () => countOf(where) > usual ? "a member" : undefined) === "a member";
  };
  const keep = (row: CandidateRow) => {
    before.attempt(insertSql(table.name, row));
    after.attempt(insertAfter(table, row, destination));
  };
  return { refusalOf, isPossible, isFine, isMember, keep };
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

/** The row with other values in these columns that a condition may be about, up to a limit. */
function variants(
  row: CandidateRow,
  columns: readonly string[],
  where: Expression,
): CandidateRow[] {
  const values = ["NULL", "0", "1", ...literalsIn(where)];
  return columns.filter((name) => mentions(where).has(fold(name))).reduce(
    (rows, name) =>
      rows.flatMap((it) => [it, ...values.map((value) => new Map([...it, [name, value] as const]))])
        .slice(0, MOST_VARIANTS),
    [row],
  );
}

const MOST_VARIANTS = 500;

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
  const parts = demands.flatMap(({ columns }) =>
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
