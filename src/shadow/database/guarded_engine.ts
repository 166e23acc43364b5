import type { Diagnostic } from "../../base/diagnostic.ts";
import { publishPlace } from "../../host/board.ts";
import type { Engine, EngineError, PreparedQuery } from "../../host/engines/engine.ts";
import type { Declared } from "../../sql/declared.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import type { ConnectionPragmas } from "./connection_pragmas.ts";
import { executionOf } from "../guard/execution.ts";
import { plainRefusal } from "../guard/called_defaults.ts";
import { Defences, type Fault } from "../guard/defences.ts";
import { guard, refusalOf, refusedIn } from "../guard/guard.ts";
import { createStandIns, type StandIns } from "./stand_ins.ts";

/** A statement that was not run: by the engine, with its error, or by us, with the diagnostic. */
export type Refused =
  & { readonly message: string }
  & ({ readonly error: EngineError } | { readonly diagnostic: Diagnostic });

/**
 * An engine for SQL that may come from anybody. What the application registers is replaced by
 * stand-ins on the way in, and its names are restored on the way out.
 */
export class GuardedEngine {
  readonly #engine: Engine;
  readonly #pragmas: ConnectionPragmas;
  readonly #declared: Declared | undefined;
  readonly #defences: Defences;
  readonly #standIns: StandIns | undefined;

  constructor(engine: Engine, pragmas: ConnectionPragmas, declared: Declared | undefined) {
    this.#engine = engine;
    this.#pragmas = pragmas;
    this.#declared = declared;
    this.#defences = new Defences(engine);
    this.#standIns = declared && createStandIns(declared);
  }

  /** Whether anything may have been replaced. */
  get hasStandIns(): boolean {
    return this.#standIns !== undefined;
  }

  /** Why the guard refuses a statement, before anything is run. */
  refusal(statement: Statement): Diagnostic | undefined {
    return guard(statement, this.#engine.name, this.#declared);
  }

  /** Runs a statement that has passed the guard, behind the other defences. */
  run(statement: Statement): Refused | undefined {
    publishPlace(statement);
    // Everything below is about what the engine runs: it does not compile what the file says.
    const replaced = this.#standIns?.replaceIn(statement) ?? statement;
    const fault = this.#faultIn(replaced) ?? this.#defences.before(replaced);
    if (fault !== undefined) return this.#refused(statement, fault, replaced);
    const { kind, sql } = executionOf(replaced);
    if (kind === "nothing") return undefined;
    if (outlineOf(statement).kind === "pragma") this.#pragmas.noteChange();
    const engine = this.#engine;
    const left = this.#wrongCall(statement.sql) ??
      plainRefusal(kind === "run" ? engine.attempt(sql) : engine.compile(sql), engine) ??
      this.#defences.after(replaced);
    return left && this.#refused(statement, left, replaced);
  }

  /** Compiles one statement without running it, and returns the engine's message if it is refused. */
  compile(sql: string): string | undefined {
    const error = this.#wrongCall(sql) ?? this.#engine.compile(this.replace(sql));
    return error && this.restore(error.message);
  }

  /** Prepares an internal query that is run repeatedly, see `Engine.prepare`. */
  prepare(sql: string): PreparedQuery {
    const ask = this.#engine.prepare(this.replace(sql));
    if (this.#standIns === undefined) return ask;
    return (...parameters) =>
      ask(...parameters).map((row) =>
        row.map((it) => typeof it === "string" ? this.restore(it) : it)
      );
  }

  /** The SQL with stand-ins. */
  replace(sql: string): string {
    return this.#standIns?.replace(sql) ?? sql;
  }

  /** The text with the original names in place of stand-ins. */
  restore(text: string): string {
    return this.#standIns?.restore(text) ?? text;
  }

  /** Records SQL that is run without the guard, see `Defences.noteStored`. */
  noteStored(sql: string): void {
    this.#defences.noteStored(sql);
  }

  /** What the guard refuses in a statement with stand-ins: they need no permission of their own. */
  #faultIn(replaced: Statement): Fault | undefined {
    if (this.#declared === undefined) return undefined;
    const { extensions } = this.#declared;
    return refusalOf(replaced, { engine: this.#engine.name, declared: { extensions } });
  }

  #refused(statement: Statement, fault: Fault, replaced: Statement): Refused {
    if ("message" in fault) {
      const message = this.restore(fault.message);
      return { message, error: { ...fault, message } };
    }
    const token = replaced === statement ? fault.token : statement.tokens[0]!;
    const diagnostic = refusedIn(statement, { ...fault, token });
    return { message: diagnostic.message, diagnostic };
  }

  #wrongCall(sql: string): EngineError | undefined {
    const message = this.#standIns?.wrongCall(sql);
    return message === undefined ? undefined : { code: "SQLITE_ERROR", message };
  }
}
