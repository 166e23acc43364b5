import type { Table } from "../snapshot.ts";

/**
 * Whether a constraint of the table has a conflict clause other than ABORT, so that an INSERT or
 * UPDATE without an OR clause could skip a row, replace another row or end the transaction.
 * https://www.sqlite.org/lang_conflict.html
 */
export function resolvesConflicts({ primaryKey, columns, constraints }: Table): boolean {
  return [primaryKey, ...columns.map((column) => column.notNull), ...constraints].some((it) =>
    it !== undefined && "conflict" in it && it.conflict !== "abort"
  );
}
