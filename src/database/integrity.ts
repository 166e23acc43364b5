import { type Result, succeed } from "../base/result.ts";
import { fold, quoteName } from "../sql/names.ts";
import { type Location, queryLocation, type ReachOptions } from "./location.ts";

/** What a check of a whole database found. */
export interface Integrity {
  /** The result of integrity_check, only "ok" if nothing is wrong. */
  readonly integrity: readonly string[];
  /** Virtual columns whose expression fails for a row; other parts of their table are not checked. */
  readonly uncomputable: readonly { readonly table: string; readonly column: string }[];
}

/**
 * The result of integrity_check; without the tables whose rows make a virtual column uncomputable,
 * since the error ends the check. Fails as `queryLocation` does.
 * https://www.sqlite.org/pragma.html#pragma_integrity_check
 */
export async function integrityOf(
  location: Location,
  options: ReachOptions,
): Promise<Result<Integrity>> {
  const check = async (pragmas: readonly string[]) => {
    const answer = await queryLocation(location, pragmas, options);
    if (!answer.ok) return answer;
    const found = answer.value.flat().map(([words]) => String(words)).filter((it) => it !== "ok");
    return succeed(found.length > 0 ? found : ["ok"]);
  };
  const whole = await check(["PRAGMA integrity_check(10)"]);
  // Pages are checked before rows: if one is damaged, it is the first finding, and no row is read.
  const answer = whole.ok ? whole : await check(["PRAGMA integrity_check(1)"]);
  if (answer.ok) return succeed({ integrity: answer.value, uncomputable: [] });
  const uncomputable = await uncomputableColumns(location, options);
  if (!uncomputable.ok) return uncomputable;
  if (uncomputable.value.length === 0) return answer;
  const tables = await queryLocation(location, [TABLES], options);
  if (!tables.ok) return tables;
  const skipped = new Set(uncomputable.value.map(({ table }) => fold(table)));
  const others = tables.value.flat().map(([name]) => String(name))
    .filter((name) => !skipped.has(fold(name)));
  const rest = await check(others.map((name) => `PRAGMA integrity_check(${quoteName(name)})`));
  return rest.ok ? succeed({ integrity: rest.value, uncomputable: uncomputable.value }) : rest;
}

const TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";

async function uncomputableColumns(
  location: Location,
  options: ReachOptions,
): Promise<Result<Integrity["uncomputable"]>> {
  const columns = await queryLocation(location, [VIRTUAL_COLUMNS], options);
  if (!columns.ok) return columns;
  const uncomputable = [];
  for (const [table, column] of columns.value.flat().map((row) => row.map(String))) {
    const values = `SELECT count(typeof(${quoteName(column!)})) FROM ${quoteName(table!)}`;
    const computed = await queryLocation(location, [values], options);
    if (!computed.ok) uncomputable.push({ table: table!, column: column! });
  }
  return succeed(uncomputable);
}

const VIRTUAL_COLUMNS = `SELECT s.name, x.name
  FROM sqlite_schema AS s, pragma_table_xinfo(s.name) AS x
  WHERE s.type = 'table' AND x.hidden = 2 ORDER BY s.name, x.cid`;
