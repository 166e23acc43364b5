import type { GateStep, Step } from "../plan.ts";
import { temporaryName } from "../renames.ts";
import { namesOf, type PlanRequest } from "../request.ts";
import type { RowDemand } from "./row_demand.ts";

/**
 * The gates that stop the steps before they change anything, where a row would stop one of them
 * halfway or, in a column that is altered in place, none. The first statement of all stops by itself.
 */
export function gatesBefore(
  steps: readonly Step[],
  request: PlanRequest & { readonly demands: readonly RowDemand[] },
): GateStep[] {
  const table = temporaryName("gate", "", namesOf(request));
  return request.demands.flatMap(({ change, says, condition }): GateStep[] => {
    const step = steps.findLast((it) => it.because.includes(change));
    const isFirst = step !== undefined && step === steps[0];
    const stopsByItself = step?.kind === "add-column" || (isFirst && step.kind === "create");
    if (condition === undefined || stopsByItself) return [];
    return [{ kind: "gate", says, table, condition, because: [change] }];
  });
}
