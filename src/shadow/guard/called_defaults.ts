import { ALLOWED } from "../../host/engines/allowed.ts";
import type { Engine, EngineError, PreparedQuery } from "../../host/engines/engine.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { calledNames } from "../../sql/token_names.ts";
import { isWord, significant, tokenize, unquote } from "../../sql/tokens.ts";
import { refuseNames } from "./guard.ts";
import { refusedFunction } from "./lists.ts";

/**
 * An error if a default in the table that the statement has created or changed makes a forbidden
 * call. Engines before SQLite 3.54 compile a default without calling the authorizer, once a row is
 * inserted; so each default is compiled here as a query, for which they do call it.
 */
export function faultOfDefaults(
  statement: Statement,
  engine: Engine,
  { mayBeHidden }: { readonly mayBeHidden: boolean },
): EngineError | undefined {
  if (
    !DEFAULT_CALL.test(statement.sql) && !(mayBeHidden && outlineOf(statement).kind === "alter")
  ) return undefined;
  const table = definedTable(statement);
  if (table === undefined) return undefined;
  const ask = QUERIES.get(engine) ?? engine.prepare(CALLING_DEFAULTS);
  QUERIES.set(engine, ask);
  for (const [text] of ask(table)) {
    const fault = faultOf(String(text), engine);
    if (fault !== undefined) return fault;
  }
}

/** A default that may contain a call: there may be comments before its parenthesis. */
const DEFAULT_CALL = /default\s*(?:\(|--|\/\*)/i;

/**
 * An error if the table that an ALTER has just changed contains a forbidden call or a second
 * statement. libSQL 0.5.29 can turn a string or a comment in it into code; it ignores a second
 * statement, which would run with the text.
 */
export function faultOfAltered(statement: Statement, engine: Engine): EngineError | undefined {
  const table = outlineOf(statement).kind === "alter" ? definedTable(statement) : undefined;
  if (table === undefined) return undefined;
  for (const [sql] of engine.query(TABLE_TEXTS, table)) {
    const tokens = significant(tokenize(String(sql)));
    if (tokens.some((token) => isWord(token, ";"))) {
      return { code: "SQLITE_AUTH", message: "not authorized to store more than one statement" };
    }
    const refusal = refuseNames(tokens, engine.name);
    if (refusal === undefined) continue;
    return { code: "SQLITE_AUTH", message: `not authorized to ${refusal.what}: ${refusal.why}` };
  }
}

const TABLE_TEXTS = ["sqlite_schema", "sqlite_temp_schema"].map((catalog) =>
  `SELECT sql FROM ${catalog} WHERE type = 'table' AND name = ?1 COLLATE NOCASE`
).join(" UNION ALL ");

/**
 * Without a parenthesis there is no call. Views of the same name are skipped: their columns cannot
 * be read if they do not compile.
 */
const CALLING_DEFAULTS = [["main", "sqlite_schema"], ["temp", "sqlite_temp_schema"]].map((
  [schema, catalog],
) =>
  `SELECT c.dflt_value FROM ${catalog} AS t, pragma_table_xinfo(t.name, '${schema}') AS c
    WHERE t.type = 'table' AND t.name = ?1 COLLATE NOCASE AND t.sql NOT LIKE 'create virtual%'
      AND instr(c.dflt_value, '(') > 0`
).join(" UNION ALL ");

/** Prepared, since it runs for every table that is created or changed with a default. */
const QUERIES = new WeakMap<Engine, PreparedQuery>();

/**
 * Whether the word DEFAULT is in a comment, a string or a name that the statement stores: libSQL
 * 0.5.29 can turn that into code in a later ALTER.
 */
export function hidesDefault(statement: StoredText): boolean {
  const known = HIDING.get(statement);
  if (known !== undefined) return known;
  const hides = saysMoreThanItsTokens(statement);
  HIDING.set(statement, hides);
  return hides;
}

type StoredText = Pick<Statement, "sql"> & Partial<Pick<Statement, "tokens">>;

/** Asked for each database in which a proof creates an object. */
const HIDING = new WeakMap<StoredText, boolean>();

function saysMoreThanItsTokens({ sql, tokens }: StoredText): boolean {
  const said = sql.match(/\bdefault\b/gi)?.length ?? 0;
  // Without quotes and comments nothing can be hidden.
  if (said === 0 || !/['"`[]|--|\/\*/.test(sql)) return false;
  return said > (tokens ?? tokenize(sql)).filter((token) => isWord(token, "default")).length;
}

/** The table that a statement creates or changes, by its new name. */
function definedTable(statement: Statement): string | undefined {
  const outline = outlineOf(statement);
  if (outline.kind === "create" && outline.object === "table") return unquote(outline.name.token);
  if (outline.kind !== "alter") return undefined;
  const { table, action } = outline;
  return unquote((action.kind === "rename-table" ? action.to : table).token);
}

function faultOf(text: string, engine: Engine): EngineError | undefined {
  // The line break ends a comment.
  const error = engine.compile(`SELECT (${text}\n)`);
  if (error !== undefined && /^not authorized/.test(error.message)) return error;
  // Compiling stops at the first unknown function and, without an authorizer, does not stop at any.
  const name = calledNames(significant(tokenize(text))).find((it) => !mayBeCalled(it, engine));
  return name === undefined
    ? undefined
    : { code: "SQLITE_AUTH", message: `not authorized to use function: ${name}` };
}

/**
 * The refusal in the same words for all engines: SQLite 3.54 asks its authorizer about a default
 * before it checks whether the function exists.
 */
export function plainRefusal(
  error: EngineError | undefined,
  engine: Pick<Engine, "name">,
): EngineError | undefined {
  const name = /^not authorized to use function: (.+)$/.exec(error?.message ?? "")?.[1];
  return error !== undefined && name !== undefined && mayBeCalled(fold(name), engine)
    ? { ...error, message: `no such function: ${name}` }
    : error;
}

/**
 * Whether a call is harmless: calls of functions that the engine lacks fail. Its internal functions
 * are missing from its own list.
 */
function mayBeCalled(name: string, { name: engine }: Pick<Engine, "name">): boolean {
  if (ALLOWED[engine].functions.has(name)) return true;
  return refusedFunction(name, engine) === undefined && !/^(?:sqlite|libsql)_/.test(name);
}
