import type { ProgressOptions } from "../../base/progress.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { Declared } from "../../sql/declared.ts";
import type { Target } from "../../base/target.ts";

/** Options for where SQL is run and who receives progress messages. */
export interface TargetOptions extends ProgressOptions {
  /** What will run the SQL; it is tried on the matching engine. Default "any". */
  readonly target?: Target | undefined;
  /** Functions, collations and modules that the application registers. Default: none. */
  readonly declared?: Declared | undefined;
  /** The runners that may run a history, see `runnersOf`. Default: those of a plain folder. */
  readonly runners?: readonly RunnerProfile[] | undefined;
}

/** The database that will run the SQL of a migration. */
export interface TargetDatabase extends Pick<TargetOptions, "declared"> {
  readonly target: Target;
}
