import type { RenameColumn, RenameTable } from "../diff/change.ts";
import type { Rename } from "../diff/rename.ts";
import { findByName, type Table } from "../schema/snapshot.ts";
import { fold, quoteString, sameName } from "../sql/names.ts";
import type { PlanRequest } from "./request.ts";
import type { Survey } from "./survey.ts";

/**
 * The condition that tables or columns which exchange names have not done so before, if the schema tells
 * them apart. Without it, a file that is run a second time would exchange the names back.
 */
export function exchangeCondition(work: PlanRequest & Survey): string | undefined {
  const { renames } = work;
  for (const rename of renames.filter((it) => isExchanged(it, renames))) {
    const condition = rename.kind === "rename-table"
      ? ownColumn(rename, work)
      : ownType(rename, work);
    if (condition !== undefined) return condition;
  }
}

/** Whether the name that a rename frees is taken by another one, or by one after that. */
function isExchanged(rename: Rename, renames: readonly Rename[]): boolean {
  const next = ({ after }: Rename) =>
    renames.find((it) => isAlike(it, rename) && sameName(it.before, after));
  const passed = new Set<Rename>();
  for (let at = next(rename); at !== undefined && !passed.has(at); at = next(at)) passed.add(at);
  return passed.size > 1 && passed.has(rename);
}

/** Whether both rename tables, or columns of one table. */
function isAlike(one: Rename, other: Rename): boolean {
  if (one.kind === "rename-table") return other.kind === "rename-table";
  return other.kind === "rename-column" && sameName(one.table, other.table);
}

/**
 * The condition that a table has a column which it had before, unlike the one that had its name. A rebuild
 * fails by itself if it does not find the column.
 */
function ownColumn(
  { before, after }: RenameTable,
  { current, desired, members }: PlanRequest & Survey,
): string | undefined {
  if (members.some((it) => sameName(it.after.name, after))) return undefined;
  const columnsOf = (tables: readonly Table[], name: string) =>
    findByName(tables, name)?.columns ?? [];
  const [was, others] = [before, after].map((it) => columnsOf(current.tables, it));
  const own = columnsOf(desired.tables, after).find(({ name }) =>
    findByName(was!, name) !== undefined && findByName(others!, name) === undefined
  );
  return own && hasColumn(after, `lower(name) = ${quoteString(fold(own.name))}`);
}

/**
 * The condition that a column has the type it had, if the other one under its name had another. Only a
 * type of one word is the same text for every reader: SQLite keeps the white space and comments in
 * others.
 */
function ownType(
  { table, before, after }: RenameColumn,
  { renamed, members }: PlanRequest & Survey,
): string | undefined {
  const member = members.find((it) => sameName(it.after.name, table));
  const known = findByName(renamed.tables, table)?.columns ?? [];
  const [own, other] = [after, before].map((name) => findByName(known, name));
  const { type = "", generated } = own ?? {};
  if (!/^\w+$/.test(type) || generated !== undefined || type === other?.type) return undefined;
  const isIt = (name: string) =>
    `lower(name) = ${quoteString(fold(name))} AND upper(type) = ${quoteString(type)}`;
  return member === undefined
    ? hasColumn(table, isIt(after))
    : hasColumn(member.aside, isIt(before));
}

function hasColumn(table: string, where: string): string {
  return `EXISTS (SELECT 1 FROM pragma_table_xinfo(${quoteString(table)}) WHERE ${where})`;
}
