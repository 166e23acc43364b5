import type { Engine, EngineError } from "../../host/engines/engine.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { faultOfAltered, faultOfDefaults, hidesDefault } from "./called_defaults.ts";
import { hazardOf, mayHoldHazard } from "./hazards.ts";
import { hidesCode } from "./hidden_calls.ts";
import { rankedViewHazard } from "./ranks.ts";
import type { Refusal } from "./refusal.ts";

/** A forbidden construct, in the engine's words or in ours. */
export type Fault = EngineError | Refusal;

/**
 * What the guard cannot see in the text of one statement alone: constructs that are harmless until
 * something else is in the database. What it takes to find them is done only once something that
 * ran could contain one.
 */
export class Defences {
  readonly #engine: Engine;
  /** Whether `hazardOf` has to be asked, see `mayHoldHazard`. */
  #mayHoldHazard = false;
  #mayHideDefault = false;
  #mayHideCode = false;
  readonly #trusted = new Set<string>();
  /** A forbidden construct that was stored: from then on nothing is run. */
  #fault: Fault | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Why a statement that has passed the guard must not run on what is in the database. */
  before(statement: Statement): Fault | undefined {
    if (this.#fault !== undefined) return this.#fault;
    this.#mayHoldHazard ||= mayHoldHazard(statement);
    return this.#engine.name === "libsql" && this.#mayHoldHazard
      ? hazardOf(statement, this.#engine)
      : undefined;
  }

  /** A forbidden construct that a statement has left behind. */
  after(statement: Statement): Fault | undefined {
    return this.#fault = this.#faultAfter(statement);
  }

  /** Records SQL that was checked when it was created, but not in combination with what comes next. */
  noteStored(sql: string): void {
    if (this.#trusted.has(sql)) return;
    this.#trusted.add(sql);
    this.#mayHoldHazard ||= mayHoldHazard({ sql });
    this.#mayHideCode ||= hidesCode(sql);
    this.#mayHideDefault ||= hidesDefault({ sql });
  }

  #faultAfter(statement: Statement): Fault | undefined {
    const engine = this.#engine;
    const stores = ["create", "alter"].includes(outlineOf(statement).kind);
    this.#mayHideDefault ||= stores && hidesDefault(statement);
    const fault = faultOfDefaults(statement, engine, { mayBeHidden: this.#mayHideDefault });
    if (engine.name !== "libsql" || fault !== undefined) return fault;
    this.#mayHideCode ||= stores && hidesCode(statement.sql);
    return (this.#mayHideCode ? faultOfAltered(statement, engine) : undefined) ??
      (this.#mayHoldHazard ? rankedViewHazard(statement, engine) : undefined);
  }
}
