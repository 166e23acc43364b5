import type { Span } from "../base/diagnostic.ts";
import { firstLine } from "../shadow/explain/explain.ts";
import { fold } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { isNamed } from "../sql/token_names.ts";

/** The table or column within the statement, otherwise the statement's first line. */
export function nameSpan(statement: Statement, object: string): Span {
  const parts = [object, object.slice(object.indexOf(".") + 1)].map(fold);
  for (const part of parts) {
    const token = statement.tokens.find((it) => isNamed(it, part));
    if (token === undefined) continue;
    const { startOffset, endOffset } = token;
    return { source: statement.source, startOffset, endOffset };
  }
  return firstLine(statement);
}
