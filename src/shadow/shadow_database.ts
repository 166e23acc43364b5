import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import {
  type Engine,
  openEngine,
  type PreparedQuery,
  type SqlValue,
} from "../host/database/engine.ts";
import { boundMemory, type LimitedRun, runWithinLimit } from "../host/database/time_limit.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { introspect } from "../schema/introspect.ts";
import type { SchemaObject, SchemaSnapshot, Table } from "../schema/snapshot.ts";
import type { EngineName } from "../sql/engine_name.ts";
import { quoteName } from "../sql/names.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";
import { canLoop, canMultiply, storesLoop, touchesRows } from "./endless.ts";
import { baseName, explainRefusal, numberOf } from "./explain.ts";
import { guard } from "./guard.ts";
import { readStatements } from "./read_statements.ts";
import { type ReplayMode, type RunStep, sqlOf, stepsOf } from "./run_steps.ts";

/** How a shadow behaves. */
export interface ShadowOptions {
  /** What runs it: libSQL, or the SQLite inside Deno, Bun or Node. Default "libsql". */
  readonly engine?: EngineName | undefined;
  /** Whether foreign keys are enforced. Default true. */
  readonly foreignKeys?: boolean;
  /** How long one statement may take that could run for ever. Default 5,000 ms. */
  readonly statementLimitMs?: number;
}

/** Who hears of statements that are run. */
export interface ApplyOptions {
  /** Told of each statement before it is run. */
  readonly starts?: ((statement: Statement) => void) | undefined;
  /** How files are run; without it no transaction is opened, and foreign keys are as opened. */
  readonly mode?: ReplayMode | undefined;
}

/**
 * An in-memory database that exists to be asked what a schema is. Nothing of it reaches the
 * disk, and nothing that runs in it reaches the machine: statements pass a guard first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ShadowDatabase } from "penumbra";
 *
 * await using shadow = await ShadowDatabase.open();
 * await shadow.applyScript({ name: "schema.sql", text: "CREATE TABLE users (id INTEGER)" });
 * assert.equal(shadow.introspect().tables[0]?.name, "users");
 * ```
 */
export class ShadowDatabase implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #limitMs: number;
  #foreignKeys: "ON" | "OFF";
  /** All that was run here, so that a trial elsewhere can start from the same state. */
  readonly #done: string[] = [];
  #storesLoop = false;
  #touchedRows = false;
  #pragmasChanged = false;

  private constructor(engine: Engine, options: ShadowOptions) {
    this.#engine = engine;
    this.#limitMs = options.statementLimitMs ?? 5_000;
    boundMemory(engine);
    this.#foreignKeys = options.foreignKeys === false ? "OFF" : "ON";
    this.execute(`PRAGMA foreign_keys = ${this.#foreignKeys}`);
  }

  /** An empty shadow. Its engine is loaded when the first one is opened. */
  static async open(options: ShadowOptions = {}): Promise<ShadowDatabase> {
    return new ShadowDatabase(await openEngine(options.engine), options);
  }

  /** Runs every migration in order, one statement at a time. Fails as `applyStatements` does. */
  async applyMigrations(directory: Pick<MigrationDirectory, "migrations">): Promise<Result<void>> {
    const statements = readStatements(directory.migrations.map(({ source }) => source));
    return statements.ok ? await this.applyStatements(statements.value) : statements;
  }

  /** Runs every statement of a text. Fails as `applyStatements` does. */
  async applyScript(source: SourceText): Promise<Result<void>> {
    const statements = readStatements([source]);
    return statements.ok ? await this.applyStatements(statements.value) : statements;
  }

  /**
   * Runs statements. What a file says in pragmas ends with it, as it does where each file is run by
   * itself. Fails with all that the guard refuses, before anything is run; else at the first
   * statement that the engine refuses or that takes too long, with its file, line and column.
   */
  async applyStatements(
    statements: readonly Statement[],
    { starts, mode }: ApplyOptions = {},
  ): Promise<Result<void>> {
    const refused = statements.map(guard).filter((diagnostic) => diagnostic !== undefined);
    if (refused.length > 0) return fail("unfinished", ...refused);
    const foreignKeys = this.#foreignKeys;
    if (mode !== undefined) this.#setForeignKeys(mode.foreignKeys === "on" ? "ON" : "OFF");
    const ran = await this.#run(stepsOf(statements, mode), starts);
    if (!ran.ok) this.#engine.run("ROLLBACK");
    if (mode !== undefined) this.#setForeignKeys(foreignKeys);
    return ran;
  }

  async #run(steps: readonly RunStep[], starts: ApplyOptions["starts"]): Promise<Result<void>> {
    let isTried = false;
    for (const [index, step] of steps.entries()) {
      const { statement } = step;
      if (step.kind === "statement") {
        starts?.(statement);
        const touches = touchesRows(statement);
        this.#touchedRows ||= touches;
        if (touches && !isTried && this.#couldTakeLong(statement)) {
          const answer = await this.#tryRest(steps.slice(index));
          if (answer.kind === "timed-out") {
            const { statement: endless } = steps[index + answer.index]!;
            return fail("unfinished", tooLong(endless, this.#limitMs));
          }
          isTried = answer.kind === "finished";
        }
        this.#storesLoop ||= storesLoop(statement);
        this.#pragmasChanged ||= isWord(statement.tokens[0], "pragma");
      } else if (step.kind === "open") this.#resetPragmas();
      const sql = sqlOf(step);
      const error = sql === undefined ? undefined : this.#engine.run(sql);
      // A file may have ended the transaction of its runner.
      const isOver = step.kind === "commit" && /no transaction/.test(error?.message ?? "");
      if (error !== undefined && !isOver) {
        return fail("unfinished", explainRefusal(statement, error, this.introspect()));
      }
      if (sql !== undefined && !isOver) this.#done.push(sql);
    }
    return succeed(undefined);
  }

  /** The names of those among the tables that statements left rows in. */
  filledTables(tables: readonly Table[]): string[] {
    if (!this.#touchedRows) return [];
    const filled = tables.filter(({ name }) =>
      this.#engine.query(`SELECT 1 FROM ${quoteName(name)} LIMIT 1`).length > 0
    );
    return filled.map(({ name }) => name);
  }

  /** Makes the objects as they are, in an order in which each finds what it needs. */
  restore(objects: readonly SchemaObject[]): void {
    for (const object of objects) this.execute(object.sql);
  }

  /** Runs SQL of our own. Throws when the guard or the engine refuses it. */
  execute(sql: string): void {
    const refusal = this.attempt(sql);
    if (refusal !== undefined) throw new Error(`${refusal} in: ${sql}`);
    this.#done.push(sql);
  }

  /**
   * Runs statements of our own without the guard, which their texts have passed before, and without
   * foreign keys; pragmas are as opened afterwards. Gives back what the engine said if it refused
   * one; it goes no further then.
   */
  arrange(statements: readonly string[]): string | undefined {
    if (statements.length === 0) return undefined;
    this.#pragmasChanged = true;
    for (const sql of ["PRAGMA foreign_keys = OFF", ...statements]) {
      const refusal = this.#engine.run(sql);
      if (refusal !== undefined) return `${refusal.message} in: ${sql}`;
      this.#done.push(sql);
    }
    this.#resetPragmas();
    return undefined;
  }

  /** Whether there is something of that name, case ignored as SQLite does. */
  has(name: string): boolean {
    const find = "SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE";
    return this.query(find, name).length > 0;
  }

  /** Whether a transaction is open that statements began. */
  isInTransaction(): boolean {
    if (this.#engine.run("BEGIN") !== undefined) return true;
    this.#engine.run("COMMIT");
    return false;
  }

  /** Runs one statement, giving back what the guard or the engine said when it refused. */
  attempt(sql: string): string | undefined {
    // Parts of our own SQL come out of a cache, which anybody may have written.
    return refusedByGuard(sql)?.message ?? this.#engine.run(sql)?.message;
  }

  /** Compiles one statement without running it, giving back what the engine said if it refused. */
  compile(sql: string): string | undefined {
    return this.#engine.compile(sql)?.message;
  }

  /** The rows of one statement of our own, each an array in the order of its columns. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][] {
    return this.#engine.query(sql, ...parameters);
  }

  /** What asks the same query of our own again and again, see `Engine.prepare`. */
  prepare(sql: string): PreparedQuery {
    return this.#engine.prepare(sql);
  }

  /** What the shadow contains. Strings in double quotes come back in single ones. */
  introspect(): SchemaSnapshot {
    this.#quoteStrings();
    return introspect((sql, ...parameters) => this.#engine.query(sql, ...parameters));
  }

  /** Closes the database; nothing of it is left. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#engine.close();
    return Promise.resolve();
  }

  #couldTakeLong(statement: Statement): boolean {
    return this.#storesLoop || canLoop(statement) ||
      canMultiply(statement, (sql, ...parameters) => this.#engine.query(sql, ...parameters));
  }

  /**
   * How statements fare where they can be given up, on a copy of this state: all up to the last that
   * reads or writes rows, so that no other is tried again. Ordinary migrations never come here. An
   * index counts from the first of the statements.
   */
  async #tryRest(steps: readonly RunStep[]): Promise<LimitedRun> {
    const last = steps.findLastIndex((it) => it.kind === "statement" && touchesRows(it.statement));
    // An empty text runs as nothing, and keeps the places.
    const rest = steps.slice(0, last + 1).map((step) => sqlOf(step) ?? "");
    const trial = [...this.#done, ...rest];
    const answer = await runWithinLimit(trial, {
      engine: this.#engine.name,
      limitMs: this.#limitMs,
    });
    if (answer.kind !== "timed-out") return answer;
    const index = answer.index - this.#done.length;
    if (index < 0) throw new Error("A statement that had finished did not again");
    return { ...answer, index };
  }

  /**
   * Has SQLite write every string of the schema in single quotes, as it does whenever a column is
   * dropped anywhere: only the engine can tell such a string from a name. Does nothing where a view
   * is broken, since SQLite drops no column then. libSQL takes no string in double quotes.
   * https://www.sqlite.org/quirks.html#dblquote
   */
  #quoteStrings(): void {
    if (this.#engine.name === "libsql") return;
    const quoted = "SELECT 1 FROM sqlite_schema WHERE sql LIKE '%\"%' LIMIT 1";
    if (this.#engine.query(quoted).length === 0) return;
    this.#engine.run("CREATE TABLE __penumbra_quotes (a, b)");
    this.#engine.run("ALTER TABLE __penumbra_quotes DROP COLUMN b");
    this.#engine.run("DROP TABLE __penumbra_quotes");
  }

  #setForeignKeys(state: "ON" | "OFF"): void {
    if (state === this.#foreignKeys) return;
    this.#foreignKeys = state;
    this.execute(`PRAGMA foreign_keys = ${state}`);
  }

  #resetPragmas(): void {
    if (!this.#pragmasChanged) return;
    this.execute(`PRAGMA foreign_keys = ${this.#foreignKeys}`);
    this.execute("PRAGMA legacy_alter_table = OFF");
    this.#pragmasChanged = false;
  }
}

function refusedByGuard(sql: string): Diagnostic | undefined {
  const script = splitStatements({ name: "SQL of our own", text: sql });
  if (!script.ok) return script.diagnostics[0];
  return script.value.statements.map(guard).find((diagnostic) => diagnostic !== undefined);
}

function tooLong(statement: Statement, limitMs: number): Diagnostic {
  const { source, startOffset, endOffset } = statement;
  const place = `statement ${numberOf(statement)} of ${baseName(source.name)}`;
  return {
    code: "shadow/time-limit",
    severity: "error",
    message: `Cannot finish ${place}: it still runs after ${limitMs / 1000} s`,
    span: { source, startOffset, endOffset },
    hint: "Look for a recursive query without an end, or a join without a condition",
  };
}
