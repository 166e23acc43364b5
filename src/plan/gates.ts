import type { DemandRule, RowDemand } from "../diff/demands/row_demand.ts";
import { columnRenames, renameTo } from "../diff/rename.ts";
import { takesSavepoint } from "../base/target.ts";
import { type Column, findByName, type SchemaObject } from "../schema/snapshot.ts";
import { copiedColumns, isDerived } from "../schema/text/virtual_options.ts";
import { fold, quoteString, sameName } from "../sql/names.ts";
import type { PlanRequest } from "./request.ts";
import type { Step } from "./step.ts";

/** A condition that no statement checks by itself: before anything is changed, or at the end. */
export interface Gate {
  /** The problem if it is false: `posts.user_id has values without a parent row`. */
  readonly problem: string;
  /** An SQL expression, with the names at that point. */
  readonly condition: string;
  /** Whether it is checked at the end, on the values after the changes. */
  readonly isLast: boolean;
  /** The demand that it checks; absent if it is about the connection, or whether the file has run before. */
  readonly demand?: RowDemand;
}

/**
 * The gates that the demands need. A copy, ADD COLUMN and CREATE INDEX fail by themselves. Nothing fails
 * at an orphan row while foreign keys are off, at a value that a type converts, or at any row if libSQL
 * alters a column.
 */
export function gatesFor(demands: readonly RowDemand[], steps: readonly Step[]): Gate[] {
  return demands.flatMap((demand): Gate[] => {
    const { change, problem, conditionAfter } = demand;
    const condition = demand.condition ?? conditionAfter;
    const isInPlace = steps.some((step) =>
      step.kind === "alter-table" && !step.validates && step.because?.includes(change)
    );
    const isNoticed = !UNNOTICED.has(demand.rule) && !isInPlace;
    return condition === undefined || isNoticed ? [] : [
      { problem, condition, demand, isLast: demand.condition === undefined },
    ];
  });
}

/**
 * The gates for values that an UPDATE gives to existing rows: if a runner continues although the column is
 * there already, it would replace all that has been written since. No runner of D1 does.
 */
export function fillGates(steps: readonly Step[], request: PlanRequest): Gate[] {
  if (!takesSavepoint(request.target)) return [];
  return steps.flatMap((step): Gate[] => {
    if (step.kind !== "add-column" || step.fill === undefined) return [];
    const table = renameTo(request.renames, step.table)?.before ?? step.table;
    const columns = findByName(request.current.tables, table)?.columns ?? [];
    const name = newName(step.column, { table: step.table, columns, request });
    if (name === undefined) return [];
    const found = `SELECT 1 FROM pragma_table_xinfo(${quoteString(table)}) ` +
      `WHERE lower(name) = ${quoteString(fold(name))}`;
    const problem = `${table}.${name} is there already`;
    return [{ problem, condition: `NOT EXISTS (${found})`, isLast: false }];
  });
}

/** The name of a new column, or that which another one gets that had it before. */
function newName(
  name: string,
  { table, columns, request }: {
    readonly table: string;
    /** Those before. */
    readonly columns: readonly Column[];
    readonly request: PlanRequest;
  },
): string | undefined {
  if (findByName(columns, name) === undefined) return name;
  const moved = columnRenames(request.renames, table).find((it) => sameName(it.before, name));
  return moved && newName(moved.after, { table, columns, request });
}

/**
 * The gates for tables that are new under the name of another one, whose rows they do not get: if the file has
 * run before, they would lose what they have got since. Only virtual tables, and tables in place of one, are
 * not altered instead.
 */
export function recreationGates({ changes, renames }: PlanRequest): Gate[] {
  const dropped = changes.flatMap((it) =>
    it.kind === "drop" && hasRows(it.object) ? it.object : []
  );
  const recreated = changes.flatMap((it): SchemaObject[] => {
    if (it.kind === "create") return findByName(dropped, it.object.name) ? [it.object] : [];
    if (it.kind !== "replace" || it.before.kind !== "virtual-table") return [];
    const { before, after } = it;
    const isCopied = after.kind === "virtual-table" && copiedColumns(before, after).length > 0;
    // The name that is dropped is not found again.
    const isRenamed = renameTo(renames, after.name) !== undefined;
    return isCopied || isRenamed ? [] : [after];
  });
  return recreated.filter(hasRows).map(({ name, sql }) => ({
    problem: `${name} is recreated already`,
    condition: `NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE sql = ${quoteString(sql)})`,
    isLast: false,
  }));
}

/** Whether an object has rows that are nowhere else. */
function hasRows(object: SchemaObject): boolean {
  return object.kind === "table" || (object.kind === "virtual-table" && !isDerived(object));
}

/** The demands that no statement checks. */
const UNNOTICED: ReadonlySet<DemandRule> = new Set([
  "foreign-key-on-existing",
  "lossy-type-change",
]);
