import { findByName, type SchemaSnapshot } from "../../../schema/snapshot.ts";
import { fold } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { filledTable, renameIn } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { calledNames, nameOf } from "../../../sql/token_names.ts";
import { canBeName, isWord, possibleNames } from "../../../sql/tokens.ts";
import { allStatements, type RunFile } from "../run/run.ts";

/** Whether rows of one table are inserted into another; both may be renamed in between. */
export function takesRows(
  files: readonly RunFile[],
  { from, into }: { readonly from: string; readonly into: string },
): boolean {
  const sources = namesFrom(files, from);
  const targets = namesInto(files, into);
  return allStatements(files).some((statement) =>
    targets.has(filledTable(statement) ?? "") &&
    possibleNames(statement.tokens).some((name) => sources.has(name))
  );
}

/** Whether rows are inserted into a table after it was dropped, or into one that takes its name later. */
export function isFilledAgain(files: readonly RunFile[], table: string): boolean {
  const statements = allStatements(files);
  const targets = namesInto(files, table);
  const drop = statements.findLastIndex((statement) => {
    const outline = outlineOf(statement);
    return outline.kind === "drop" && outline.name.name === fold(table);
  });
  return statements.some((statement, index) => {
    const target = filledTable(statement) ?? "";
    return targets.has(target) && (index > drop || target !== fold(table));
  });
}

/** Whether a statement writes values that it reads from tables. */
export function copiesValues(statement: Statement): boolean {
  if (outlineOf(statement).kind === "update") return true;
  return filledTable(statement) !== undefined &&
    statement.tokens.some((token) => isWord(token, "select"));
}

/** The statements of files that write values which they read from tables. */
export function copiesIn(files: readonly RunFile[]): Statement[] {
  return allStatements(files).filter(copiesValues);
}

/**
 * The copies in files without those that fill a table which the files create and drop without copying
 * anything from it, such as a gate; `isThere` is true of the tables before and after the files.
 */
export function copiesThatLast(
  files: readonly RunFile[],
  isThere: (table: string) => boolean,
): Statement[] {
  const copies = copiesIn(files);
  return copies.filter((copy) => {
    const target = filledTable(copy);
    if (target === undefined) return true;
    const names = namesFrom(files, target);
    return [...names].some(isThere) ||
      copies.some((it) =>
        filledTable(it) !== target && possibleNames(it.tokens).some((name) => names.has(name))
      );
  });
}

/**
 * The copies in files without those that copy every row as it is into a new table that nothing else fills:
 * these treat all rows alike, unless the new table demands more of them.
 */
export function selectiveCopies(
  files: readonly RunFile[],
  { tables }: Pick<SchemaSnapshot, "tables">,
): Statement[] {
  const copies = copiesIn(files);
  const targets = copies.map((it) => filledTable(it));
  const renamed = new Set(renamesIn(files).map(({ before }) => before));
  return copies.filter((copy, index) => {
    const target = targets[index];
    const isNew = target !== undefined &&
      (renamed.has(target) || findByName(tables, target) === undefined);
    return !isNew || !copiesWholeRows(copy) || targets.indexOf(target, index + 1) >= 0 ||
      targets.indexOf(target) < index;
  });
}

/** Whether the statement is no more than `INSERT INTO a SELECT x, y FROM b`. */
function copiesWholeRows(statement: Statement): boolean {
  const outline = outlineOf(statement);
  if (outline.kind !== "insert" || outline.conflict !== undefined) return false;
  const { tokens } = statement;
  const from = tokens.findIndex((token) => isWord(token, "from"));
  const columns = tokens.slice(tokens.findIndex((token) => isWord(token, "select")) + 1, from);
  const isAll = columns.length === 1 && columns[0]!.text === "*";
  return from === tokens.length - 2 &&
    (isAll ||
      columns.every((token, index) => index % 2 === 0 ? canBeName(token) : token.text === ","));
}

/** Whether the statement computes something from texts that must be JSON. */
export function parsesJson({ tokens }: Statement): boolean {
  return tokens.some(({ text }) => text === "->" || text === "->>") ||
    calledNames(tokens).some((name) => /^jsonb?_/.test(name) && !/_valid$/.test(name));
}

/**
 * The folded names of the columns whose texts a statement takes for dates.
 * https://www.sqlite.org/lang_datefunc.html
 */
export function datesIn({ tokens }: Statement): string[] {
  return tokens.flatMap((token, index) => {
    if (tokens[index + 1]?.text !== "(" || !isWord(token, ...DATE_FUNCTIONS)) return [];
    // A format precedes the date.
    const first = index + (isWord(token, "strftime") ? 4 : 2);
    const name = tokens[first + 1]?.text === "." ? tokens[first + 2] : tokens[first];
    return nameOf(name) ?? [];
  });
}

const DATE_FUNCTIONS = ["date", "time", "datetime", "julianday", "unixepoch", "strftime"];

/** Whether the statement selects the column, by its name or with all others. */
export function selects(statement: Statement, column: string): boolean {
  return selectsAll(statement) || possibleNames(statement.tokens).includes(fold(column));
}

/** Whether the statement selects all columns of a table. */
export function selectsAll({ tokens }: Statement): boolean {
  // Neither count(*) nor a product.
  const isAll = (index: number) => {
    const previous = tokens[index - 1];
    return isWord(previous, "select", "distinct") || /^[.,]$/.test(previous?.text ?? "");
  };
  return tokens.some(({ text }, index) => text === "*" && isAll(index));
}

/** The folded names that a table has while files run, since they may rename it. */
export function namesFrom(files: readonly RunFile[], table: string): ReadonlySet<string> {
  const names = new Set([fold(table)]);
  for (const { before, after } of renamesIn(files)) if (names.has(before)) names.add(after);
  return names;
}

/** The folded names of a table in the files that rename it to this one. */
function namesInto(files: readonly RunFile[], table: string): ReadonlySet<string> {
  const names = new Set([fold(table)]);
  for (const { before, after } of renamesIn(files).toReversed()) {
    if (names.has(after)) names.add(before);
  }
  return names;
}

function renamesIn(files: readonly RunFile[]) {
  return allStatements(files).map(renameIn).filter((rename) => rename !== undefined);
}

/** Whether a statement has a value for the column; without a column list it has one for each. */
export function givesValueTo(copy: Statement, column: string): boolean {
  const outline = outlineOf(copy);
  return outline.kind !== "insert" || (outline.columns?.includes(fold(column)) ?? true);
}
