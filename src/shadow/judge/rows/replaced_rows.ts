import { uniqueKeysOf } from "../../../schema/constraints/keys.ts";
import { findByName, type SchemaSnapshot, type Table } from "../../../schema/snapshot.ts";
import type { Statement } from "../../../sql/statements.ts";
import { type CandidateRow, insertSql } from "../../seed/candidate_rows.ts";
import { readRows } from "../../database/read_rows.ts";
import { childRows, valueIn } from "./child_rows.ts";
import type { RareRow } from "./rare_rows.ts";
import { usualRow } from "./usual_row.ts";
import { allStatements, type RunFile } from "../run/run.ts";
import { childrenOf, replacedBy } from "../statements/replaces.ts";
import type { FilledDatabases } from "./violating_rows.ts";

/** Rows that have a key already that a statement with REPLACE writes, and rows that reference them. */
export function replacedRows(
  files: readonly RunFile[],
  databases: FilledDatabases,
  { indexes }: Pick<SchemaSnapshot, "indexes">,
): RareRow[] {
  const { before, tables } = databases;
  before.attempt("BEGIN");
  const found = allStatements(files).flatMap((statement) => {
    const table = findByName(tables, replacedBy(statement, databases) ?? "");
    if (table === undefined) return [];
    const keys = uniqueKeysOf(table, indexes).filter(({ where }) => where === undefined)
      .map(({ terms }) => terms.flatMap(({ column }) => column ?? []));
    return writtenRows(statement, table, databases).flatMap((written) =>
      keys.flatMap((columns) => {
        const values = new Map(columns.map((name) => [name, valueIn(written, name)]));
        const inserts = inserted(table, values, databases);
        const trait = { table: table.name, columns, has: "taken" } as const;
        return inserts.length === 0 ? [] : [{ inserts, trait }];
      })
    );
  });
  before.attempt("ROLLBACK");
  return found;
}

/** The first rows that a statement writes into a table. */
function writtenRows(
  { sql }: Statement,
  table: Table,
  { before }: FilledDatabases,
): CandidateRow[] {
  before.attempt("SAVEPOINT written");
  const known = new Set(readRows(before, table).rows.map((row) => row.join("\0")));
  before.attempt(sql);
  const { columns, rows } = readRows(before, table);
  before.attempt("ROLLBACK TO written");
  return rows.filter((row) => !known.has(row.join("\0"))).slice(0, MOST_WRITTEN)
    .map((row) => new Map(columns.map((name, index) => [name, row[index]!])));
}

/** More of a statement would show nothing new. */
const MOST_WRITTEN = 2;

/** The INSERT of a row with these values, and of one in each child; none if there can be no such row. */
function inserted(table: Table, values: CandidateRow, databases: FilledDatabases): string[] {
  const { before, tables } = databases;
  const usual = usualRow(table, databases, 0);
  if (usual === undefined || [...values.values()].includes("NULL")) return [];
  const row = new Map([...usual, ...values]);
  const insert = insertSql(table.name, row);
  if (before.attempt(insert) !== undefined) return [];
  const children = childrenOf(table.name, tables);
  return [insert, ...childRows(row, table, { ...databases, children })];
}
