import type { Engine } from "../../host/engines/engine.ts";
import { readProgram } from "../../schema/dependencies/trigger_program.ts";
import type { Query } from "../../schema/introspect.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { isNamed } from "../../sql/token_names.ts";
import { isWord, possibleNames, type Token } from "../../sql/tokens.ts";
import { indexBeforeName } from "./guard.ts";
import { type Refusal, refusedOnLibsql } from "./refusal.ts";
import {
  type Indexes,
  indexesOf,
  isVirtual,
  reachedFrom,
  type Stored,
  storedIn,
} from "./stored.ts";

/**
 * A refusal if rows are ordered by rank; `sql` is what is run of the statement. Only SQL that names
 * both a search index and a rank is checked; the engine then explains its plan, for triggers
 * statement by statement.
 */
export function refuseRank(
  { tokens, sql }: Pick<Statement, "tokens" | "sql">,
  reached: readonly Stored[],
  { indexes, engine }: { readonly indexes: Indexes; readonly engine: Engine },
): Refusal | undefined {
  const isRanked = (text: readonly Token[]) => rankIn(text, indexes) !== undefined;
  const views = reached.some((it) => it.row[0] === "view" && isRanked(it.tokens));
  const isSuspect = (text: readonly Token[]) => views || isRanked(text);
  const isBad = (isSuspect(tokens) && (plansByRank({ sql }, engine) ?? runs({ sql }, engine))) ||
    reached.some((it) => isVirtual(it) && isRanked(it.tokens)) ||
    reached.filter((it) => it.row[0] === "trigger").flatMap(stepsOf)
      .some((step) => isSuspect(step.tokens) && (plansByRank(step, engine) ?? true));
  return isBad ? ranked(rankIn(tokens, indexes) ?? tokens[0]!) : undefined;
}

function ranked(token: Token): Refusal {
  const why = "libSQL puts the text of the rank into SQL";
  return refusedOnLibsql(token, "read a search index by its rank", why);
}

/** The column of that name in SQL that names a search index. */
function rankIn(tokens: readonly Token[], { searches }: Indexes): Token | undefined {
  if (!possibleNames(tokens).some((name) => searches.has(name))) return undefined;
  const hasRows = namesRows(tokens);
  return tokens.find((token, index) =>
    isNamed(token, "rank") && isRead(tokens, index) && (hasRows || !isOfTrigger(tokens, index))
  );
}

/** The condition of a trigger and its statements, with any value in place of NEW and OLD. */
function stepsOf({ tokens }: Pick<Stored, "tokens">): { sql: string; tokens: readonly Token[] }[] {
  // A word of the syntax may also be a name; a wrong cut then does not compile.
  const { condition, body } = readProgram(tokens);
  const steps = [
    ...(condition.length === 0 ? [] : [[SELECT, ...condition]]),
    ...body.map((it) => it.tokens),
  ];
  return steps.map((step) => {
    const hasRows = namesRows(step);
    const text = step.map(({ text }, index) => {
      if (hasRows) return text;
      if (isOfTrigger(step, index)) return "random()";
      return isOfTrigger(step, index + 1) || isOfTrigger(step, index + 2) ? "" : text;
    });
    return { sql: text.join(" "), tokens: step };
  });
}

const SELECT: Token = { kind: "word", text: "SELECT", startOffset: 0, endOffset: 0 };

/** FTS5's flag for a query plan that orders rows by rank. */
const BY_RANK = 32;

/** Whether the engine would run SQL that it cannot explain. */
function runs({ sql }: { readonly sql: string }, engine: Engine): boolean {
  return engine.compile(sql) === undefined;
}

/** Whether the engine would have FTS5 order rows by rank; undefined if the SQL does not compile. */
function plansByRank({ sql }: { readonly sql: string }, engine: Engine): boolean | undefined {
  const explained = `EXPLAIN QUERY PLAN ${sql}`;
  if (engine.compile(explained) !== undefined) return undefined;
  return engine.query(explained).some(([, , , detail]) => {
    // The last one: an alias before it may contain anything.
    const index = /^.*VIRTUAL TABLE INDEX (\d+):/s.exec(String(detail))?.[1];
    return (Number(index ?? 0) & BY_RANK) !== 0;
  });
}

/**
 * Why nothing may run any more after a statement: a search index now reads from a view that is
 * ordered by rank, or finds the rows of its content by a column of that name. FTS4 does so whenever it is written to or checked, `fts5vocab` when it is read.
 */
export function rankedViewHazard(statement: Statement, engine: Engine): Refusal | undefined {
  const outline = outlineOf(statement);
  const isOfReading = outline.kind === "alter" ||
    (outline.kind === "create" && ["view", "virtual-table"].includes(outline.object));
  if (!isOfReading) return undefined;
  const query: Query = (sql, ...parameters) => engine.query(sql, ...parameters);
  const stored = storedIn(query);
  const indexes = indexesOf(stored, query);
  const views = stored.filter(({ row: [type] }) => type === "view");
  const reads = (index: Stored) =>
    rankIn(index.tokens, indexes) !== undefined ||
    reachedFrom(index.tokens, views).some((view) => rankIn(view.tokens, indexes) !== undefined);
  return stored.some((it) => isVirtual(it) && reads(it)) ? ranked(statement.tokens[0]!) : undefined;
}

/** Whether the token can be a column of a search index: not a function, and not written to. */
function isRead(tokens: readonly Token[], index: number): boolean {
  if (tokens[index + 1]?.text === "(") return false;
  const isName = tokens[index]!.kind !== "string" || tokens[index - 1]?.text === "." ||
    isRowid(tokens, index);
  return isName && !isInsertedColumn(tokens, index);
}

/** Whether the token is a column of NEW or OLD. */
function isOfTrigger(tokens: readonly Token[], index: number): boolean {
  return tokens[index - 1]?.text === "." && isWord(tokens[index - 2], "new", "old");
}

/** Whether the SQL uses NEW or OLD as the name of something else, such as a search index. */
function namesRows(tokens: readonly Token[]): boolean {
  return tokens.some((token, index) =>
    (isNamed(token, "new") || isNamed(token, "old")) && tokens[index + 1]?.text !== "."
  );
}

/**
 * Whether the token may be the rowid: FTS5 accepts any name for the rowid of its content table, and
 * strings too.
 */
function isRowid(tokens: readonly Token[], index: number): boolean {
  return isVirtual({ tokens }) && tokens[index - 1]?.text === "=";
}

/** Whether the token is in the column list of an INSERT: `INSERT INTO f (f, rank)`. */
function isInsertedColumn(tokens: readonly Token[], index: number): boolean {
  const open = tokens.findLastIndex((token, at) => at < index && token.text === "(");
  const between = tokens.slice(open + 1, index);
  if (between.some(({ text }) => text === ")")) return false;
  return open > 0 && isWord(tokens[indexBeforeName(tokens, open - 1)], "into");
}
