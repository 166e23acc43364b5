import { referencedColumns } from "../../../schema/constraints/keys.ts";
import { foreignKeysOf, type Table } from "../../../schema/snapshot.ts";
import { sameName } from "../../../sql/names.ts";
import { type CandidateRow, insertSql } from "../../seed/candidate_rows.ts";
import { usualRow } from "./usual_row.ts";
import type { FilledDatabases } from "./violating_rows.ts";

/** The INSERTs, which have been run, of a row that references this one in each of the children that accept it. */
export function childRows(
  row: CandidateRow,
  table: Table,
  { children, ...databases }: FilledDatabases & { readonly children: readonly Table[] },
): string[] {
  return children.flatMap((child) => {
    const own = usualRow(child, databases, 0);
    const keys = foreignKeysOf(child).filter(({ references }) =>
      sameName(references.table, table.name)
    );
    const parent = keys.flatMap((key) => {
      const columns = referencedColumns(key, table);
      return key.columns.map((name, index) => [name, valueIn(row, columns[index] ?? "")] as const);
    });
    const insert = own && insertSql(child.name, new Map([...own, ...parent]));
    return insert === undefined || databases.before.attempt(insert) !== undefined ? [] : [insert];
  });
}

/** The value of a row in the column. */
export function valueIn(row: CandidateRow, column: string): string {
  return [...row].find(([name]) => sameName(name, column))?.[1] ?? "NULL";
}
