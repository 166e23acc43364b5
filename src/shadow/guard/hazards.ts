import { isVectorBacking, VECTOR_META } from "../../schema/dependencies/backing_tables.ts";
import type { Engine } from "../../host/engines/engine.ts";
import type { Query } from "../../schema/introspect.ts";
import { quoteName } from "../../sql/names.ts";
import type { NameInStatement } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { writesOrDropsRows } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { isNamed, nameOf } from "../../sql/token_names.ts";
import { canBeName, type Token, unquote } from "../../sql/tokens.ts";
import { executionOf } from "./execution.ts";
import { isWritten } from "./guard.ts";
import { refuseRank } from "./ranks.ts";
import { type Refusal, refusedOnLibsql } from "./refusal.ts";
import { type Indexes, indexesOf, reachedFrom, type Stored, storedIn } from "./stored.ts";

/**
 * Whether a statement can create or use an object that `hazardOf` is about; without any of them,
 * nothing can.
 */
export function mayHoldHazard({ sql }: Pick<Statement, "sql">): boolean {
  return /fts\d|rtree|geopoly|libsql_vector|vector_top_k/i.test(sql);
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
 * - Writes to the backing tables of an index: libSQL trusts their bytes. A new vector index also
 *   takes existing tables with the names of its own.
 *
 * Each of these requires a literal name somewhere. Seen in libSQL 0.5.29. Search indexes over a
 * view are handled by `rankedViewHazard`.
 */
export function hazardOf(statement: Statement, engine: Engine): Refusal | undefined {
  const query: Query = (sql, ...parameters) => engine.query(sql, ...parameters);
  const { tokens } = statement;
  const { kind, sql } = executionOf(statement);
  if (kind !== "run" || outlineOf(statement).kind === "pragma") return undefined;
  const stored = storedIn(query);
  const indexes = indexesOf(stored, query);
  const moves = writesOrDropsRows(statement);
  const reached = moves ? reachedFrom(tokens, stored) : [];
  const texts = reached.map((it) => it.tokens);
  const refusal = refuseWrites(tokens, indexes) ?? refuseFound(statement, stored, query) ??
    [...(moves ? [tokens] : []), ...texts]
      .map((text) => refuseVectors(text) ?? refuseWrites(text, indexes))
      .find((found) => found !== undefined) ??
    (moves ? refuseRank({ tokens, sql }, reached, { indexes, engine }) : undefined);
  // SQL of a view or trigger has no position in this statement.
  const isOwn = tokens.some((token) => token === refusal?.token);
  return refusal && { ...refusal, token: isOwn ? refusal.token : tokens[0]! };
}

function refuseVectors(tokens: readonly Token[]): Refusal | undefined {
  const top = tokens.find((token) => isNamed(token, "vector_top_k"));
  return top &&
    refusedOnLibsql(top, 'read "vector_top_k"', "libSQL puts the name it is given into SQL");
}

function refuseWrites(tokens: readonly Token[], { backing }: Indexes): Refusal | undefined {
  const changed = changedBy(tokens)?.token;
  const token = tokens.find((token, index) =>
    canBeName(token) && backing.has(nameOf(token)!) &&
    (token === changed || isWritten(tokens, index))
  );
  return token && refusedOnLibsql(
    token,
    `change "${unquote(token)}"`,
    "it belongs to an index, which keeps its own bytes in it",
  );
}

/** A refusal for a new vector index that would take over tables which libSQL has not filled. */
function refuseFound(
  statement: Statement,
  stored: readonly Stored[],
  query: Query,
): Refusal | undefined {
  const outline = outlineOf(statement);
  const isVector = statement.tokens.some((token) => isNamed(token, "libsql_vector_idx"));
  if (!isVector || outline.kind !== "create") return undefined;
  const { name: index, token } = outline.name;
  if (stored.some(({ row: [type], name }) => type === "index" && name === index)) return undefined;
  const found = stored.find(({ row, name }) => {
    if (name !== `${index}_shadow` && name !== VECTOR_META) return false;
    const isItsOwn = isVectorBacking(row) &&
      !stored.some(({ row: [type], table }) => type === "trigger" && table === name);
    if (!isItsOwn) return true;
    // The one table serves all vector indexes, so it may have rows.
    return name !== VECTOR_META && query(`SELECT 1 FROM ${quoteName(name)} LIMIT 1`).length > 0;
  });
  return found && refusedOnLibsql(
    token,
    `create the vector index "${unquote(token)}"`,
    `libSQL would use the table "${found.row[1]}" for it`,
  );
}

/** The object that a statement changes by its definition. */
function changedBy(tokens: readonly Token[]): NameInStatement | undefined {
  const outline = outlineOf({ tokens });
  switch (outline.kind) {
    case "create":
      return outline.object === "index" || outline.object === "trigger" ? outline.table : undefined;
    case "alter":
      return outline.table;
    case "drop":
      return outline.name;
  }
}
