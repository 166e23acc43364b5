import { fold, sameName } from "../../sql/names.ts";
import { significant, tokenize } from "../../sql/tokens.ts";
import { mayHoldNull, uniqueKeysOf } from "./keys.ts";
import { mentions } from "../dependencies/mentions.ts";
import { findByName, type ForeignKey, type Table } from "../snapshot.ts";

/**
 * Whether the columns of the foreign key can be set to NULL. CHECK constraints are not considered:
 * they are ignored while rows are released.
 */
export function canSetNull(child: Table, { columns }: ForeignKey): boolean {
  return columns.every((name) => mayHoldNull(child, name) && !isComputedFrom(child, name));
}

/** Whether the columns of the foreign key all have NULL as their default. */
export function defaultsToNull({ columns }: Table, key: ForeignKey): boolean {
  return key.columns.every((name) => (findByName(columns, name)?.default ?? "null") === "null");
}

/** The folded names of the columns and of the generated columns computed from them. */
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

/** Whether a column generated from this one is NOT NULL or part of a unique key. */
export function isComputedFrom(table: Table, name: string): boolean {
  const computed = affected(table, [name]);
  computed.delete(fold(name));
  const isKey = (column: string) =>
    uniqueKeysOf(table, []).some((key) =>
      key.terms.some((term) => sameName(term.column ?? "", column))
    );
  return table.columns.some((column) =>
    computed.has(fold(column.name)) && (column.notNull !== undefined || isKey(column.name))
  );
}

/**
 * Whether a CHECK may reject the value, which is SQL, in one of the columns. Most checks pass if
 * the operand is NULL.
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

/** Whether an expression is NULL or true whenever its columns are NULL. Errs on the side of false. */
function isNullForNull(expression: string): boolean {
  const tokens = significant(tokenize(expression));
  return tokens.every((token, index) => {
    if (token.kind !== "word") return !["->", "->>"].includes(token.text);
    const word = fold(token.text);
    return tokens[index + 1]?.text === "(" ? STRICT_WORDS.has(word) : !NULL_AWARE_WORDS.has(word);
  });
}

/** Words that may precede a parenthesis: operators and functions that return NULL for NULL. */
const STRICT_WORDS = new Set(["and", "or", "not", "in", "between", "like", "glob", "check"])
  .union(new Set(["length", "lower", "upper", "trim", "ltrim", "rtrim", "abs", "round"]));

/** Words that can turn NULL into something else. */
const NULL_AWARE_WORDS = new Set(["is", "isnull", "notnull", "case", "exists", "select"]);
