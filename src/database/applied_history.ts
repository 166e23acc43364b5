import type { Migration } from "../migrations/directory.ts";
import type { ForeignKeyState } from "../migrations/runners/profile.ts";
import type { Running } from "../migrations/runners/running.ts";
import type { DatabaseState } from "./state.ts";

/** The applied migrations of a database, to be run again in memory. */
export interface AppliedHistory extends Running {
  /** All migrations of the folder. */
  readonly migrations: readonly Migration[];
  /** The ids of the applied migrations, in the order in which they were applied. */
  readonly applied: readonly string[];
}

/** The migrations of a project, and how they are run. */
export interface ProjectMigrations extends Running {
  /** Whether the application turns foreign keys on, if the project says so. */
  readonly foreignKeys?: ForeignKeyState | undefined;
  readonly directory: { readonly migrations: readonly Migration[] };
}

/** The applied migrations of a database in this state that are in the folder. */
export function appliedHistoryOf(
  { history = [], applied }: Pick<DatabaseState, "history" | "applied">,
  { directory: { migrations }, target, declared, runners }: ProjectMigrations,
): AppliedHistory {
  const order = history.map(({ id }) => id).filter((id) => applied.includes(id));
  // Migrations covered by a baseline have no rows of their own.
  const run = [...applied.filter((id) => !order.includes(id)), ...order];
  return { target, declared, runners, migrations, applied: run };
}
