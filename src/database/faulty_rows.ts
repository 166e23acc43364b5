import type { Driver, Row } from "../runner/driver.ts";
import { splitStatements } from "../sql/statements.ts";
import { canBeName, isWord, type Token } from "../sql/tokens.ts";

/** The maximum number of rows shown. */
const MOST = 10;

/**
 * Up to ten rows that make a statement fail, as JSON: those that an INSERT … SELECT cannot insert,
 * or duplicates under a new unique index. Empty if it fails for another reason. Call it in a
 * transaction that is rolled back.
 */
export async function faultyRows(driver: Driver, sql: string): Promise<readonly string[]> {
  const script = splitStatements({ name: "statement", text: sql });
  const statement = script.ok ? script.value.statements[0] : undefined;
  if (statement === undefined) return [];
  const { tokens } = statement;
  try {
    if (isWord(tokens[0], "insert", "replace")) return await rowsOfInsert(driver, sql, tokens);
    if (isWord(tokens[1], "unique") && isWord(tokens[2], "index")) {
      return await rowsOfIndex(driver, sql, tokens);
    }
  } catch {
    // One of our own queries fails on it: then no row can be named.
  }
  return [];
}

/** Inserts the rows one by one, and returns those that are refused. */
async function rowsOfInsert(
  driver: Driver,
  sql: string,
  tokens: readonly Token[],
): Promise<readonly string[]> {
  const select = tokens.findIndex((token, index) =>
    isWord(token, "select") && tokens[index - 1]?.text !== "("
  );
  if (select < 0) return [];
  const offset = tokens[0]!.startOffset;
  const head = sql.slice(0, tokens[select]!.startOffset - offset);
  await driver.query({ sql: "DROP TABLE IF EXISTS temp.__penumbra_rows" });
  const rows = `CREATE TEMP TABLE __penumbra_rows AS ${
    sql.slice(tokens[select]!.startOffset - offset)
  }`;
  await driver.query({ sql: rows });
  const ids = await driver.query({ sql: "SELECT _rowid_ AS id FROM temp.__penumbra_rows" });
  const faulty: string[] = [];
  for (const { id } of ids) {
    const one = { parameters: [Number(id)] };
    try {
      await driver.query({
        sql: `${head}SELECT * FROM temp.__penumbra_rows WHERE _rowid_ = ?`,
        ...one,
      });
    } catch (error) {
      const row = "SELECT * FROM temp.__penumbra_rows WHERE _rowid_ = ?";
      const [values] = await driver.query({ sql: row, ...one });
      faulty.push(`${textOf(values!)}: ${error instanceof Error ? error.message : error}`);
      if (faulty.length === MOST) break;
    }
  }
  return faulty;
}

/** The values that occur more than once. */
async function rowsOfIndex(
  driver: Driver,
  sql: string,
  tokens: readonly Token[],
): Promise<readonly string[]> {
  const on = tokens.findIndex((token) => isWord(token, "on"));
  const table = tokens[on + 1];
  const close = tokens.findLastIndex((token) => token.text === ")");
  const where = tokens.findIndex((token, index) => index > on && isWord(token, "where"));
  const end = where > 0 ? tokens.findLastIndex((it, at) => at < where && it.text === ")") : close;
  if (on < 0 || !canBeName(table) || tokens[on + 2]?.text !== "(") return [];
  const offset = tokens[0]!.startOffset;
  const terms = sql.slice(tokens[on + 2]!.endOffset - offset, tokens[end]!.startOffset - offset)
    .replace(/\s+(?:ASC|DESC)\b/gi, "");
  const filter = where > 0 ? sql.slice(tokens[where]!.startOffset - offset) : "";
  const rows = await driver.query({
    sql: `SELECT ${terms}, count(*) AS "how often" FROM ${table.text} ${filter}
  GROUP BY ${terms} HAVING count(*) > 1 LIMIT ${MOST}`,
  });
  return rows.map(textOf);
}

/** A row as JSON; integers that a number cannot represent exactly are strings. */
function textOf(row: Row): string {
  return JSON.stringify(row, (_, value) => {
    if (value instanceof Uint8Array) return `${value.length} bytes`;
    if (typeof value !== "bigint") return value;
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  });
}
