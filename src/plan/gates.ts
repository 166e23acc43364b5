import type { DemandRule, RowDemand } from "../diff/demands/row_demand.ts";
import type { Step } from "./step.ts";

/** A condition that no statement checks by itself: before anything is changed, or at the end. */
export interface Gate {
  /** The problem if it is false: `posts.user_id has values without a parent row`. */
  readonly problem: string;
  /** An SQL expression, with the names at that point. */
  readonly condition: string;
  /** Whether it is checked at the end, on the values after the changes. */
  readonly isLast: boolean;
  /** The demand that it checks; absent if it is about the connection. */
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

/** The demands that no statement checks. */
const UNNOTICED: ReadonlySet<DemandRule> = new Set([
  "foreign-key-on-existing",
  "lossy-type-change",
]);
