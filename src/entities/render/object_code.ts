import { closingAt } from "../../sql/parentheses.ts";
import { canBeName, isWord, unquote } from "../../sql/tokens.ts";
import { tokensAfterName } from "../../schema/text/object_sql.ts";
import type { Trigger, View, VirtualTable } from "../../schema/snapshot.ts";
import { optionsText, sqlTemplate, stringText } from "./code_text.ts";
import { between } from "./original_text.ts";

/** The code of a view, with its original query. */
export function viewCode({ name, sql }: View): string {
  const rest = tokensAfterName(sql);
  const hasColumns = rest[0]?.text === "(";
  const close = hasColumns ? closingAt(rest, 0) : -1;
  const columns = rest.slice(1, Math.max(close, 1)).filter(canBeName).map(unquote);
  // AS follows the columns.
  const query = between(sql, rest[close + 2]!, rest.at(-1)!);
  const options = optionsText({
    columns: hasColumns && `[${columns.map(stringText).join(", ")}]`,
  });
  const given = [stringText(name), sqlTemplate(query), ...(options === "" ? [] : [options])];
  return `view(${given.join(", ")})`;
}

/** The code of a trigger, with its original SQL. */
export function triggerCode({ name, sql }: Trigger): string {
  const rest = tokensAfterName(sql);
  return `trigger(${stringText(name)}, ${sqlTemplate(between(sql, rest[0]!, rest.at(-1)!))})`;
}

/** The code of a virtual table, with its original SQL. */
export function virtualTableCode({ name, sql }: VirtualTable): string {
  const rest = tokensAfterName(sql);
  const using = rest.findIndex((token) => isWord(token, "using"));
  const body = between(sql, rest[using + 1]!, rest.at(-1)!);
  return `virtualTable(${stringText(name)}, ${sqlTemplate(body)})`;
}

/** The code of any other statement. */
export function statementCode(sql: string): string {
  return `statement(${sqlTemplate(sql)})`;
}
