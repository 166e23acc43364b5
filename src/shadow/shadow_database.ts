import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { type Engine, openEngine, type SqlValue } from "../host/engine.ts";
import { boundMemory, runWithinLimit } from "../host/time_limit.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { introspect } from "../schema/introspect.ts";
import { objectsOf, type SchemaObject, type SchemaSnapshot } from "../schema/snapshot.ts";
import { quoteName } from "../sql/names.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";
import { canLoop, storesLoop } from "./endless.ts";
import { explainRefusal } from "./explain.ts";
import { guard } from "./guard.ts";

/** How a shadow behaves. */
export interface ShadowOptions {
  /** Whether foreign keys are enforced, as libSQL does unless told otherwise. Default true. */
  readonly foreignKeys?: boolean;
  /** How long one statement may take that could run for ever. Default 5,000 ms. */
  readonly statementLimitMs?: number;
}

/**
 * An in-memory libSQL database that exists to be asked what a schema is. Nothing of it reaches the
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
  readonly #foreignKeys: "ON" | "OFF";
  /** All that was run here, so that a trial elsewhere can start from the same state. */
  readonly #done: string[] = [];
  #storesLoop = false;
  #pragmasChanged = false;

  private constructor(engine: Engine, options: ShadowOptions) {
    this.#engine = engine;
    this.#limitMs = options.statementLimitMs ?? 5_000;
    boundMemory(engine);
    this.#foreignKeys = options.foreignKeys === false ? "OFF" : "ON";
    this.execute(`PRAGMA foreign_keys = ${this.#foreignKeys}`);
  }

  /** An empty shadow. libSQL is loaded when the first one is opened. */
  static async open(options: ShadowOptions = {}): Promise<ShadowDatabase> {
    return new ShadowDatabase(await openEngine(), options);
  }

  /**
   * Runs every migration in order, one statement at a time. Fails at the first statement that is
   * refused or takes too long, with its file, line and column.
   */
  async applyMigrations(directory: Pick<MigrationDirectory, "migrations">): Promise<Result<void>> {
    const statements: Statement[] = [];
    for (const { source } of directory.migrations) {
      const script = splitStatements(source);
      if (!script.ok) return script;
      statements.push(...script.value.statements);
    }
    const failure = await this.applyStatements(statements);
    return failure === undefined ? succeed(undefined) : fail("unfinished", failure);
  }

  /** Runs every statement of a text. Fails like `applyMigrations`. */
  async applyScript(source: SourceText): Promise<Result<void>> {
    const script = splitStatements(source);
    if (!script.ok) return script;
    const failure = await this.applyStatements(script.value.statements);
    return failure === undefined ? succeed(undefined) : fail("unfinished", failure);
  }

  /**
   * Runs statements, giving back why one of them was refused. What a file says in pragmas ends with
   * it, as it does where each file is run by itself.
   */
  async applyStatements(statements: readonly Statement[]): Promise<Diagnostic | undefined> {
    const refused = statements.map(guard).find((diagnostic) => diagnostic !== undefined);
    if (refused !== undefined) return refused;
    const endless = await this.#tryEndless(statements);
    if (endless !== undefined) return endless;
    let number = 0;
    for (const [index, statement] of statements.entries()) {
      const isFirst = statement.source !== statements[index - 1]?.source;
      if (isFirst) this.#resetPragmas();
      number = isFirst ? 1 : number + 1;
      this.#pragmasChanged ||= isWord(statement.tokens[0], "pragma");
      const error = this.#engine.run(statement.sql);
      if (error !== undefined) {
        return explainRefusal(statement, error, { number, names: this.#names() });
      }
      this.#done.push(statement.sql);
    }
  }

  /** Whether any table holds a row: then what runs next may depend on it. */
  holdsRows(): boolean {
    return this.introspect().tables.some((table) =>
      this.#engine.query(`SELECT 1 FROM ${quoteName(table.name)} LIMIT 1`).length > 0
    );
  }

  /** Makes the objects as they are, in an order in which each finds what it needs. */
  restore(objects: readonly SchemaObject[]): void {
    for (const object of objects) this.execute(object.sql);
  }

  /** Runs SQL of our own. Throws when the engine refuses it. */
  execute(sql: string): void {
    const error = this.#engine.run(sql);
    if (error !== undefined) throw new Error(`${error.message} in: ${sql}`);
    this.#done.push(sql);
  }

  /** Runs one statement, giving back what the engine said when it refused. */
  attempt(sql: string): string | undefined {
    return this.#engine.run(sql)?.message;
  }

  /** The rows of one statement of our own, each an array in the order of its columns. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][] {
    return this.#engine.query(sql, ...parameters);
  }

  /** What the shadow contains. */
  introspect(): SchemaSnapshot {
    return introspect((sql, ...parameters) => this.#engine.query(sql, ...parameters));
  }

  /** Closes the database; nothing of it is left. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#engine.close();
    return Promise.resolve();
  }

  /**
   * Tries statements that could run for ever where they can be given up, on a copy of this state. An
   * ordinary migration holds none, and pays nothing.
   */
  async #tryEndless(statements: readonly Statement[]): Promise<Diagnostic | undefined> {
    let last = -1;
    for (const [index, statement] of statements.entries()) {
      if (canLoop(statement) || (this.#storesLoop && movesData(statement))) last = index;
      this.#storesLoop ||= storesLoop(statement);
    }
    if (last < 0) return undefined;
    const trial = [...this.#done, ...statements.slice(0, last + 1).map((it) => it.sql)];
    const answer = await runWithinLimit(trial, { limitMs: this.#limitMs });
    if (answer.kind !== "timed-out") return undefined;
    const statement = statements[answer.index - this.#done.length];
    if (statement === undefined) throw new Error("A statement that had finished did not again");
    return tooLong(statement, this.#limitMs);
  }

  #resetPragmas(): void {
    if (!this.#pragmasChanged) return;
    this.execute(`PRAGMA foreign_keys = ${this.#foreignKeys}`);
    this.execute("PRAGMA legacy_alter_table = OFF");
    this.#pragmasChanged = false;
  }

  #names(): string[] {
    const objects = objectsOf(this.introspect());
    const columns = objects.flatMap((it) => it.kind === "table" ? it.columns : []);
    return [...objects, ...columns].map((it) => it.name);
  }
}

function movesData({ tokens }: Statement): boolean {
  return /^(insert|replace|update|delete|select|with|values)$/i.test(tokens[0]!.text);
}

function tooLong(statement: Statement, limitMs: number): Diagnostic {
  const { source, startOffset, endOffset } = statement;
  return {
    code: "shadow/time-limit",
    severity: "error",
    message: `Cannot finish a statement of ${source.name}: it still runs after ${limitMs} ms`,
    span: { source, startOffset, endOffset },
    hint: "Look for a recursive query without an end, or a join without a condition",
  };
}
