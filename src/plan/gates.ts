import type { DemandRule, RowDemand } from "../diff/demands/row_demand.ts";
import type { Step } from "./step.ts";

/** What must be so, since no statement would notice: before anything is changed, or at the end. */
export interface Gate {
  /** What is wrong when it is not: `posts.user_id has values without a parent row`. */
  readonly says: string;
  /** An SQL expression, in the names that there are then. */
  readonly condition: string;
  /** Whether it is asked at the end, of the values that the changes made. */
  readonly isLast: boolean;
  /** The demand it is for; absent where it is about the connection. */
  readonly demand?: RowDemand;
}

/**
 * The gates that the demands need. A copy, an ADD COLUMN and a CREATE INDEX stop by themselves; nothing
 * stops at an orphan row while foreign keys are off, at a value that a type converts, nor at any row
 * where libSQL alters a column.
 */
export function gatesFor(demands: readonly RowDemand[], steps: readonly Step[]): Gate[] {
  return demands.flatMap((demand): Gate[] => {
    const { change, says, conditionAfter } = demand;
    const condition = demand.condition ?? conditionAfter;
    const isInPlace = steps.some((step) =>
      step.kind === "alter-table" && !step.validates && step.because?.includes(change)
    );
    const isNoticed = !UNNOTICED.has(demand.rule) && !isInPlace;
    return condition === undefined || isNoticed ? [] : [
      { says, condition, demand, isLast: demand.condition === undefined },
    ];
  });
}

/** What no statement stops at. */
const UNNOTICED: ReadonlySet<DemandRule> = new Set([
  "foreign-key-on-existing",
  "lossy-type-change",
]);
