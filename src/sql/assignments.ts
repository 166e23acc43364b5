import type { Statement } from "./statements.ts";
import { nameOf } from "./token_names.ts";
import { isWord, type Token } from "./tokens.ts";

/** What an UPDATE sets: `a = 1`, or several columns from one row value: `(a, b) = (SELECT …)`. */
export interface Assignment {
  /** The folded names of the columns. */
  readonly columns: readonly string[];
  readonly value: readonly Token[];
}

/** What an UPDATE sets, in the order of the text. */
export function assignmentsIn({ tokens }: Pick<Statement, "tokens">): Assignment[] {
  const assignments: { columns: string[]; value: Token[] }[] = [];
  let depth = 0;
  let isTarget = false;
  for (const token of tokens.slice(tokens.findIndex((it) => isWord(it, "set")))) {
    if (token.text === ")") depth--;
    if (depth === 0 && isWord(token, "from", "where", "order", "limit", "returning")) break;
    const current = assignments.at(-1);
    const name = isTarget ? nameOf(token) : undefined;
    if (name !== undefined) current?.columns.push(name);
    else if (!isTarget) current?.value.push(token);
    if (depth === 0 && (isWord(token, "set") || token.text === ",")) {
      isTarget = true;
      assignments.push({ columns: [], value: [] });
    }
    if (depth === 0 && token.text === "=") isTarget = false;
    if (token.text === "(") depth++;
  }
  return assignments;
}

/** The folded names of the columns that an UPDATE sets. */
export function setColumns(statement: Pick<Statement, "tokens">): string[] {
  return assignmentsIn(statement).flatMap(({ columns }) => columns);
}
