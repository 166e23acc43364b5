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

/** What keys need while rows are copied and old tables are dropped. */
export interface KeyNeeds {
  /** Indexes of the schema that must be created before rows are copied. */
  readonly early: ReadonlySet<Index>;
  /** What must be there until the old tables are gone. */
  readonly lasting: readonly Placeholder[];
  /** What must be there while rows are copied. */
  readonly passing: readonly Placeholder[];
}

/** Decides what SQLite must find to check foreign keys on the way, and to check them in time. */
export function keyNeeds(
  work: PlanRequest & SetAside,
  { remaining, names }: {
    /** The indexes that an old table still has when rows are copied. */
    readonly remaining: (table: Table) => readonly Index[];
    /** The names that are taken, those of ours included. */
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

/** Columns of a table as it is called meanwhile. */
interface Columns {
  readonly table: string;
  readonly columns: readonly string[];
}

/** An index under a name of ours, which is added to the names. */
export function indexPlaceholder(
  { table, columns }: Columns,
  { unique, names }: { readonly unique: boolean; readonly names: Set<string> },
): Placeholder {
  // A vector index pastes such a name into SQL of its own, so it has to be a plain word.
  const word = [table, ...columns].join("_").replaceAll(/\W/g, "_");
  const name = temporaryName("key", word, [...names]);
  names.add(name);
  return { kind: "index", name, table, columns, unique };
}

export function distinct(list: readonly Columns[]): Columns[] {
  const key = ({ table, columns }: Columns) => [table, ...columns].map(fold).join("\0");
  return [...new Map(list.map((it) => [key(it), it])).values()];
}

/** Parents that are not there: SQLite writes no row of such a child, and in a circle deletes none. */
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
      // Where the key does not name them, any names will do for the primary key.
      references.columns.length > 0 ? references.columns : columns
    ),
  }));
}

/** What new rows reference although no key covers it: "foreign key mismatch", whatever they hold. */
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
 * What old rows reference by an index that is gone before they are. Without a key, SQLite does not take
 * an orphan row off its count when it is deleted; and where deleting rows acts on others, it looks for
 * all of their parents.
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

/** Columns of an old table, in the names that they bear until it is gone. */
export function columnsOf(old: OldTable, columns: readonly string[]): Columns {
  return { table: old.aside, columns: columns.map((name) => columnBefore(old, name)) };
}
