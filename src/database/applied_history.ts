import type { Target } from "../base/target.ts";
import type { Migration } from "../migrations/directory.ts";
import type { RunnerProfile } from "../migrations/runners/profile.ts";
import type { Declared } from "../sql/declared.ts";
import type { DatabaseState } from "./state.ts";

/** The applied migrations of a database, to be run again in memory. */
export interface AppliedHistory {
  /** All migrations of the folder. */
  readonly migrations: readonly Migration[];
  /** The ids of the applied migrations, in the order in which they were applied. */
  readonly applied: readonly string[];
  readonly target: Target;
  readonly runners: readonly RunnerProfile[];
  /** What the application registers. */
  readonly declared?: Declared | undefined;
}

/** The migrations of a project, and how they are run. */
export interface ProjectMigrations extends Pick<AppliedHistory, "target" | "runners" | "declared"> {
  readonly directory: { readonly migrations: readonly Migration[] };
}

/** The applied migrations of a database in this state that are in the folder. */
export function appliedHistoryOf(
  { history = [], applied }: Pick<DatabaseState, "history" | "applied">,
  { directory: { migrations }, target, runners, declared }: ProjectMigrations,
): AppliedHistory {
  const order = history.map(({ id }) => id).filter((id) => applied.includes(id));
  // Migrations covered by a baseline have no rows of their own.
  const run = [...applied.filter((id) => !order.includes(id)), ...order];
  return { migrations, applied: run, target, runners, declared };
}
