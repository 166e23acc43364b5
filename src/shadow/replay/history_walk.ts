import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { TrialEngine } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { replayModes } from "./replay_modes.ts";
import { makeRunnerTables } from "./runner_tables.ts";
import type { ReplayMode } from "../database/run_steps.ts";
import { ShadowDatabase } from "../database/shadow_database.ts";

/** The possible runners of a history, and the engine. */
export interface HistoryWalkOptions {
  readonly runners: readonly RunnerProfile[];
  readonly engine: TrialEngine;
  readonly declared?: Declared | undefined;
}

/** A database that advances through a history with its rows, as one of its possible runners does. */
export class HistoryWalk implements AsyncDisposable {
  readonly #migrations: readonly Migration[];
  #modes: readonly ReplayMode[];
  readonly #where: Pick<HistoryWalkOptions, "engine" | "declared">;
  #shadow: ShadowDatabase | undefined;
  #done = 0;

  constructor(migrations: readonly Migration[], { runners, ...where }: HistoryWalkOptions) {
    this.#migrations = migrations;
    this.#where = where;
    this.#modes = replayModes(runners);
  }

  /**
   * The database after this many migrations, never fewer than before; undefined if they cannot be
   * run in any way. The next call advances the same database.
   */
  async to(count: number): Promise<ShadowDatabase | undefined> {
    for (const [index, mode] of this.#modes.entries()) {
      if (index > 0) await this.#restart();
      this.#shadow ??= await ShadowDatabase.open(this.#where);
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
