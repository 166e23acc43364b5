import { fold, sameName } from "../sql/names.ts";
import { isInKey, mayHoldNull, uniqueKeysOf } from "./keys.ts";
import { mentions } from "./mentions.ts";
import { findByName, type ForeignKey, type Table } from "./snapshot.ts";

/** Whether a row can hold NULL in the key, checks apart: those are ignored while rows are released. */
export function takesNull(child: Table, { columns }: ForeignKey): boolean {
  return columns.every((name) => mayHoldNull(child, name) && !isComputedFrom(child, name));
}

export function defaultsToNull({ columns }: Table, key: ForeignKey): boolean {
  return key.columns.every((name) => (findByName(columns, name)?.default ?? "null") === "null");
}

/** The column and what is computed from it, folded. */
function affected({ columns }: Table, names: readonly string[]): Set<string> {
  const all = new Set(names.map(fold));
  for (let size = -1; size !== all.size;) {
    size = all.size;
    for (const { name, generated } of columns) {
      if (generated && [...mentions(generated.expression)].some((it) => all.has(it))) {
        all.add(fold(name));
      }
    }
  }
  return all;
}

/** Whether what is computed from the column must be there, or must differ from row to row. */
export function isComputedFrom(table: Table, name: string): boolean {
  const computed = affected(table, [name]);
  computed.delete(fold(name));
  const isKey = (column: string) =>
    isInKey(table, column) ||
    uniqueKeysOf(table, []).some((key) =>
      key.terms.some((term) => sameName(term.column ?? "", column))
    );
  return table.columns.some((column) =>
    computed.has(fold(column.name)) && (column.notNull !== undefined || isKey(column.name))
  );
}

export function isChecked(table: Table, names: readonly string[]): boolean {
  const all = affected(table, names);
  return table.constraints.some((constraint) =>
    constraint.kind === "check" &&
    [...mentions(constraint.expression)].some((name) => all.has(name))
  );
}
