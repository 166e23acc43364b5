import {
  isIndexed,
  isKeyOf,
  isParentKey,
  leads,
  referencedColumns,
  uniqueKeysOf,
} from "../../schema/constraints/keys.ts";
import { circularTables, type KeyOf, keysBetween } from "../../schema/constraints/circles.ts";
import { parentsFirst } from "../../schema/dependencies/order.ts";
import {
  findByName,
  foreignKeysOf,
  type Index,
  objectsOf,
  type Table,
} from "../../schema/snapshot.ts";
import { mismatchedKeys } from "../../schema/constraints/mismatched_keys.ts";
import { fold, sameName } from "../../sql/names.ts";
import { temporaryName } from "../renames.ts";
import type { PlanRequest } from "../request.ts";
import type { Placeholder } from "../step.ts";
import { columnBefore, type OldTable, type SetAside } from "./members.ts";

/** What foreign keys need while rows are copied and old tables are dropped. */
export interface KeyNeeds {
  /** Indexes of the schema that must be created before rows are copied. */
  readonly early: ReadonlySet<Index>;
  /** Placeholders until the old tables are dropped. */
  readonly lasting: readonly Placeholder[];
  /** Placeholders while rows are copied. */
  readonly passing: readonly Placeholder[];
}

/** The indexes and placeholders that SQLite needs to check foreign keys, and to check them fast. */
export function keyNeeds(
  work: PlanRequest & SetAside,
  { remaining, names }: {
    /** The indexes that an old table still has when rows are copied. */
    readonly remaining: (table: Table) => readonly Index[];
    /** All names in use, including temporary ones. */
    readonly names: Set<string>;
  },
): KeyNeeds {
  if (work.alone) return { early: new Set(), lasting: [], passing: [] };
  const rebuilt = work.members.map((member) => member.after);
  const keys = rebuilt.flatMap((child) => foreignKeysOf(child).map((key) => ({ child, key })));
  const circular = parentsFirst(rebuilt).flatMap((component) => keysBetween(component));
  const leading = (index: Index, { child, key }: KeyOf) =>
    sameName(index.table, child.name) && index.where === undefined && leads(index, key.columns);
  const { indexes } = work.desired;
  const early = new Set(indexes.filter((index) =>
    circular.some((it) => leading(index, it)) ||
    (index.unique && keys.some(({ key }) => isKeyOf(index, key, work.desired.tables)))
  ));
  const passing = circular.filter(({ child, key }) =>
    !isIndexed(child, key.columns) && !indexes.some((index) => leading(index, { child, key }))
  );
  return {
    early,
    lasting: [
      ...missingParents(work),
      ...missingKeys(work).map((it) => indexPlaceholder(it, { unique: true, names })),
      ...lostKeys(work, remaining).map((it) => indexPlaceholder(it, { unique: true, names })),
    ],
    passing: distinct(
      passing.map(({ child, key }) => ({ table: child.name, columns: key.columns })),
    )
      .map((it) => indexPlaceholder(it, { unique: false, names })),
  };
}

/** Columns of a table, by their current names. */
interface Columns {
  readonly table: string;
  readonly columns: readonly string[];
}

/** An index with a temporary name, which is added to the names. */
export function indexPlaceholder(
  { table, columns }: Columns,
  { unique, names }: { readonly unique: boolean; readonly names: Set<string> },
): Placeholder {
  // A vector index inserts the name into its own SQL, so it must be a plain word.
  const word = [table, ...columns].join("_").replaceAll(/\W/g, "_");
  const name = temporaryName("key", word, [...names]);
  names.add(name);
  return { kind: "index", name, table, columns, unique };
}

/** The columns without repetitions; upper and lower case are the same. */
export function distinct(list: readonly Columns[]): Columns[] {
  const key = ({ table, columns }: Columns) => [table, ...columns].map(fold).join("\0");
  return [...new Map(list.map((it) => [key(it), it])).values()];
}

/** Missing parents, without which SQLite refuses to write rows of a child, and to delete them in a circle. */
function missingParents(work: PlanRequest & SetAside): Placeholder[] {
  const { renamed, desired, members } = work;
  const circular = circularTables([...members, ...work.retired].map((it) => it.before));
  const standing = objectsOf(desired).filter((object) => object.kind !== "trigger");
  const keys = [
    ...mismatchedKeys(desired, members.map(({ after }) => after)),
    ...mismatchedKeys(renamed, circular),
  ].filter(({ reason, key }) =>
    reason === "missing-table" && findByName(standing, key.references.table) === undefined
  );
  return [...Map.groupBy(keys, ({ key }) => fold(key.references.table)).values()].map((list) => ({
    kind: "table",
    name: list[0]!.key.references.table,
    keys: list.map(({ key: { columns, references } }) =>
      // If the foreign key does not name them, any names do for the primary key.
      references.columns.length > 0 ? references.columns : columns
    ),
  }));
}

/** Columns that new rows reference although they are no key, which is a "foreign key mismatch". */
function missingKeys({ renamed, desired, members, retired }: PlanRequest & SetAside): Columns[] {
  const unfit = mismatchedKeys(desired, members.map(({ after }) => after)).filter((
    { reason, key },
  ) => reason === "not-unique" && key.references.columns.length > 0);
  return distinct(unfit.flatMap(({ key: { references } }) => {
    const parent = findByName(desired.tables, references.table)!;
    const old = [...members, ...retired].find((it) => sameName(it.before.name, parent.name));
    const was = findByName(renamed.tables, parent.name);
    const isOld = old !== undefined && was !== undefined &&
      references.columns.every((name) => findByName(was.columns, name) !== undefined) &&
      !uniqueKeysOf(was, renamed.indexes).some((it) => isParentKey(it, references.columns, was));
    return [
      { table: parent.name, columns: references.columns },
      ...(isOld ? [columnsOf(old, references.columns)] : []),
    ];
  }));
}

/**
 * Columns that old rows reference, and whose index is dropped before these rows. Without it, SQLite does not
 * uncount an orphan row that is deleted, and fails to find the parents of rows that an action reaches.
 */
function lostKeys(
  work: PlanRequest & SetAside,
  remaining: (table: Table) => readonly Index[],
): Columns[] {
  const { renamed, desired, members, retired } = work;
  const old = [...members, ...retired];
  const circular = circularTables(old.map((it) => it.before));
  return distinct(
    old.flatMap(({ before: child }) =>
      foreignKeysOf(child).flatMap((key): Columns[] => {
        const aside = old.find(({ before }) => sameName(before.name, key.references.table));
        const parent = aside?.before ?? findByName(renamed.tables, key.references.table);
        if (parent === undefined || (aside === undefined && !circular.includes(child))) return [];
        const columns = referencedColumns(key, parent);
        const isKept = (indexes: readonly Index[]) =>
          uniqueKeysOf(parent, indexes).some((it) => isParentKey(it, columns, parent));
        const left = aside === undefined ? desired.indexes : remaining(parent);
        if (!isKept(renamed.indexes) || isKept(left)) return [];
        return [aside === undefined ? { table: parent.name, columns } : columnsOf(aside, columns)];
      })
    ),
  );
}

/** Columns of an old table, by their names until it is dropped. */
export function columnsOf(old: OldTable, columns: readonly string[]): Columns {
  return { table: old.aside, columns: columns.map((name) => columnBefore(old, name)) };
}
