import type { Engine } from "../../host/engines/engine.ts";
import type { ForeignKeyState } from "../../migrations/runners/profile.ts";

/** The pragmas of a connection that the SQL of a file may change, and that end with the file. */
export class ConnectionPragmas {
  readonly #engine: Engine;
  #foreignKeys: ForeignKeyState;
  /** Whether foreign keys are enforced now; undefined if a statement may have changed it. */
  #enforced: ForeignKeyState | undefined;
  #isChanged = false;

  constructor(engine: Engine, foreignKeys: ForeignKeyState) {
    this.#engine = engine;
    this.#foreignKeys = foreignKeys;
    this.enforceKeys(foreignKeys);
  }

  /** Whether foreign keys are to be enforced; takes effect with the next `reset`. */
  get foreignKeys(): ForeignKeyState {
    return this.#foreignKeys;
  }

  set foreignKeys(state: ForeignKeyState) {
    this.#foreignKeys = state;
  }

  /** Records that a statement may have changed any of them. */
  noteChange(): void {
    this.#isChanged = true;
    this.#enforced = undefined;
  }

  /** Turns foreign keys on or off until the next `reset`. */
  enforceKeys(state: ForeignKeyState): void {
    if (state === this.#enforced) return;
    this.#engine.run(`PRAGMA foreign_keys = ${state}`);
    this.#enforced = state;
  }

  /** Undoes what statements and `enforceKeys` have changed. */
  reset(): void {
    this.enforceKeys(this.#foreignKeys);
    if (!this.#isChanged) return;
    this.#engine.run("PRAGMA legacy_alter_table = OFF");
    this.#isChanged = false;
  }
}
