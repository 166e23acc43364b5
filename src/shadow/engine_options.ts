import type { ProgressOptions } from "../base/progress.ts";
import type { RunnerProfile } from "../migrations/runners/profile.ts";
import type { Declared } from "../sql/declared.ts";
import type { Target } from "../base/target.ts";

/** What decides where SQL is run, and who hears how far it has come. */
export interface TargetOptions extends ProgressOptions {
  /** What will run the SQL: it is tried on the engine that stands for it. Default "any". */
  readonly target?: Target | undefined;
  /** What the application registers. Default: nothing. */
  readonly declared?: Declared | undefined;
  /** Whoever may run a history, see `runnersOf`. Default: whoever may run a plain folder. */
  readonly runners?: readonly RunnerProfile[] | undefined;
}
