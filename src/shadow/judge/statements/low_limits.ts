import type { Statement } from "../../../sql/statements.ts";
import { isWord, type Token } from "../../../sql/tokens.ts";
import type { RunFile } from "../run/run.ts";
import { copiesValues } from "./copies.ts";

/** Files with other statements, and which one each of these was. */
export interface Varied {
  readonly files: readonly RunFile[];
  readonly originOf: (statement: Statement) => Statement;
}

/**
 * The files with one row in every LIMIT of a copy, as if the tables had more rows than it says; undefined if
 * no copy has a LIMIT of more.
 */
export function withLowLimits(files: readonly RunFile[]): Varied | undefined {
  const origins = new Map<Statement, Statement>();
  const varied = files.map(({ statements, optsOut }) => ({
    statements: statements.map((statement) => {
      const lowered = lower(statement);
      if (lowered !== statement) origins.set(lowered, statement);
      return lowered;
    }),
    optsOut,
  }));
  return origins.size === 0
    ? undefined
    : { files: varied, originOf: (statement) => origins.get(statement) ?? statement };
}

function lower(statement: Statement): Statement {
  const limits = copiesValues(statement) ? statement.tokens.filter(isHighLimit) : [];
  if (limits.length === 0) return statement;
  let { sql } = statement;
  for (const { startOffset, endOffset } of limits.toReversed()) {
    const start = startOffset - statement.startOffset;
    sql = `${sql.slice(0, start)}1${sql.slice(start + endOffset - startOffset)}`;
  }
  return { ...statement, sql };
}

/** Whether it is the number of rows after LIMIT, which follows the offset if there is a comma. */
function isHighLimit(token: Token, index: number, tokens: readonly Token[]): boolean {
  if (!(Number(token.text) > 1)) return false;
  const [previous, next] = [tokens[index - 1], tokens[index + 1]];
  return isWord(previous, "limit")
    ? next?.text !== ","
    : previous?.text === "," && isWord(tokens[index - 3], "limit");
}
