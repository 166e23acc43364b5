import { fold, quoteName, quoteString, sameName } from "../../src/sql/names.ts";
import type { Engine } from "../../src/host/engines/engine.ts";

/** A table that both schemas have, with its name in each. */
export interface KeptTable {
  readonly before: string;
  readonly after: string;
}

/** The number of rows of every table, by name; undefined for a table that cannot be read. */
export type TableSizes = ReadonlyMap<string, number | undefined>;

/** Counts the rows of every table. */
export function tableSizes(database: Pick<Engine, "query">): TableSizes {
  const tables = database.query(
    "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')",
  ).map(([name, type]) => [String(name), String(type)] as const);
  return new Map(
    tables.filter(([name]) => !name.startsWith("sqlite_"))
      .map(([name, type]) => [name, sizeOf(database, name, type)]),
  );
}

function sizeOf(
  database: Pick<Engine, "query">,
  table: string,
  type: string,
): number | undefined {
  try {
    // A search index without its content can be counted, but not read.
    const columns = type === "table" ? [] : database.query(
      `SELECT name FROM pragma_table_info(${quoteString(table)})`,
    ).map(([name]) => `count(${quoteName(String(name))})`);
    const all = ["count(*)", ...columns].join(", ");
    return Number(database.query(`SELECT ${all} FROM ${quoteName(table)}`)[0]![0]);
  } catch {
    return undefined;
  }
}

/**
 * The tables whose rows are no longer in the database, as sentences. If a migration failed
 * half-way, rows may be in the table under either of its names, or under a name that ends in
 * `_<name>`: a table that the migration has set aside.
 */
export function lostTables(
  kept: readonly KeptTable[],
  before: TableSizes,
  now: TableSizes,
): string[] {
  const lost = kept.flatMap((table) => {
    const had = [...before].find(([name]) => sameName(name, table.before))?.[1] ?? 0;
    const places = [...now].filter(([name]) => mayHold(name, table)).map(([, size]) => size ?? 0);
    const has = Math.max(0, ...places);
    return has < had ? [`${had} rows of "${table.before}" became ${has}`] : [];
  });
  const broken = [...now].filter(([name, size]) =>
    size === undefined && !(before.has(name) && before.get(name) === undefined)
  );
  return [...lost, ...broken.map(([name]) => `"${name}" cannot be read afterwards`)];
}

function mayHold(name: string, { before, after }: KeptTable): boolean {
  return [before, after].some((it) => sameName(name, it) || fold(name).endsWith(`_${fold(it)}`));
}
