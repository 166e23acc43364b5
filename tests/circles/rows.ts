import {
  changeOf,
  isInPrimaryKey,
  isWithoutRowid,
  parentOf,
  parentRow,
  rowCounts,
} from "./facts.ts";
import type { CircleCase, KeyModel } from "./model.ts";
import { columnsOf, hasSearch, valueOf } from "./render.ts";

/** The rows of a case as INSERTs, for a database without foreign keys. */
export function rowsSql(circle: CircleCase): string {
  const counts = rowCounts(circle);
  const inserts = circle.tables.flatMap((table, number) => {
    const rows = [...Array(counts[number]!).keys()].map((row) => rowSql(circle, number, row));
    const rebuild = hasSearch(table) && table.search === "alone"
      ? [`INSERT INTO t${number}_search (t${number}_search) VALUES ('rebuild')`]
      : [];
    return [
      ...rows,
      ...(hasNullKey(circle, number) ? [nullKeySql(circle, number)] : []),
      ...rebuild,
    ];
  });
  // The AUTOINCREMENT counter is higher than any existing id.
  const gaps = circle.tables.flatMap(({ key }, number) =>
    key === "autoincrement"
      ? [`UPDATE sqlite_sequence SET seq = seq + 40 WHERE name = 't${number}'`]
      : []
  );
  return [...inserts, ...gaps].map((sql) => `${sql};\n`).join("");
}

function rowSql(circle: CircleCase, number: number, row: number): string {
  const table = circle.tables[number]!;
  const values = new Map([
    ["id", table.key === "text" ? `'k${row + 1}'` : `${row + 1}`],
    ...(table.key === "composite" ? [["part", `'k${row + 1}'`] as const] : []),
    ["code", `'c${row + 1}'`],
    ["n", `${row + 1}`],
    ["note", `'note ${row + 1}'`],
  ]);
  table.keys.forEach((key, index) => {
    if (isInPrimaryKey(circle, number, key)) return;
    const parent = parentRow(circle, number, { key, row });
    const [first, second] = columnsOf(circle, number, { key, index });
    values.set(first!, parent === undefined ? "NULL" : firstValue(circle, key, parent));
    if (second !== undefined) {
      values.set(second, parent === undefined ? "NULL" : `'k${parent + 1}'`);
    }
    const isOrphan = circle.orphan && number === 0 && index === 0 && row === 0;
    if (isOrphan) values.set(first!, isText(circle, key) ? "'nobody'" : "77");
  });
  return insertSql(number, values);
}

function firstValue(circle: CircleCase, key: KeyModel, row: number): string {
  return valueOf(isText(circle, key), row, key);
}

function isText(circle: CircleCase, key: KeyModel): boolean {
  return key.target === "code" || circle.tables[parentOf(circle, key)]!.key === "text";
}

/** Whether one row has a NULL key, which SQLite allows unless the key is the rowid. */
function hasNullKey(circle: CircleCase, number: number): boolean {
  const table = circle.tables[number]!;
  const change = changeOf(circle, number);
  const isAllowed = table.key === "text" && !table.keyNotNull && !isWithoutRowid(table) &&
    !table.strict && change !== "strict";
  return table.nullKeyRow && isAllowed &&
    table.keys.every((key) => !key.notNull && key.check !== "not null") &&
    change !== "tighten";
}

function nullKeySql(circle: CircleCase, number: number): string {
  const nulls = circle.tables[number]!.keys.flatMap((key, index) =>
    columnsOf(circle, number, { key, index }).map((column) => [column, "NULL"] as const)
  );
  const own = [["id", "NULL"], ["code", "NULL"], ["n", "50"], ["note", "'no key'"]] as const;
  return insertSql(number, new Map<string, string>([...nulls, ...own]));
}

function insertSql(number: number, values: ReadonlyMap<string, string>): string {
  return `INSERT INTO t${number} (${[...values.keys()].join(", ")}) VALUES (${
    [...values.values()].join(", ")
  })`;
}
