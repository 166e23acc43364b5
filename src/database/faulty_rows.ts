import type { Driver, Row } from "../runner/driver.ts";
import type { NameInStatement, RowsOutline } from "../sql/outline.ts";
import { outlineOf } from "../sql/outline_of.ts";
import { splitStatements } from "../sql/statements.ts";
import { isWord, type Token } from "../sql/tokens.ts";

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
  const outline = outlineOf(statement);
  try {
    if (outline.kind === "insert") return await rowsOfInsert(driver, { sql, tokens, outline });
    const isUnique = "isUnique" in outline && outline.isUnique;
    if (isUnique && outline.table !== undefined) {
      return await rowsOfIndex(driver, { sql, tokens, table: outline.table });
    }
  } catch {
    // One of our own queries fails on it: then no row can be named.
  }
  return [];
}

/** A statement, and its tokens without comments. */
interface SqlText {
  readonly sql: string;
  readonly tokens: readonly Token[];
}

/** Inserts the rows one by one, and returns those that are refused. */
async function rowsOfInsert(
  driver: Driver,
  { sql, tokens, outline }: SqlText & { readonly outline: RowsOutline & { kind: "insert" } },
): Promise<readonly string[]> {
  const [insert, source] = [tokens[outline.start]!, tokens[outline.source]];
  if (source === undefined || !isWord(source, "select", "with")) return [];
  const before = sql.slice(0, insert.startOffset);
  const head = sql.slice(insert.startOffset, source.startOffset);
  const query = before + sql.slice(source.startOffset);
  await driver.query({ sql: "DROP TABLE IF EXISTS temp.__penumbra_rows" });
  await driver.query({ sql: `CREATE TEMP TABLE __penumbra_rows AS ${query}` });
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
  { sql, tokens, table: { token } }: SqlText & { readonly table: NameInStatement },
): Promise<readonly string[]> {
  const where = tokens.findIndex((token) => isWord(token, "where"));
  const terms = where < 0 ? tokens : tokens.slice(0, where);
  const [open, close] = [tokens[tokens.indexOf(token) + 1], terms.at(-1)];
  if (open?.text !== "(" || close?.text !== ")") return [];
  const names = sql.slice(open.endOffset, close.startOffset).replace(/\s+(?:ASC|DESC)\b/gi, "");
  const filter = where < 0 ? "" : sql.slice(tokens[where]!.startOffset);
  const rows = await driver.query({
    sql: `SELECT ${names}, count(*) AS "how often" FROM ${token.text} ${filter}
  GROUP BY ${names} HAVING count(*) > 1 LIMIT ${MOST}`,
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
