import { quoteName, sameName } from "../sql/names.ts";
import { closingAt, outermost } from "../sql/parentheses.ts";
import { canBeName, isWord, significant, type Token, tokenize, unquote } from "../sql/tokens.ts";
import { constraintFacts } from "./facts.ts";
import type { Constraint } from "./snapshot.ts";
import { type ColumnText, type TableText, textOf } from "./text/table_sql.ts";

/** The text of `CHECK (…)` after its constraint name, which must be unique in the table. */
export function checkText(name: string, { sql }: TableText): string {
  const tokens = significant(tokenize(sql));
  const start = tokens.findIndex((_, index) => isNameOfConstraint(tokens, index, name)) + 1;
  return sql.slice(tokens[start]!.startOffset, tokens[closingAt(tokens, start + 1)]!.endOffset);
}

/** The number of constraints of any kind in the table that have this name. */
export function countNamed(name: string, { sql }: TableText): number {
  const tokens = significant(tokenize(sql));
  return tokens.filter((_, index) => isNameOfConstraint(tokens, index, name)).length;
}

function isNameOfConstraint(tokens: readonly Token[], index: number, name: string): boolean {
  const token = tokens[index];
  return isWord(tokens[index - 1], "constraint") && canBeName(token) &&
    sameName(unquote(token), name);
}

/** Whether a column definition contains an explicit NULL, which would contradict an added NOT NULL. */
export function hasExplicitNull(
  { startOffset, endOffset }: ColumnText,
  { sql }: TableText,
): boolean {
  const tokens = outermost(significant(tokenize(sql.slice(startOffset, endOffset))));
  return tokens.some((token, index) =>
    index > 0 && isWord(token, "null") && !isWord(tokens[index - 1], "not", "default", "set")
  );
}

/** A constraint written elsewhere in the table, as the text of an inline column constraint. */
export function inlineText(constraint: Constraint, wanted: TableText): string {
  const named = constraint.name === undefined ? "" : `CONSTRAINT ${quoteName(constraint.name)} `;
  const range = wanted.constraints.find((it) =>
    it.constraint.kind !== "primary-key" &&
    constraintFacts(it.constraint) === constraintFacts(constraint)
  );
  const text = range === undefined ? "" : textOf(wanted, range);
  const tokens = significant(tokenize(text));
  const start = tokens.find((token) => isWord(token, "check", "references"));
  // An inline CHECK cannot have a conflict clause, not even the default one.
  const end = isWord(start, "check") ? tokens.findLast((token) => token.text === ")") : undefined;
  if (start !== undefined) return named + text.slice(start.startOffset, end?.endOffset);
  if (constraint.kind === "check") {
    return `${named}CHECK (${constraint.written ?? constraint.expression})`;
  }
  throw new Error(`No text for a ${constraint.kind} constraint of ${wanted.name.text}`);
}
