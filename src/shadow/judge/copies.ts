import { renameIn } from "../../schema/dependencies/reach.ts";
import { findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { filledTable } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { isNamed } from "../../sql/token_names.ts";
import { canBeName, isWord, possibleNames, type Token } from "../../sql/tokens.ts";
import type { Cause } from "./effect.ts";
import type { Marks } from "./marks.ts";
import type { RunFile } from "./run.ts";
import type { TableState } from "./state.ts";
import type { Succession } from "./successors.ts";
import { holdersOf, type Trace } from "./trace.ts";

/** The first statement that copies rows of a table into another one. */
export function copyOf(
  table: TableState,
  { trace, marks }: { readonly trace: Trace; readonly marks: Marks },
): Statement | undefined {
  const copied = trace.moments.find((when, index) => {
    if (filledTable(when.statement) === undefined) return false;
    const previous = trace.moments[index - 1] ?? trace.start;
    return table.rows.some((row) => {
      const sought = { table, row, marks };
      return holdersOf(sought, when).length > holdersOf(sought, previous).length;
    });
  });
  return copied?.statement;
}

/** The statement that fills the table which replaces another one from that; undefined if none does. */
export function fillOf({ before, after }: Succession, { moments }: Trace): Statement | undefined {
  return moments.find(({ statement, state, lineage }) => {
    const target = filledTable(statement);
    const place = lineage.places.get(fold(before.name))?.name;
    return target !== undefined && place !== undefined && after !== undefined &&
      possibleNames(sourceOf(statement)).includes(fold(place)) &&
      state.get(target)?.rootPage === after.rootPage;
  })?.statement;
}

/** Whether a copy is one of some rows, by a condition or a join. None of our rows may satisfy it. */
export function isPartial(copy: Statement): boolean {
  return sourceOf(copy).some((token) => isWord(token, ...PARTIAL));
}

/** What follows the first FROM of a statement. */
function sourceOf({ tokens }: Statement): readonly Token[] {
  return tokens.slice(tokens.findIndex((token) => isWord(token, "from")));
}

const PARTIAL = ["where", "join", "limit", "group", "having"];

/** Whether rows of one table are inserted into another; both may be renamed in between. */
export function takesRows(
  files: readonly RunFile[],
  { from, into }: { readonly from: string; readonly into: string },
): boolean {
  const sources = namesFrom(files, from);
  const targets = new Set([fold(into)]);
  for (const [before, after] of renamesIn(files).toReversed()) {
    if (targets.has(after)) targets.add(before);
  }
  return files.flatMap(({ statements }) => statements).some((statement) =>
    targets.has(filledTable(statement) ?? "") &&
    possibleNames(statement.tokens).some((name) => sources.has(name))
  );
}

/** Whether a statement writes values that it reads from tables. */
export function copiesValues(statement: Statement): boolean {
  if (outlineOf(statement).kind === "update") return true;
  return filledTable(statement) !== undefined &&
    statement.tokens.some((token) => isWord(token, "select"));
}

/**
 * The statements that write values which they read from tables, without those that copy every row as it
 * is into a new table that nothing else fills: these treat all rows alike, unless the new table demands
 * more of them.
 */
export function selectiveCopies(
  files: readonly RunFile[],
  { tables }: Pick<SchemaSnapshot, "tables">,
): Statement[] {
  const copies = files.flatMap(({ statements }) => statements).filter(copiesValues);
  const targets = copies.map((it) => filledTable(it));
  const renamed = new Set(renamesIn(files).map(([before]) => before));
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

/** Whether the statement selects the column, by its name or with all others. */
export function selects(statement: Statement, column: string): boolean {
  return selectsAll(statement) || possibleNames(statement.tokens).includes(fold(column));
}

function selectsAll({ tokens }: Statement): boolean {
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
  for (const [before, after] of renamesIn(files)) if (names.has(before)) names.add(after);
  return names;
}

function renamesIn(files: readonly RunFile[]): (readonly [before: string, after: string])[] {
  return files.flatMap(({ statements }) => statements).map(renameIn)
    .filter((rename) => rename !== undefined);
}

/** The cause of a loss by an incomplete copy: it lacks rows, or the values of the column. */
export function copyCause(copy: Statement, column: string): Extract<Cause, { kind: "copy" }> {
  return {
    kind: "copy",
    isFiltered: isFiltered(copy),
    isListed: givesValueTo(copy, column),
    isSelected: selectsAlone(copy, column),
    isByOrder: isByOrder(copy),
  };
}

function isByOrder(copy: Statement): boolean {
  const outline = outlineOf(copy);
  return outline.kind === "insert" && (outline.columns === undefined || selectsAll(copy));
}

/** Whether the copy selects the column as it is, or all columns. */
function selectsAlone({ tokens }: Statement, column: string): boolean {
  const start = tokens.findIndex((token) => isWord(token, "select"));
  return tokens.some((token, index) => {
    if (index <= start || !(token.text === "*" || isNamed(token, fold(column)))) return false;
    const first = tokens[index - 1]!.text === "." ? index - 2 : index;
    const [previous, next] = [tokens[first - 1], tokens[index + 1]];
    return (isWord(previous, "select", "distinct", "all") || previous?.text === ",") &&
      (isWord(next, "from", "as") || next?.text === ",");
  });
}

/** Whether the copy excludes rows explicitly, and no others. */
function isFiltered(copy: Statement): boolean {
  const has = (...words: readonly string[]) => copy.tokens.some((it) => isWord(it, ...words));
  const outline = outlineOf(copy);
  const conflict = outline.kind === "insert" ? outline.conflict : undefined;
  return has("where", "limit", "distinct", "group") && !has("join", "nothing") &&
    !joinsByComma(copy) &&
    conflict !== "ignore" && conflict !== "replace";
}

/** Whether the copy reads several tables, with a comma between them. */
function joinsByComma(copy: Statement): boolean {
  let depth = 0;
  for (const token of sourceOf(copy)) {
    if (token.text === "(") depth++;
    else if (token.text === ")") depth--;
    else if (depth === 0 && isWord(token, ...AFTER_TABLES)) return false;
    else if (depth === 0 && token.text === ",") return true;
  }
  return false;
}

const AFTER_TABLES = ["where", "group", "having", "order", "limit", "window", "union", "on"];

/** Whether a statement has a value for the column; without a column list it has one for each. */
export function givesValueTo(copy: Statement, column: string): boolean {
  const outline = outlineOf(copy);
  return outline.kind !== "insert" || (outline.columns?.includes(fold(column)) ?? true);
}
