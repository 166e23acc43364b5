import type { Engine } from "../../host/engines/engine.ts";
import { ownTableName } from "./own_sql.ts";

/**
 * Makes SQLite rewrite every string of the schema in single quotes, as it does whenever a column is
 * dropped anywhere: only the engine can tell such a string from a name. Returns SQLite's message if
 * a broken view makes it refuse that. libSQL accepts no double-quoted strings.
 * https://www.sqlite.org/quirks.html#dblquote
 */
export function quoteStrings(engine: Engine): string | undefined {
  if (engine.name === "libsql") return undefined;
  const quoted = "SELECT 1 FROM sqlite_schema WHERE sql LIKE '%\"%' LIMIT 1";
  if (engine.query(quoted).length === 0) return undefined;
  engine.run(`CREATE TABLE ${QUOTED} (a, b)`);
  const refused = engine.run(`ALTER TABLE ${QUOTED} DROP COLUMN b`);
  engine.run(`DROP TABLE ${QUOTED}`);
  return refused?.message;
}

/** The table through which strings are rewritten. */
const QUOTED = ownTableName();
