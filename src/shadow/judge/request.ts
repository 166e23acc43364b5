import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { SchemaObject, SchemaSnapshot, Table } from "../../schema/snapshot.ts";
import type { TrialEngine } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import type { Statement } from "../../sql/statements.ts";
import type { TableRows } from "../../schema/content.ts";
import type { RunFile } from "./run/run.ts";

/** Files to be judged together: those that no database has run yet, or one of a history. */
export interface JudgeRequest {
  /** The engine of the shadow. */
  readonly engine: TrialEngine;
  /** What the application registers. */
  readonly declared?: Declared | undefined;
  /** The schema before them. */
  readonly before: SchemaSnapshot;
  /** What the files can reach, if it is known. */
  readonly reach?: Reach | undefined;
  /** The rows of the history, by table; those out of reach may be missing. */
  readonly rows?: ReadonlyMap<string, TableRows> | undefined;
  readonly files: readonly JudgedFile[];
  /** The possible runners. */
  readonly runners: readonly RunnerProfile[];
  /** Whether there is no time to run them once more. */
  readonly isOver?: (() => boolean) | undefined;
}

/** Thrown if there was no time to judge files. */
export class OutOfTime extends Error {}

/** What files can reach. */
export interface Reach {
  /** The objects with which they have the same effect as with all. */
  readonly scope: readonly SchemaObject[];
  /** The tables among them whose rows can matter. */
  readonly tables: readonly Table[];
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
