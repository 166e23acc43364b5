import type { Table } from "../snapshot.ts";

/**
 * Whether a constraint of the table says what becomes of a row that violates it, so that an INSERT or
 * UPDATE without a clause of its own could leave a row out, take another one's place or end the
 * transaction. https://www.sqlite.org/lang_conflict.html
 */
export function resolvesConflicts({ primaryKey, columns, constraints }: Table): boolean {
  return [primaryKey, ...columns.map((column) => column.notNull), ...constraints].some((it) =>
    it !== undefined && "conflict" in it && it.conflict !== "abort"
  );
}
