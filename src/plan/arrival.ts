import { firstOf } from "../base/word_lists.ts";
import { contentNames, isReadable } from "../schema/dependencies/search_content.ts";
import { findByName, objectsOf, type VirtualTable } from "../schema/snapshot.ts";
import { configTable, contentOf, virtualColumns } from "../schema/text/virtual_options.ts";
import { hasRowidName } from "../schema/constraints/keys.ts";
import { fold, isBareName, quoteName, quoteString } from "../sql/names.ts";
import { exchangeCondition } from "./exchanges.ts";
import { columnBefore, type Member } from "./rebuild/members.ts";
import { ASIDE_PREFIX } from "./renames.ts";
import type { PlanRequest } from "./request.ts";
import type { WorkStep } from "./step.ts";
import type { Survey } from "./survey.ts";

/** The conditions that everything has arrived, so that the old tables may be dropped, as SQL. */
export function arrivalConditions(
  steps: readonly WorkStep[],
  work: PlanRequest & Survey,
): string[] {
  const count = (table: string) => `(SELECT count(*) FROM ${quoteName(table)})`;
  const exchange = exchangeCondition(work);
  return [
    ...steps.flatMap((step) =>
      step.kind === "copy"
        ? [`${count(step.to)} = ${count(step.from)}`]
        : step.kind === "configure"
        ? [`${count(configTable(step.to))} = ${count(step.from)}`]
        : []
    ),
    ...work.members.flatMap(noColumnIsUnknown),
    ...noVirtualColumnIsUnknown(steps, work),
    ...nothingElseMentions(steps, work),
    ...noOldNameIsLeft(steps, work),
    ...(exchange === undefined ? [] : [exchange]),
    ...(steps.length > 1 ? searchIndexConditions(steps, work) : []),
  ];
}

/** What is wrong if one of the conditions is false. */
export function arrivalProblem(steps: readonly WorkStep[], work: PlanRequest & Survey): string {
  const tables = steps.flatMap((step) => step.kind === "set-aside" ? [step.table] : []);
  const missing = steps.some((step) => step.kind === "copy")
    ? "rows or unknown columns are missing, or "
    : "";
  const problem = tables.length === 0
    ? "an earlier statement failed"
    : `${missing}unknown objects use ${firstOf(tables, MOST_NAMES)}`;
  return exchangeCondition(work) === undefined ? problem : `${problem}, or the file has run before`;
}

/**
 * The condition that the old table has no column that the migrations do not know, with values to lose. The
 * copy fails if one is missing that it reads, so that most need only be counted; an unknown column must
 * not count for one that it leaves out.
 */
function noColumnIsUnknown(member: Member): string[] {
  const { before, after, aside } = member;
  if (before.opaque !== undefined) return [];
  const leftOut = before.columns.filter(({ name }) => {
    const column = findByName(after.columns, name);
    return column === undefined || column.generated !== undefined;
  }).map(({ name }) => quoteString(fold(columnBefore(member, name))));
  const others = leftOut.length === 0 ? "" : ` WHERE lower(name) NOT IN (${leftOut.join(", ")})`;
  const read = before.columns.map(({ name }) => columnBefore(member, name))
    .filter((name) => !leftOut.includes(quoteString(fold(name))));
  const unmissed = read.filter((name) => hasRowidName(before, name) || mayBeString(name));
  const info = `pragma_table_xinfo(${quoteString(aside)})`;
  return [
    `(SELECT count(*) FROM ${info}${others}) = ${read.length}`,
    ...areThere(unmissed, info),
  ];
}

/**
 * Whether SQLite takes the name for a string where no column has it, as it does with one in double quotes.
 * https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
 */
function mayBeString(name: string): boolean {
  return !isBareName(name);
}

/** The condition that the columns exist without which the copy would not fail, but copy something else. */
function areThere(names: readonly string[], info: string): string[] {
  if (names.length === 0) return [];
  const list = names.map((name) => quoteString(fold(name))).join(", ");
  return [`(SELECT count(*) FROM ${info} WHERE lower(name) IN (${list})) = ${names.length}`];
}

/** Conditions that virtual tables have no unknown columns, not counting hidden ones. */
function noVirtualColumnIsUnknown(
  steps: readonly WorkStep[],
  { changes }: PlanRequest,
): string[] {
  return steps.flatMap((step): string[] => {
    if (step.kind !== "set-aside") return [];
    const before = changes.flatMap((it) =>
      it.kind === "replace" && it.before.kind === "virtual-table" && step.because?.includes(it)
        ? it.before
        : []
    )[0];
    // Other modules may have columns that they are not given.
    if (before === undefined || !/^(?:fts|rtree|geopoly)/.test(before.module)) {
      return [];
    }
    const columns = virtualColumns(before);
    const info = `pragma_table_info(${quoteString(step.aside)})`;
    return [
      `(SELECT count(*) FROM ${info}) = ${columns.length}`,
      ...areThere(columns.filter(mayBeString), info),
    ];
  });
}

/**
 * The condition that only old tables and their indexes mention an old table. RENAME also changes other
 * objects that mention it: those that should have been dropped before, and tables, views and triggers
 * that the migrations do not know, which would lose rows or break when the old table is dropped.
 */
function nothingElseMentions(steps: readonly WorkStep[], request: PlanRequest): string[] {
  if (steps.every((step) => step.kind !== "set-aside") || schemaContainsPrefix(request)) return [];
  const ours = quoteString(ASIDE_PREFIX);
  return [
    "NOT EXISTS (SELECT 1 FROM sqlite_schema" +
    ` WHERE instr(sql, ${ours}) AND NOT instr(name, ${ours}) AND type <> 'index')`,
  ];
}

/** Whether the schema itself contains such a name, in a default or a view, so that the search is useless. */
function schemaContainsPrefix({ current, desired }: PlanRequest): boolean {
  return [...objectsOf(current), ...objectsOf(desired)].some(({ sql }) =>
    sql.includes(ASIDE_PREFIX)
  );
}

/**
 * The condition that no table still has a name that it only had in between or, if a column is dropped, one
 * from before a rename: the column could belong to another table.
 */
function noOldNameIsLeft(steps: readonly WorkStep[], { desired }: PlanRequest): string[] {
  const loses = steps.some((step) => step.kind === "drop-column");
  const tables = [...desired.tables, ...desired.virtualTables];
  const left = steps.flatMap((step) => {
    if (step.kind !== "rename-table") return [];
    const isGone = loses && findByName(tables, step.before) === undefined;
    return [
      ...(step.detour === "to" ? [step.after] : []),
      ...(isGone && step.detour !== "from" ? [step.before] : []),
    ];
  });
  if (left.length === 0) return [];
  const names = left.map(quoteString).join(", ");
  return [`NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name IN (${names}))`];
}

/**
 * The conditions that search indexes over changed tables and views can be read, and that dropped ones are
 * gone: one that does not match its content makes the database unreadable.
 */
function searchIndexConditions(steps: readonly WorkStep[], { desired }: PlanRequest): string[] {
  const touched = new Set(steps.flatMap(touchedNames));
  const reads = (index: VirtualTable) =>
    [index.name, ...contentNames(index, desired)].map(fold).some((name) => touched.has(name));
  const gone = steps.flatMap((step) =>
    step.kind === "drop" && step.object.kind === "virtual-table" &&
      findByName(objectsOf(desired), step.object.name) === undefined
      ? [step.object]
      : []
  );
  return [
    ...desired.virtualTables.filter((index) =>
      contentOf(index) && reads(index) && isReadable(index, desired)
    ).map(({ name }) => `(SELECT count(*) FROM (SELECT * FROM ${quoteName(name)} LIMIT 1)) >= 0`),
    ...gone.map(({ name }) =>
      `NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ${quoteString(name)})`
    ),
  ];
}

/** The folded names of what a step changes for objects that read from it. */
function touchedNames(step: WorkStep): string[] {
  switch (step.kind) {
    case "drop":
    case "create":
      return step.object.kind === "index" || step.object.kind === "trigger"
        ? []
        : [fold(step.object.name)];
    case "rename-table":
      return [fold(step.before), fold(step.after)];
    case "set-aside":
      return [fold(step.table), fold(step.replacement ?? step.table)];
    case "rename-column":
    case "drop-column":
      return [fold(step.table)];
    default:
      return [];
  }
}

const MOST_NAMES = 3;
