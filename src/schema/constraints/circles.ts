import { sameName } from "../../sql/names.ts";
import { referencedColumns } from "./keys.ts";
import { parentsFirst } from "../dependencies/order.ts";
import { findByName, type ForeignKey, foreignKeysOf, type Table } from "../snapshot.ts";

/** A foreign key and the table that has it. */
export interface KeyOf {
  readonly child: Table;
  readonly key: ForeignKey;
}

/** The foreign keys between these tables, self-references included. */
export function keysBetween(tables: readonly Table[]): KeyOf[] {
  return tables.flatMap((child) =>
    foreignKeysOf(child).filter(({ references }) => findByName(tables, references.table))
      .map((key) => ({ child, key }))
  );
}

/** The tables that reference each other in a cycle or reference themselves, parents first. */
export function circularTables(tables: readonly Table[]): Table[] {
  return parentsFirst(tables).filter((component) => keysBetween(component).length > 0).flat();
}

/** Whether each row can reference only itself, since the foreign key references its own columns. */
export function referencesOwnRow({ child, key }: KeyOf): boolean {
  const columns = referencedColumns(key, child);
  return sameName(key.references.table, child.name) &&
    key.columns.every((name, index) => sameName(name, columns[index] ?? ""));
}
