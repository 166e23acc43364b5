import type { Change, CircleCase, KeyModel, TableModel } from "./model.ts";

/** The number of the table that a foreign key references. */
export function parentOf({ tables }: CircleCase, { parent }: KeyModel): number {
  return parent % tables.length;
}

/** The change of a table; the first one has a change if no other table has. */
export function changeOf({ tables }: CircleCase, number: number): Change {
  const isUnchanged = number === 0 && tables.every(({ change }) => change === "none");
  return isUnchanged ? "default" : tables[number]!.change;
}

/** Whether the table is WITHOUT ROWID, which excludes AUTOINCREMENT. */
export function isWithoutRowid({ withoutRowid, key, search }: TableModel): boolean {
  return withoutRowid && key !== "autoincrement" && search === "none";
}

/** Whether the foreign key is the primary key itself, which requires the type of the parent's. */
export function isInPrimaryKey(circle: CircleCase, number: number, key: KeyModel): boolean {
  const kind = (table: TableModel) => table.key === "autoincrement" ? "integer" : table.key;
  const [own, parent] = [circle.tables[number]!, circle.tables[parentOf(circle, key)]!];
  return key.inPrimaryKey && key.target === "primary" && kind(own) === kind(parent);
}

/** Whether every row needs a parent. */
function needsParent(circle: CircleCase, number: number, key: KeyModel): boolean {
  return key.notNull || key.check === "not null" || isInPrimaryKey(circle, number, key);
}

/** How many rows each table gets, enough for all required parents. */
export function rowCounts(circle: CircleCase): number[] {
  const counts = circle.tables.map((table) => table.rows);
  for (let changed = true; changed;) {
    changed = false;
    circle.tables.forEach((table, number) => {
      for (const key of table.keys) {
        if (!needsParent(circle, number, key)) continue;
        const parents = counts[parentOf(circle, key)]!;
        const isOneToOne = key.unique || isInPrimaryKey(circle, number, key);
        const most = isOneToOne || parents === 0 ? parents : Infinity;
        if (counts[number]! <= most) continue;
        counts[number] = most;
        changed = true;
      }
    });
  }
  return counts;
}

/** Which row of the parent a row references; undefined for none. */
export function parentRow(
  circle: CircleCase,
  number: number,
  { key, row }: { readonly key: KeyModel; readonly row: number },
): number | undefined {
  const parents = rowCounts(circle)[parentOf(circle, key)]!;
  if (isInPrimaryKey(circle, number, key)) return row;
  const isNull = !needsParent(circle, number, key) && (key.nulls >> (row % 4)) % 2 === 1;
  if (isNull || parents === 0 || (key.unique && row >= parents)) return undefined;
  return (row + key.shift) % parents;
}

/** Whether the change makes the first foreign key NOT NULL, if its rows allow that. */
export function tightensKey(circle: CircleCase, number: number, side: "before" | "after"): boolean {
  const { keys: [key] } = circle.tables[number]!;
  if (side === "before" || changeOf(circle, number) !== "tighten" || key === undefined) {
    return false;
  }
  const rows = [...Array(rowCounts(circle)[number]!).keys()];
  return rows.every((row) => parentRow(circle, number, { key, row }) !== undefined) &&
    !isInPrimaryKey(circle, number, key);
}

/** Whether the primary key is NOT NULL, explicitly or implicitly. */
function isKeyNotNull(table: TableModel): boolean {
  return table.keyNotNull || table.key === "integer" || table.key === "autoincrement" ||
    table.strict || isWithoutRowid(table);
}

/**
 * Whether rows of a circle can be neither deleted nor updated, so that a rebuild must be refused:
 * each link of the circle consists of primary keys that are NOT NULL; deleting the parent's row
 * would set one of them to NULL or a default, and updating it either does the same or cascades all
 * the way around. If all keys of a link have NO ACTION or RESTRICT on update, a rebuild is
 * possible, as PRAGMA defer_foreign_keys turns RESTRICT into NO ACTION. Seen with SQLite 3.39 to
 * 3.53 and libSQL.
 */
export function hasNoSolution(circle: CircleCase): boolean {
  return circle.tables.some((_, number) => isStuck(circle, [number]));
}

function isStuck(circle: CircleCase, path: readonly number[]): boolean {
  return circle.tables.some((_, parent) => {
    if (parent === path.at(-1) || !isObstacle(circle, path.at(-1)!, parent)) return false;
    return parent === path[0] || !path.includes(parent) && isStuck(circle, [...path, parent]);
  });
}

/** Whether the rows of a table prevent every deletion and update of those of the parent. */
function isObstacle(circle: CircleCase, number: number, parent: number): boolean {
  const table = circle.tables[number]!;
  const keys = table.keys.filter((key) =>
    parentOf(circle, key) === parent && isInPrimaryKey(circle, number, key)
  );
  return isKeyNotNull(table) &&
    keys.some(({ onDelete }) => onDelete === "SET NULL" || onDelete === "SET DEFAULT") &&
    keys.some(({ onUpdate }) => onUpdate !== "NO ACTION" && onUpdate !== "RESTRICT");
}
