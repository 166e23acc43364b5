import { canBeName, isWord, significant, tokenize, unquote } from "../../sql/tokens.ts";
import { objectNameToken } from "../../schema/text/object_sql.ts";
import type { Trigger, View, VirtualTable } from "../../schema/snapshot.ts";
import { optionsText, sqlTemplate, stringText } from "./code_text.ts";
import { closing } from "../parentheses.ts";
import { between } from "./original_text.ts";

/** A view as a program writes it, the query in the user's words. */
export function viewCode({ name, sql }: View): string {
  const rest = afterName(sql);
  const hasColumns = rest[0]?.text === "(";
  const close = hasColumns ? closing(rest, 0) : -1;
  const columns = rest.slice(1, Math.max(close, 1)).filter(canBeName).map(unquote);
  // Behind the columns stands AS.
  const query = between(sql, rest[close + 2]!, rest.at(-1)!);
  const options = optionsText({
    columns: hasColumns && `[${columns.map(stringText).join(", ")}]`,
  });
  const given = [stringText(name), sqlTemplate(query), ...(options === "" ? [] : [options])];
  return `view(${given.join(", ")})`;
}

/** A trigger as a program writes it, in the user's words. */
export function triggerCode({ name, sql }: Trigger): string {
  const rest = afterName(sql);
  return `trigger(${stringText(name)}, ${sqlTemplate(between(sql, rest[0]!, rest.at(-1)!))})`;
}

/** A virtual table as a program writes it, in the user's words. */
export function virtualTableCode({ name, sql }: VirtualTable): string {
  const rest = afterName(sql);
  const using = rest.findIndex((token) => isWord(token, "using"));
  const body = between(sql, rest[using + 1]!, rest.at(-1)!);
  return `virtualTable(${stringText(name)}, ${sqlTemplate(body)})`;
}

/** Any statement as a program writes it. */
export function statementCode(sql: string): string {
  return `statement(${sqlTemplate(sql)})`;
}

/** The tokens behind the name that a CREATE statement gives. */
function afterName(sql: string) {
  const { endOffset } = objectNameToken(sql);
  return significant(tokenize(sql)).filter((token) => token.startOffset >= endOffset);
}
