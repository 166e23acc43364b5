import type { Diagnostic, Span } from "../base/diagnostic.ts";
import { objectNameToken } from "../schema/text/object_sql.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import { sameName } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { isWord, unquote } from "../sql/tokens.ts";
import { explainWords } from "./explain/explain.ts";
import { brokenMessage, type BrokenObject } from "./broken_objects.ts";

/**
 * The diagnostic for an object that does not compile, with the place in the last of the
 * statements that creates it, if any. `snapshot` is the current schema, for "Did you mean".
 */
export function explainBroken(
  broken: BrokenObject,
  statements: readonly Statement[],
  snapshot: SchemaSnapshot,
): Pick<Diagnostic, "message" | "span" | "hint"> {
  const message = brokenMessage(broken);
  const statement = statements.findLast((it) => creates(it, broken));
  if (statement === undefined) return { message };
  const { span = nameSpan(statement), hint } = explainWords(statement, broken.reason, snapshot);
  return { message, span, ...(hint !== undefined && { hint }) };
}

function creates({ tokens, sql }: Statement, { object }: BrokenObject): boolean {
  const kind = isWord(tokens[1], "temp", "temporary", "unique") ? tokens[2] : tokens[1];
  return isWord(tokens[0], "create") && isWord(kind, object.kind) &&
    sameName(unquote(objectNameToken(sql)), object.name);
}

function nameSpan({ source, sql, startOffset }: Statement): Span {
  const name = objectNameToken(sql);
  return {
    source,
    startOffset: startOffset + name.startOffset,
    endOffset: startOffset + name.endOffset,
  };
}
