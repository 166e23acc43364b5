import type { Table } from "../../../schema/snapshot.ts";
import { fold } from "../../../sql/names.ts";
import { type CandidateRow, candidateRows, insertSql } from "../../seed/candidate_rows.ts";
import { withNamesBefore } from "../../seed/destination.ts";
import { type FilledDatabases, insertAfter, tried } from "./violating_rows.ts";

/**
 * A row unlike all others that both databases accept, given how many there are besides the known; one that
 * is valid before if there is no such row, as under a foreign key whose parent the files drop.
 */
export function usualRow(
  table: Table,
  databases: FilledDatabases,
  count: number,
): CandidateRow | undefined {
  const { before, after, destination, rows } = databases;
  const known = rows.get(fold(table.name)) ?? [];
  const also = withNamesBefore(table, databases);
  const options = { ...databases, also, count: known.length + count };
  const isValid = (row: CandidateRow) => tried(before, insertSql(table.name, row)) === undefined;
  return candidateRows(table, options).find((row) =>
    isValid(row) &&
    (also === undefined || tried(after, insertAfter(table, row, destination)) === undefined)
  ) ?? candidateRows(table, { ...options, also: undefined }).find(isValid);
}
