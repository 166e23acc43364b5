import { backingTables, type ObjectRow } from "../../schema/dependencies/backing_tables.ts";
import type { Engine } from "../../host/database/engine.ts";
import type { Query } from "../../schema/introspect.ts";
import { readVirtualTable } from "../../schema/text/object_sql.ts";
import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, significant, type Token, tokenize, unquote } from "../../sql/tokens.ts";
import { executionOf } from "../execution.ts";
import { indexBeforeName, isWritten } from "./guard.ts";
import type { Refusal } from "./refusal.ts";

/** Whether a statement can create an object that `hazardOf` is about. */
export function mayCreateHazard({ sql }: Pick<Statement, "sql">): boolean {
  return /fts\d|rtree|geopoly|libsql_vector_idx/i.test(sql);
}

/**
 * Why a statement must not run on libSQL, which does not call the authorizer for the SQL that its
 * indexes compose; undefined if it may. Views and triggers that the statement can reach are checked
 * too.
 *
 * - Rows of FTS5 ordered by rank: the text of the rank becomes part of a query. Statements that
 *   name both are checked with EXPLAIN, which shows whether the engine would do so.
 * - `vector_top_k`: the name of an index becomes part of a query, and for 0 rows it reads out of
 *   bounds.
 * - Writes to the backing tables of an index: libSQL trusts their bytes.
 *
 * Each of these requires a literal name somewhere. Seen in libSQL 0.5.29. Search indexes over a
 * view are handled by `rankedViewHazard`.
 */
export function hazardOf(statement: Statement, engine: Engine): Refusal | undefined {
  const query: Query = (sql, ...parameters) => engine.query(sql, ...parameters);
  const { tokens } = statement;
  if (executionOf(statement).kind !== "run" || isWord(tokens[0], "pragma")) return undefined;
  const stored = storedIn(query);
  const indexes = indexesOf(stored, query);
  const reached = movesRows(tokens) ? reachedFrom(tokens, stored) : [];
  const texts = reached.map((it) => it.tokens);
  const refusal = refuseWrites(tokens, indexes) ??
    [...(movesRows(tokens) ? [tokens] : []), ...texts]
      .map((text) => refuseVectors(text) ?? refuseWrites(text, indexes))
      .find((found) => found !== undefined) ??
    (movesRows(tokens) ? refuseRank(statement, reached, { indexes, engine }) : undefined);
  // SQL of a view or trigger has no position in this statement.
  const isOwn = tokens.some((token) => token === refusal?.token);
  return refusal && { ...refusal, token: isOwn ? refusal.token : tokens[0]! };
}

const STORED = ["sqlite_schema", "sqlite_temp_schema"].map((table) =>
  `SELECT type, name, tbl_name, sql FROM ${table} WHERE sql IS NOT NULL`
).join(" UNION ALL ");

function storedIn(query: Query): Stored[] {
  return query(STORED).map(([type, name, table, sql]) => ({
    row: [String(type), String(name), String(sql)] as ObjectRow,
    name: fold(String(name)),
    table: fold(String(table)),
    tokens: significant(tokenize(String(sql))),
  }));
}

/**
 * Why nothing may run any more after a statement: a search index now reads from a view that is
 * ordered by rank. FTS4 does so whenever it is written to or checked, `fts5vocab` when it is read.
 */
export function rankedViewHazard({ tokens }: Statement, engine: Engine): Refusal | undefined {
  if (!isWord(tokens[0], "create", "alter")) return undefined;
  const isOfReading = tokens.slice(1, 4).some((it) => isWord(it, "view", "virtual")) ||
    isWord(tokens[0], "alter");
  if (!isOfReading) return undefined;
  const query: Query = (sql, ...parameters) => engine.query(sql, ...parameters);
  const stored = storedIn(query);
  const indexes = indexesOf(stored, query);
  const views = stored.filter(({ row: [type] }) => type === "view");
  const reads = (index: Stored) =>
    reachedFrom(index.tokens, views).some((view) => rankIn(view.tokens, indexes) !== undefined);
  return stored.some((it) => isVirtual(it) && reads(it)) ? ranked(tokens[0]!) : undefined;
}

function isVirtual({ tokens }: Stored): boolean {
  return isWord(tokens[1], "virtual");
}

interface Stored {
  readonly row: ObjectRow;
  /** The folded name; `table` is the folded name of its table. */
  readonly name: string;
  readonly table: string;
  readonly tokens: readonly Token[];
}

interface Indexes {
  /** The folded names of FTS5 tables. */
  readonly searches: ReadonlySet<string>;
  /** The folded names of the backing tables of indexes. */
  readonly backing: ReadonlySet<string>;
}

function indexesOf(stored: readonly Stored[], query: Query): Indexes {
  const shadows = query("SELECT name FROM pragma_table_list WHERE type = 'shadow'");
  const isBacking = backingTables(
    new Set(shadows.map(([name]) => fold(String(name)))),
    stored.map(({ row }) => row),
  );
  const searches = stored.filter((it) =>
    isVirtual(it) && readVirtualTable(it.row[2]).module === "fts5"
  );
  return {
    searches: new Set(searches.map(({ name }) => name)),
    backing: new Set(stored.filter(({ row }) => isBacking(row)).map(({ name }) => name)),
  };
}

/** Whether the statement moves rows. Dropping a table first deletes its rows, with all consequences. */
function movesRows(tokens: readonly Token[]): boolean {
  return isWord(tokens[0], "insert", "replace", "update", "delete", "with", "drop") ||
    isWord(tokens[0], "create") &&
      !tokens.slice(1, 3).some((it) => isWord(it, "view", "trigger")) &&
      tokens.some((token) => isWord(token, "select", "values"));
}

/**
 * Everything that may run with the statement: objects it names, what those name, and their triggers
 * and children.
 */
function reachedFrom(
  tokens: readonly Token[],
  stored: readonly Stored[],
): Stored[] {
  const names = new Set(namesIn(tokens));
  const reached = new Set<Stored>();
  const isReached = ({ name, table, row: [type], tokens }: Stored) =>
    names.has(name) || (type === "trigger" && names.has(table)) ||
    (type === "table" && tokens.some((token) => isWord(token, "references")) &&
      namesIn(tokens).some((it) => names.has(it)));
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const object of stored) {
      if (reached.has(object) || !isReached(object)) continue;
      reached.add(object);
      [object.name, object.table, ...namesIn(object.tokens)].forEach((name) => names.add(name));
    }
  }
  return [...reached];
}

function namesIn(tokens: readonly Token[]): string[] {
  return tokens.filter(canBeName).map((token) => fold(unquote(token)));
}

function refuseVectors(tokens: readonly Token[]): Refusal | undefined {
  const top = tokens.find((token) => isNamed(token, "vector_top_k"));
  return top && refusal(top, 'read "vector_top_k"', "libSQL puts the name it is given into SQL");
}

/**
 * A refusal if rows are ordered by rank. Only SQL that names both a search index and a rank is
 * checked; the engine then explains its plan, for triggers statement by statement.
 */
function refuseRank(
  { tokens, sql }: Statement,
  reached: readonly Stored[],
  { indexes, engine }: { readonly indexes: Indexes; readonly engine: Engine },
): Refusal | undefined {
  const isRanked = (text: readonly Token[]) => rankIn(text, indexes) !== undefined;
  const views = reached.some((it) => it.row[0] === "view" && isRanked(it.tokens));
  const isSuspect = (text: readonly Token[]) => views || isRanked(text);
  const isBad = (isSuspect(tokens) && (plansByRank({ sql }, engine) ?? false)) ||
    reached.some((it) => isVirtual(it) && isRanked(it.tokens)) ||
    reached.filter((it) => it.row[0] === "trigger").flatMap(stepsOf)
      .some((step) => isSuspect(step.tokens) && (plansByRank(step, engine) ?? true));
  return isBad ? ranked(rankIn(tokens, indexes) ?? tokens[0]!) : undefined;
}

function ranked(token: Token): Refusal {
  const why = "libSQL puts the text of the rank into SQL";
  return refusal(token, "read a search index by its rank", why);
}

/** The column of that name in SQL that names a search index. */
function rankIn(tokens: readonly Token[], { searches }: Indexes): Token | undefined {
  if (!namesIn(tokens).some((name) => searches.has(name))) return undefined;
  return tokens.find((token, index) => isNamed(token, "rank") && isRead(tokens, index));
}

/** The condition of a trigger and its statements, with any value in place of NEW and OLD. */
function stepsOf({ tokens }: Pick<Stored, "tokens">): { sql: string; tokens: readonly Token[] }[] {
  // Either word may also be a name; a wrong cut then does not compile.
  const begin = tokens.findIndex((token) => isWord(token, "begin"));
  const when = tokens.findIndex((token) => isWord(token, "when"));
  const hasCondition = when >= 0 && when < begin;
  const condition = hasCondition ? [SELECT, ...tokens.slice(when + 1, begin)] : [];
  const steps: Token[][] = [condition, []];
  for (const token of tokens.slice(begin + 1, -1)) {
    if (token.text === ";") steps.push([]);
    else steps.at(-1)!.push(token);
  }
  return steps.filter((step) => step.length > 0).map((step) => {
    const text = step.map(({ text }, index) => {
      const isQualified = (at: number) =>
        step[at]?.text === "." && isWord(step[at - 1], "new", "old");
      if (isQualified(index - 1)) return "random()";
      return isQualified(index) || isQualified(index + 1) ? "" : text;
    });
    return { sql: text.join(" "), tokens: step };
  });
}

const SELECT: Token = { kind: "word", text: "SELECT", startOffset: 0, endOffset: 0 };

/** FTS5's flag for a query plan that orders rows by rank. */
const BY_RANK = 32;

/** Whether the engine would have FTS5 order rows by rank; undefined if the SQL does not compile. */
function plansByRank({ sql }: { readonly sql: string }, engine: Engine): boolean | undefined {
  const explained = `EXPLAIN QUERY PLAN ${sql}`;
  if (engine.compile(explained) !== undefined) return undefined;
  return engine.query(explained).some(([, , , detail]) => {
    const index = /VIRTUAL TABLE INDEX (\d+):/.exec(String(detail))?.[1];
    return (Number(index ?? 0) & BY_RANK) !== 0;
  });
}

function refuseWrites(tokens: readonly Token[], { backing }: Indexes): Refusal | undefined {
  const token = tokens.find((token, index) =>
    canBeName(token) && backing.has(fold(unquote(token))) && isChanged(tokens, index)
  );
  return token && refusal(
    token,
    `change "${unquote(token)}"`,
    "it belongs to an index, which keeps its own bytes in it",
  );
}

function isNamed(token: Token, name: string): boolean {
  return canBeName(token) && fold(unquote(token)) === name;
}

/**
 * Whether the token can be a column of a search index: not a function, not NEW or OLD, and not
 * written to.
 */
function isRead(tokens: readonly Token[], index: number): boolean {
  if (
    tokens[index + 1]?.text === "(" || tokens[index]!.kind === "string" && !isRowid(tokens, index)
  ) {
    return false;
  }
  const isOfTrigger = tokens[index - 1]?.text === "." && isWord(tokens[index - 2], "new", "old");
  return !isOfTrigger && !isInsertedColumn(tokens, index);
}

/**
 * Whether the token may be the rowid: FTS5 accepts any name for the rowid of its content table, and
 * strings too.
 */
function isRowid(tokens: readonly Token[], index: number): boolean {
  return isWord(tokens[1], "virtual") && tokens[index - 1]?.text === "=";
}

/** Whether the token is in the column list of an INSERT: `INSERT INTO f (f, rank)`. */
function isInsertedColumn(tokens: readonly Token[], index: number): boolean {
  const open = tokens.findLastIndex((token, at) => at < index && token.text === "(");
  const between = tokens.slice(open + 1, index);
  if (between.some(({ text }) => text === ")")) return false;
  return open > 0 && isWord(tokens[indexBeforeName(tokens, open - 1)], "into");
}

function isChanged(tokens: readonly Token[], index: number): boolean {
  const before = tokens[indexBeforeName(tokens, index)];
  const isDefining = isWord(tokens[0], "create") ? "on" : "table";
  return isWritten(tokens, index) || isWord(before, isDefining) ||
    (isWord(before, "exists") && isWord(tokens[0], "drop"));
}

function refusal(token: Token, what: string, why: string): Refusal {
  const hint = "Remove it from the file, or use --target sqlite if libSQL never runs it";
  return { token, what, why, hint };
}
