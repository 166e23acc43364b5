import { fold } from "../../../sql/names.ts";
import { outermost } from "../../../sql/parentheses.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { filledTable } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isNamed } from "../../../sql/token_names.ts";
import { isWord, possibleNames, type Token } from "../../../sql/tokens.ts";
import type { Cause } from "../effect.ts";
import type { Succession } from "../losses/successors.ts";
import type { Marks } from "../outcome/marks.ts";
import { holdersOf, type Point, type Trace } from "../outcome/trace.ts";
import type { TableState } from "../run/state.ts";
import { comparedLiterals } from "../statements/compared_literals.ts";
import { copiesValues, givesValueTo, selectsAll } from "../statements/copies.ts";

/**
 * The first statement that copies rows of a table, or values of them, into another one; into the one that
 * replaces it if there is such a statement, since there may be a copy of the copy.
 */
export function copyOf(table: TableState, search: CopySearch): Statement | undefined {
  const known = copies.get(search.trace) ?? new Map<TableState, Statement | undefined>();
  copies.set(search.trace, known);
  if (!known.has(table)) known.set(table, findCopy(table, search));
  return known.get(table);
}

/** A run, and what identifies the rows in it. */
interface CopySearch {
  readonly trace: Trace;
  readonly marks: Marks;
  readonly successions: ReadonlyMap<string, Succession>;
}

/** Searched once for each table, which may lose many columns. */
const copies = new WeakMap<Trace, Map<TableState, Statement | undefined>>();

function findCopy(
  table: TableState,
  { trace, marks, successions }: CopySearch,
): Statement | undefined {
  const searches = table.rows.map((row) => holdersOf({ table, row, marks }));
  const copyInto = (isTarget: (table: TableState) => boolean) =>
    trace.moments.find((when, index) => {
      if (!copiesValues(when.statement)) return false;
      const previous = trace.moments[index - 1] ?? trace.start;
      return searches.some((holdersAt) => {
        const count = (point: Point) => holdersAt(point).filter((it) => isTarget(it.table)).length;
        return count(when) > count(previous);
      });
    })?.statement;
  const rootPage = successions.get(fold(table.name))?.after?.rootPage;
  return copyInto((it) => it.rootPage === rootPage) ?? copyInto(() => true);
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

/** The cause of a loss by a copy that lacks rows. `isDivided` if several copies are to have all together. */
export function rowsCopyCause(
  copy: Statement,
  lost: Pick<TableState, "columns" | "rows">,
  isDivided: boolean,
): Extract<Cause, { kind: "copy" }> {
  return { ...copyCause(copy, ""), isDivided, nulls: nullsLeftOut(copy, lost) };
}

/** The cause of a loss by a copy that lacks the values of the column. */
export function copyCause(copy: Statement, column: string): Extract<Cause, { kind: "copy" }> {
  return {
    kind: "copy",
    isFiltered: isFiltered(copy),
    isDivided: false,
    nulls: [],
    isListed: givesValueTo(copy, column),
    isSelected: selectsAlone(copy, column),
    isByOrder: isByOrder(copy),
  };
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

/** Whether the copy excludes rows explicitly, and no others. */
function isFiltered(copy: Statement): boolean {
  const has = (...words: readonly string[]) => copy.tokens.some((it) => isWord(it, ...words));
  const outline = outlineOf(copy);
  const conflict = outline.kind === "insert" ? outline.conflict : undefined;
  // An INSERT … SELECT with ON CONFLICT has a WHERE in any case, and an UPDATE joins by one.
  return has("where", "distinct", "group") && !has("join", "conflict") &&
    outline.kind !== "update" && !joinsByComma(copy) &&
    conflict !== "ignore" && conflict !== "replace";
}

/**
 * The columns with NULL in all of the rows of which a copy excludes other values, as in
 * `WHERE status <> 'spam'`, without those of which it says that NULL is not needed.
 * https://www.sqlite.org/lang_expr.html#comparison
 */
function nullsLeftOut(
  copy: Statement,
  { columns, rows }: Pick<TableState, "columns" | "rows">,
): string[] {
  const excluded = new Set(
    comparedLiterals(copy).filter((it) => it.isNegated).map((it) => it.column),
  );
  return columns.filter((column, place) =>
    excluded.has(fold(column)) && rows.every((row) => row[place] === "NULL") &&
    !saysNotNull(copy, fold(column))
  );
}

/** Whether a statement demands that a column is not NULL. */
function saysNotNull({ tokens }: Statement, column: string): boolean {
  return tokens.some((token, index) => {
    if (!isNamed(token, column)) return false;
    const next = tokens.slice(index + 1, index + 4);
    return isWord(next[0], "notnull") ||
      (isWord(next.at(-1), "null") && isWord(next.at(-2), "not")) ||
      (isWord(next[0], "not") && isWord(next[1], "null"));
  });
}

/** Whether the copy reads several tables, with a comma between them. */
function joinsByComma(copy: Statement): boolean {
  const found = outermost(sourceOf(copy)).find((token) => isWord(token, ",", ...AFTER_TABLES));
  return found?.text === ",";
}

const AFTER_TABLES = ["where", "group", "having", "order", "limit", "window", "union", "on"];

function isByOrder(copy: Statement): boolean {
  const outline = outlineOf(copy);
  return outline.kind === "insert" && (outline.columns === undefined || selectsAll(copy));
}

/** Whether the copy selects the column as it is, or all columns, or sets another one to it. */
function selectsAlone(copy: Statement, column: string): boolean {
  const { tokens } = copy;
  const isUpdate = outlineOf(copy).kind === "update";
  const start = tokens.findIndex((token) => isWord(token, "select"));
  /** Whether each open parenthesis is that of a query. */
  const queries: boolean[] = [];
  return tokens.some((token, index) => {
    if (token.text === "(") queries.push(isWord(tokens[index + 1], "select", "with"));
    if (token.text === ")") queries.pop();
    if (index <= start || !(token.text === "*" || isNamed(token, fold(column)))) return false;
    const first = tokens[index - 1]!.text === "." ? index - 2 : index;
    const [previous, next] = [tokens[first - 1], tokens[index + 1]];
    const isFirst = isWord(previous, "select", "distinct", "all") ||
      (previous?.text === "," && (queries.at(-1) ?? true));
    return (isFirst || (isUpdate && previous?.text === "=")) &&
      (next === undefined || next.text === "," || isWord(next, "from", "as", "where"));
  });
}
