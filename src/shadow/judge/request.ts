import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import type { Statement } from "../../sql/statements.ts";
import type { TableRows } from "../../schema/table_rows.ts";
import type { RunFile } from "./run.ts";

/** Files to be judged together: those that no database has run yet, or one of a history. */
export interface JudgeRequest {
  /** The engine of the shadow. */
  readonly engine: EngineName;
  /** What the application registers. */
  readonly declared?: Declared | undefined;
  /** The schema before them. */
  readonly before: SchemaSnapshot;
  /** The rows of the history, by table. */
  readonly rows?: ReadonlyMap<string, TableRows> | undefined;
  readonly files: readonly JudgedFile[];
  /** The possible runners. */
  readonly runners: readonly RunnerProfile[];
}

/** A migration, and its statements. */
export interface JudgedFile {
  readonly migration: Migration;
  readonly statements: readonly Statement[];
}

/** How a runner runs the files. */
export interface Way {
  readonly mode: RunnerProfile;
  readonly files: readonly RunFile[];
}
