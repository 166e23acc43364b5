import type { Progress } from "../../base/progress.ts";
import type { PreparedBundle } from "../../migrations/bundle/bundle.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { ReachOptions } from "../location.ts";
import type { ProjectMigrations } from "../applied_history.ts";

/** The migrations, and what is needed to judge their order. */
export interface ApplyProject extends PreparedBundle, ProjectMigrations {
  readonly directory: MigrationDirectory;
}

/** Options for applying migrations to a database. */
export interface ApplyRequest extends ReachOptions {
  readonly project: ApplyProject;
  readonly to?: string | undefined;
  readonly allow: readonly string[];
  /** The id of the last migration that the database already has; nothing is run then. */
  readonly baselineId?: string | undefined;
  /** The name of the tool in whose history migrations are recorded; default: ours. */
  readonly as?: string | undefined;
  /** Whether to first record in our history what another tool has applied. */
  readonly adopt: boolean;
  /** The folder of the backup, by default next to the database; false for no backup. */
  readonly backup: string | false | undefined;
  /** How long to wait for another program. Default 10,000 ms. */
  readonly waitMs?: number;
  /** The time in the name of the backup. */
  readonly startedAt: Date;
  readonly progress?: Progress | undefined;
}

/** The result of applying migrations. */
export interface Applied {
  readonly applied: readonly string[];
  /** The ids of migrations that were recorded as applied without running them. */
  readonly adopted: readonly string[];
  /** The path of the backup; absent if none was made. */
  readonly backup?: string;
  /** The last migration that had been applied before. */
  readonly from: string | undefined;
  /** The hash of the schema before, like that of `DatabaseState`. */
  readonly schema: string;
}

/** How long to wait for another program that applies migrations or holds a lock, by default. */
export const APPLY_WAIT_MS = 10_000;
