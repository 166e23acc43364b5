import { fold, sameName } from "../../sql/names.ts";
import { significant, tokenize } from "../../sql/tokens.ts";
import { isInKey, mayHoldNull, uniqueKeysOf } from "./keys.ts";
import { mentions } from "../dependencies/mentions.ts";
import { findByName, type ForeignKey, type Table } from "../snapshot.ts";

/** Whether a row can hold NULL in the key, checks apart: those are ignored while rows are released. */
export function takesNull(child: Table, { columns }: ForeignKey): boolean {
  return columns.every((name) => mayHoldNull(child, name) && !isComputedFrom(child, name));
}

export function defaultsToNull({ columns }: Table, key: ForeignKey): boolean {
  return key.columns.every((name) => (findByName(columns, name)?.default ?? "null") === "null");
}

/** The column and what is computed from it, folded. */
function affected({ columns }: Table, names: readonly string[]): Set<string> {
  const all = new Set(names.map(fold));
  for (let size = -1; size !== all.size;) {
    size = all.size;
    for (const { name, generated } of columns) {
      if (generated && [...mentions(generated.expression)].some((it) => all.has(it))) {
        all.add(fold(name));
      }
    }
  }
  return all;
}

/** Whether what is computed from the column must be there, or must differ from row to row. */
export function isComputedFrom(table: Table, name: string): boolean {
  const computed = affected(table, [name]);
  computed.delete(fold(name));
  const isKey = (column: string) =>
    isInKey(table, column) ||
    uniqueKeysOf(table, []).some((key) =>
      key.terms.some((term) => sameName(term.column ?? "", column))
    );
  return table.columns.some((column) =>
    computed.has(fold(column.name)) && (column.notNull !== undefined || isKey(column.name))
  );
}

/**
 * Whether a CHECK may refuse the value, which is SQL, in one of the columns. Most pass where what they
 * compare is NULL.
 */
export function mayViolateCheck(table: Table, names: readonly string[], value: string): boolean {
  const set = new Set(names.map(fold));
  const all = affected(table, names);
  return table.constraints.some((constraint) => {
    if (constraint.kind !== "check") return false;
    const named = [...mentions(constraint.expression)].filter((name) => all.has(name));
    const isNull = value === "NULL" && named.every((name) => set.has(name));
    return named.length > 0 && !(isNull && isNullForNull(constraint.expression));
  });
}

/** Whether an expression is NULL or true wherever NULL stands in it, errs on the side of false. */
function isNullForNull(expression: string): boolean {
  const tokens = significant(tokenize(expression));
  return tokens.every((token, index) => {
    if (token.kind !== "word") return !["->", "->>"].includes(token.text);
    const word = fold(token.text);
    return tokens[index + 1]?.text === "(" ? STRICT_WORDS.has(word) : !LOOSE_WORDS.has(word);
  });
}

/** What may stand before a parenthesis: NULL inside makes NULL of it. */
const STRICT_WORDS = new Set(["and", "or", "not", "in", "between", "like", "glob", "check"])
  .union(new Set(["length", "lower", "upper", "trim", "ltrim", "rtrim", "abs", "round"]));

/** What makes something else of NULL. */
const LOOSE_WORDS = new Set(["is", "isnull", "notnull", "case", "exists", "select"]);
