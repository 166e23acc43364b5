import type { DatabaseSync } from "node:sqlite";
import { ROWID_NAMES, sameName } from "../../sql/names.ts";
import { isWord, significant, type Token, tokenize, unquote } from "../../sql/tokens.ts";

/** A statement, and the message with which SQLite refused it. */
export interface RefusedStatement {
  readonly sql: string;
  readonly message: string;
}

/** A database whose schema can be written. */
export interface WritableDatabase {
  readonly database: DatabaseSync;
  /** Runs internal work without the authorizer and without the defensive mode. */
  readonly unguarded: (work: () => void) => void;
}

/**
 * Runs an ALTER that adds, drops or renames a column with a name of the rowid: SQLite 3.54 and later
 * refuse it, but older histories contain it. The column temporarily has another name in the schema.
 * Returns whether that succeeded; otherwise, or for any other message, nothing has changed.
 * https://www.sqlite.org/rowidtable.html
 */
export function alterRowidName(
  { sql, message }: RefusedStatement,
  { database, unguarded }: WritableDatabase,
): boolean {
  const [, action, alias] = /^cannot (add|drop|rename from|rename to) rowid alias: (\w+)$/
    .exec(message) ?? [];
  if (alias === undefined) return false;
  const objects = schemaOf(database);
  if ([sql, ...objects.map((it) => it.sql)].some((text) => text.includes(OTHER_NAME))) return false;
  database.exec(`SAVEPOINT ${OTHER_NAME}`);
  try {
    // As long as no column has the name, it means the rowid.
    if (action === "drop" || action === "rename from") {
      const renamed = objects.map((it) => ({ ...it, sql: withOtherNames(it.sql, [alias]) }));
      unguarded(() => write(renamed, database));
    }
    database.exec(withOtherNames(sql, ROWID_NAMES));
    const back = schemaOf(database).map((it) => ({
      ...it,
      sql: it.sql.replaceAll(OTHER_NAME, ""),
    }));
    unguarded(() => write(back, database));
    return true;
  } catch {
    database.exec(`ROLLBACK TO ${OTHER_NAME}`);
    return false;
  } finally {
    database.exec(`RELEASE ${OTHER_NAME}`);
  }
}

/** The temporary prefix of such names; the rest keeps its spelling. */
const OTHER_NAME = "__penumbra_rowid_name_";

interface SchemaText {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** The objects with SQL, except virtual tables, whose SQL is up to their module. */
function schemaOf(database: DatabaseSync): SchemaText[] {
  const ask = "SELECT type, name, sql FROM sqlite_schema WHERE sql NOT LIKE 'create virtual%'";
  return database.prepare(ask).all().map((row) => {
    const [type, name, sql] = [row["type"], row["name"], row["sql"]].map(String);
    return { type: type!, name: name!, sql: sql! };
  });
}

function write(objects: readonly SchemaText[], database: DatabaseSync): void {
  database.exec("PRAGMA writable_schema = ON");
  const update = database.prepare("UPDATE sqlite_schema SET sql = ? WHERE type = ? AND name = ?");
  for (const { sql, type, name } of objects) update.run(sql, type, name);
  database.exec("PRAGMA writable_schema = RESET");
}

function withOtherNames(sql: string, names: readonly string[]): string {
  const tokens = significant(tokenize(sql));
  const isOne = (token: Token, index: number) =>
    (token.kind === "word" || token.kind === "name") &&
    names.some((it) => sameName(it, unquote(token))) &&
    // In WITHOUT ROWID it is not a name.
    !isWord(tokens[index - 1], "without");
  return tokens.filter(isOne).toReversed().reduce((text, { kind, startOffset }) => {
    const place = startOffset + (kind === "name" ? 1 : 0);
    return text.slice(0, place) + OTHER_NAME + text.slice(place);
  }, sql);
}
