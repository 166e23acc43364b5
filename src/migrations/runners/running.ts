import type { Target } from "../../base/target.ts";
import type { Declared } from "../../sql/declared.ts";
import { usualTarget } from "../layouts/list.ts";
import type { RunnerProfile } from "./profile.ts";
import { type RunnerQuestion, runnersOf } from "./runners_of.ts";

/** How the migrations of a folder are run. */
export interface Running {
  /** By what kind of database: that of the project, else the usual one for their layout. */
  readonly target: Target;
  /** With what the application registers. */
  readonly declared?: Declared | undefined;
  /** By which possible runners, see `runnersOf`. */
  readonly runners: readonly RunnerProfile[];
}

/** How the migrations of a folder with this layout are run, given the options of the project. */
export function runningOf(
  layout: string,
  { target, declared, runner, foreignKeys }:
    & Omit<RunnerQuestion, "layout">
    & Pick<Running, "declared">,
): Running {
  return {
    target: target ?? usualTarget(layout),
    declared,
    runners: runnersOf({ layout, target, runner, foreignKeys }),
  };
}
