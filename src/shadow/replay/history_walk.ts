import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { TrialEngine } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { replayModes } from "./replay_modes.ts";
import { makeRunnerTables } from "./runner_tables.ts";
import type { ReplayMode } from "../database/run_steps.ts";
import { ShadowDatabase } from "../database/shadow_database.ts";
import { SchemaWindow } from "../window/schema_window.ts";
import type { Start } from "./replay.ts";

/** The possible runners of a history, and the engine. */
export interface HistoryWalkOptions {
  readonly runners: readonly RunnerProfile[];
  readonly engine: TrialEngine;
  readonly declared?: Declared | undefined;
  /** A whole state after at most as many migrations, from which to start; from nothing without one. */
  readonly stateBefore?:
    | ((count: number) => Promise<WalkStart | undefined> | undefined)
    | undefined;
}

/** A state, and after how many migrations it is. */
export interface WalkStart extends Start {
  readonly count: number;
}

/** A database that advances through a history with its rows, as one of its possible runners does. */
export class HistoryWalk implements AsyncDisposable {
  readonly #migrations: readonly Migration[];
  #modes: readonly ReplayMode[];
  readonly #where: Pick<HistoryWalkOptions, "engine" | "declared">;
  #stateBefore: HistoryWalkOptions["stateBefore"];
  #shadow: ShadowDatabase | undefined;
  #done = 0;

  constructor(
    migrations: readonly Migration[],
    { runners, stateBefore, ...where }: HistoryWalkOptions,
  ) {
    this.#migrations = migrations;
    this.#stateBefore = stateBefore;
    this.#where = where;
    const modes = replayModes(runners);
    // What cannot be run from there is run from nothing.
    this.#modes = stateBefore === undefined ? modes : [...modes.slice(0, 1), ...modes];
  }

  /**
   * The database after this many migrations, never fewer than before; undefined if they cannot be
   * run in any way. The next call advances the same database.
   */
  async to(count: number): Promise<ShadowDatabase | undefined> {
    for (const [index, mode] of this.#modes.entries()) {
      if (index > 0) await this.#restart();
      this.#shadow ??= await this.#open(count, mode);
      if (this.#advance(this.#shadow, count, mode)) {
        this.#modes = this.#modes.slice(index);
        return this.#shadow;
      }
    }
  }

  /** Closes the database. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#restart();
  }

  /** A database in the state before, if that is known and can be restored; otherwise an empty one. */
  async #open(count: number, mode: ReplayMode): Promise<ShadowDatabase> {
    const start = await this.#stateBefore?.(count);
    this.#stateBefore = undefined;
    const shadow = await ShadowDatabase.open(this.#where);
    if (start === undefined) return shadow;
    const { snapshot, rows, order } = start;
    if (new SchemaWindow(shadow, snapshot, { mode, rows, order }).openWhole() === undefined) {
      this.#done = start.count;
      return shadow;
    }
    await shadow[Symbol.asyncDispose]();
    return await ShadowDatabase.open(this.#where);
  }

  #advance(shadow: ShadowDatabase, count: number, mode: ReplayMode): boolean {
    const sources = this.#migrations.slice(this.#done, count).map(({ source }) => source);
    const statements = readStatements(sources);
    if (!statements.ok) return false;
    const { statements: run } = makeRunnerTables(shadow, statements.value, mode);
    const applied = shadow.applyStatements(run, { mode, skipsApplicationOnly: true });
    this.#done = count;
    return applied.ok;
  }

  async #restart(): Promise<void> {
    await this.#shadow?.[Symbol.asyncDispose]();
    this.#shadow = undefined;
    this.#done = 0;
  }
}
