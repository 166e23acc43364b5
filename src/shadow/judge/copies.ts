import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { nameOf } from "../../sql/token_names.ts";
import { isWord, possibleNames } from "../../sql/tokens.ts";
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
    if (!isWord(when.statement.tokens[0], "insert", "replace", "with", "create")) return false;
    const previous = trace.moments[index - 1] ?? trace.start;
    return table.rows.some((row) => {
      const sought = { table, row, marks };
      return holdersOf(sought, when).length > holdersOf(sought, previous).length;
    });
  });
  return copied?.statement;
}

/**
 * The statement that copies some rows of a table into the one that replaces it, by a condition or a
 * join; undefined if there is none. None of our rows may satisfy it.
 */
export function partialCopyOf(
  { before, after }: Succession,
  { moments }: Trace,
): Statement | undefined {
  return moments.find(({ statement: { tokens }, state, lineage }) => {
    const into = tokens.findIndex((token) => isWord(token, "into"));
    const source = tokens.findIndex((token) => isWord(token, "from"));
    if (into < 0 || source < into) return false;
    const place = lineage.places.get(fold(before.name))?.name;
    const reads = place !== undefined &&
      possibleNames(tokens.slice(source)).includes(fold(place));
    const isPartial = tokens.slice(source).some((token) => isWord(token, ...PARTIAL));
    return reads && isPartial && after !== undefined &&
      state.get(nameOf(tokens[into + 1]) ?? "")?.rootPage === after.rootPage;
  })?.statement;
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
  return files.flatMap(({ statements }) => statements).some((statement) => {
    const names = possibleNames(statement.tokens);
    return isWord(statement.tokens[0], "insert", "replace", "with", "create") &&
      names.some((name) => sources.has(name)) && names.some((name) => targets.has(name));
  });
}

/** Whether a statement writes values that it reads from tables. */
export function copiesValues({ tokens }: Statement): boolean {
  const has = (...words: readonly string[]) => tokens.some((token) => isWord(token, ...words));
  if (isWord(tokens[0], "update")) return true;
  return isWord(tokens[0], "insert", "replace", "with", "create") && has("select") &&
    !has("trigger", "view");
}

/** The folded names that a table has while files run, since they may rename it. */
export function namesFrom(files: readonly RunFile[], table: string): ReadonlySet<string> {
  const names = new Set([fold(table)]);
  for (const [before, after] of renamesIn(files)) if (names.has(before)) names.add(after);
  return names;
}

function renamesIn(files: readonly RunFile[]): (readonly [before: string, after: string])[] {
  return files.flatMap(({ statements }) => statements).flatMap((statement) => {
    const names = possibleNames(statement.tokens);
    const isRename = isWord(statement.tokens[0], "alter") && names.at(-3) === "rename" &&
      names.at(-2) === "to";
    return isRename ? [[names.at(-4)!, names.at(-1)!] as const] : [];
  });
}

/** The cause of a loss by an incomplete copy: it lacks rows, or the values of the column. */
export function copyCause(copy: Statement, column: string): Extract<Cause, { kind: "copy" }> {
  return { kind: "copy", isFiltered: isFiltered(copy), isListed: givesValueTo(copy, column) };
}

/** Whether the copy excludes rows explicitly. */
function isFiltered({ tokens }: Statement): boolean {
  const has = (...words: readonly string[]) => tokens.some((token) => isWord(token, ...words));
  return has("where", "limit", "distinct", "group") && !has("join", "ignore", "replace");
}

/** Whether the copy has a value for the column; without a column list it has one for each. */
function givesValueTo({ tokens }: Statement, column: string): boolean {
  const into = tokens.findIndex((token) => isWord(token, "into"));
  const target = tokens.slice(into + 1);
  const start = target.findIndex(({ text }) => text === "(");
  const source = target.findIndex((token) => isWord(token, "select", "values", "with"));
  if (into < 0 || start < 0 || (source >= 0 && source < start)) return true;
  const end = target.findIndex(({ text }) => text === ")");
  return possibleNames(target.slice(start, end)).includes(fold(column));
}
