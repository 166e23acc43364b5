import type { Change } from "../../diff/change.ts";
import { columnRenames, renameTo } from "../../diff/rename.ts";
import { rowidAlias } from "../../schema/constraints/keys.ts";
import { parentsFirst } from "../../schema/dependencies/order.ts";
import { findByName, foreignKeysOf, hasRowid, type Table } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import { fillsOf } from "../../diff/demands/fills.ts";
import { asideName } from "../renames.ts";
import { type PlanRequest, tableChanges } from "../request.ts";

/** A table that is set aside, with its later names. */
export interface OldTable {
  readonly before: Table;
  /** Its name before it is set aside, and afterwards. */
  readonly name: string;
  readonly aside: string;
  /** The current names of its columns by their folded later names, if these differ. */
  readonly columnNames: ReadonlyMap<string, string>;
  readonly because: readonly Change[];
}

/** A table that is rebuilt. */
export interface Member extends OldTable {
  readonly after: Table;
  /** The rebuilt table that it references, if that is the only reason to rebuild it. */
  readonly parent?: string | undefined;
  /** The values for existing rows, as SQL, by folded column. */
  readonly fills: ReadonlyMap<string, string>;
}

/** The tables that are set aside, and the rebuild of each. */
export interface SetAside {
  /** The tables that are rebuilt, parents first. */
  readonly members: readonly Member[];
  /** Tables that go for good but are set aside first, since other rows may still reference theirs. */
  readonly retired: readonly OldTable[];
  /** Whether foreign keys are off, so that no table is rebuilt only for a reference. */
  readonly alone: boolean;
  /** The rebuild that a table belongs to, by folded later name: tables that reference each other share one. */
  readonly rebuilds: ReadonlyMap<string, number>;
}

/** The current name of an old column. */
export function columnBefore({ columnNames }: OldTable, name: string): string {
  return columnNames.get(fold(name)) ?? name;
}

/** A name for the rowid of an old table that none of its current columns has. */
export function rowidBefore(old: OldTable): string | undefined {
  const columns = old.before.columns.map(({ name }) => ({ name: columnBefore(old, name) }));
  return hasRowid(old.before) ? rowidAlias(columns) : undefined;
}

/**
 * Every table that must be rebuilt with these: they themselves, and all that reference them, directly or
 * not. Dropping a table would delete the rows that reference its rows, or set them to NULL.
 * https://www.sqlite.org/foreignkeys.html#fk_schemacommands
 */
export function familyOf(names: Iterable<string>, tables: readonly Table[]): Set<string> {
  const family = new Set([...names].map(fold));
  for (const parent of family) {
    for (const table of tables) {
      const references = foreignKeysOf(table).some((key) => fold(key.references.table) === parent);
      if (references) family.add(fold(table.name));
    }
  }
  return family;
}

/** The rebuilt tables, parents first. Their temporary names are added to those taken. */
export function membersOf(
  family: ReadonlySet<string>,
  request: PlanRequest,
  taken: string[],
): Member[] {
  const { renamed, desired, renames, fills } = request;
  const rebuilt = desired.tables.filter((table) =>
    family.has(fold(table.name)) && findByName(renamed.tables, table.name) !== undefined
  );
  return parentsFirst(rebuilt).flat().map((after): Member => {
    const before = findByName(renamed.tables, after.name)!;
    const columns = columnRenames(renames, after.name);
    const moved = renameTo(renames, after.name);
    const name = moved?.before ?? before.name;
    const because = [...(moved ? [moved] : []), ...columns, ...tableChanges(after.name, request)];
    const parent = foreignKeysOf(before).map((key) => key.references.table)
      .find((it) => family.has(fold(it)) && !sameName(it, after.name));
    return {
      before,
      after,
      name,
      aside: asideName(name, taken),
      columnNames: new Map(columns.map((rename) => [fold(rename.after), rename.before])),
      because,
      ...(because.length === 0 && { parent: findByName(desired.tables, parent ?? "")?.name }),
      fills: fillsOf(after, fills),
    };
  });
}
