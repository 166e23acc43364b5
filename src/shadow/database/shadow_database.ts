import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import {
  type Engine,
  openEngine,
  type PreparedQuery,
  type SqlValue,
} from "../../host/engines/engine.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { introspect } from "../../schema/introspect.ts";
import type { SchemaObject, SchemaSnapshot, Table } from "../../schema/snapshot.ts";
import type { EngineName, TrialEngine } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { quoteName } from "../../sql/names.ts";
import { writesRows } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { ConnectionPragmas } from "./connection_pragmas.ts";
import { explainRefusal } from "../explain/explain.ts";
import { isForApplication, skippedWarning } from "../guard/application_only.ts";
import { GuardedEngine, type Refused } from "./guarded_engine.ts";
import { inScripts, ownStatements } from "./own_sql.ts";
import { quoteStrings } from "./quote_strings.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { type ReplayMode, type RunStep, stepsOf } from "./run_steps.ts";

/** Options of a shadow. */
export interface ShadowOptions {
  /** The engine: libSQL, or the SQLite built into Deno, Bun or Node. Default "libsql". */
  readonly engine?: TrialEngine | undefined;
  /** What the application registers; stand-ins replace it. Default: none. */
  readonly declared?: Declared | undefined;
  /** Whether foreign keys are enforced. Default true. */
  readonly foreignKeys?: boolean;
}

/** Options for running statements. */
export interface ApplyOptions {
  /** Called before each statement. */
  readonly starts?: ((statement: Statement) => void) | undefined;
  /** How files are run; without it no transaction is opened, and foreign keys are as opened. */
  readonly mode?: ReplayMode | undefined;
  /**
   * Whether statements that only move rows and call a function the engine lacks are skipped with a
   * warning instead of failing.
   */
  readonly skipsApplicationOnly?: boolean;
}

/**
 * An object as the engine stores it. `table` is the table it belongs to; the root page, 0 for objects
 * without content, identifies a table or index as long as it exists.
 */
export type ObjectText = readonly [
  type: string,
  name: string,
  table: string,
  sql: string,
  rootPage: number,
];

/**
 * An in-memory database for finding out the schema that SQL creates. It never writes to disk, and
 * SQL in it cannot reach the machine: every statement passes a guard first.
 */
export class ShadowDatabase implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #pragmas: ConnectionPragmas;
  readonly #guarded: GuardedEngine;
  #touchedRows = false;
  #askTexts: PreparedQuery | undefined;
  #alterRefusal: string | undefined;

  private constructor(engine: Engine, options: ShadowOptions) {
    this.#engine = engine;
    this.#pragmas = new ConnectionPragmas(engine, options.foreignKeys === false ? "off" : "on");
    this.#guarded = new GuardedEngine(engine, this.#pragmas, options.declared);
  }

  /** Opens an empty shadow. The engine is loaded when the first one is opened. */
  static async open(options: ShadowOptions = {}): Promise<ShadowDatabase> {
    return new ShadowDatabase(await openEngine(options.engine, options.declared), options);
  }

  /** The engine of the shadow. */
  get engine(): EngineName {
    return this.#engine.name;
  }

  /** Runs every migration in order, one statement at a time. Fails as `applyStatements` does. */
  applyMigrations(directory: Pick<MigrationDirectory, "migrations">): Result<void> {
    const statements = readStatements(directory.migrations.map(({ source }) => source));
    return statements.ok ? this.applyStatements(statements.value) : statements;
  }

  /** Runs every statement of a text. Fails as `applyStatements` does. */
  applyScript(source: SourceText): Result<void> {
    const statements = readStatements([source]);
    return statements.ok ? this.applyStatements(statements.value) : statements;
  }

  /**
   * Runs statements. Pragmas set by a file end with it, as if each file were run separately. Fails
   * with everything that the guard refuses, before anything is run; otherwise at the first
   * statement that the engine refuses, with its file, line and column.
   */
  applyStatements(
    statements: readonly Statement[],
    { starts, mode, skipsApplicationOnly = false }: ApplyOptions = {},
  ): Result<void> {
    const refused = statements.map((statement) => this.#guarded.refusal(statement))
      .filter((diagnostic) => diagnostic !== undefined);
    if (refused.length > 0) return fail("unfinished", refused);
    const { foreignKeys } = this.#pragmas;
    if (mode !== undefined) this.#pragmas.foreignKeys = mode.foreignKeys;
    const ran = this.#run(stepsOf(statements, mode), { starts, skipsApplicationOnly });
    if (!ran.ok) this.#engine.run("ROLLBACK");
    if (this.#pragmas.foreignKeys !== foreignKeys) {
      this.#pragmas.foreignKeys = foreignKeys;
      this.#pragmas.enforceKeys(foreignKeys);
    }
    return ran;
  }

  #run(
    steps: readonly RunStep[],
    { starts, skipsApplicationOnly }: Pick<ApplyOptions, "starts" | "skipsApplicationOnly">,
  ): Result<void> {
    const warnings: Diagnostic[] = [];
    for (const step of steps) {
      const { statement } = step;
      if (step.kind === "statement") {
        starts?.(statement);
        this.#touchedRows ||= writesRows(statement);
        const refused = this.#guarded.run(statement);
        if (refused === undefined) continue;
        const diagnostic = this.#explain(statement, refused);
        const isSkipped = skipsApplicationOnly && isForApplication(statement, refused.message);
        if (!isSkipped) return fail("unfinished", diagnostic);
        warnings.push(skippedWarning(diagnostic));
        continue;
      }
      if (step.kind === "open") this.#pragmas.reset();
      const error = step.kind === "commit"
        ? this.#engine.run("COMMIT")
        : step.inTransaction
        ? this.#engine.run("BEGIN")
        : undefined;
      // A file may have ended its runner's transaction.
      const isOver = step.kind === "commit" && /no transaction/.test(error?.message ?? "");
      if (error !== undefined && !isOver) {
        return fail("unfinished", explainRefusal(statement, error, this.introspect()));
      }
    }
    return succeed(undefined, warnings);
  }

  #explain(statement: Statement, refused: Refused): Diagnostic {
    return "diagnostic" in refused
      ? refused.diagnostic
      : explainRefusal(statement, refused.error, this.introspect());
  }

  /** The names of the tables in which statements left rows. */
  filledTables(tables: readonly Table[]): string[] {
    if (!this.#touchedRows) return [];
    const filled = tables.filter(({ name }) =>
      this.#engine.query(`SELECT 1 FROM main.${quoteName(name)} LIMIT 1`).length > 0
    );
    return filled.map(({ name }) => name);
  }

  /** Creates the objects unchanged, in the order given. Throws if one is refused. */
  restore(objects: readonly SchemaObject[]): void {
    const refusal = this.tryRestore(objects);
    if (refusal !== undefined) throw new Error(refusal);
  }

  /**
   * Creates the objects like `restore`, but stops at the first that is refused and returns the
   * message.
   */
  tryRestore(objects: readonly SchemaObject[]): string | undefined {
    for (const { sql } of objects) {
      const refusal = this.attempt(sql);
      if (refusal !== undefined) return `${refusal} in: ${sql}`;
    }
  }

  /** Runs internal SQL. Throws if the guard or the engine refuses it. */
  execute(sql: string): void {
    const refusal = this.attempt(sql);
    if (refusal !== undefined) throw new Error(`${refusal} in: ${sql}`);
  }

  /**
   * Runs internal statements over SQL and rows that the engine itself has produced, without the
   * guard and without foreign keys; those in `unknown` pass the guard. Pragmas are reset
   * afterwards. Stops at the first refusal and returns its message.
   */
  runTrusted(
    statements: readonly string[],
    unknown: ReadonlySet<string> = new Set(),
  ): string | undefined {
    if (statements.length === 0) return undefined;
    const texts = statements.map((sql) => unknown.has(sql) ? sql : this.#guarded.replace(sql));
    texts.forEach((sql) => this.#guarded.noteStored(sql));
    // CREATE does not depend on foreign keys.
    if (!texts.every((sql) => /^create/i.test(sql))) this.#pragmas.enforceKeys("off");
    this.#touchedRows ||= texts.some((sql) => /^insert/i.test(sql));
    for (const sql of inScripts(texts, unknown)) {
      const refusal = unknown.has(sql) ? this.attempt(sql) : this.#engine.run(sql)?.message;
      if (refusal !== undefined) return this.#guarded.restore(`${refusal} in: ${sql}`);
    }
    this.#pragmas.reset();
    return undefined;
  }

  /** Whether there is an object of that name, ignoring case as SQLite does. */
  has(name: string): boolean {
    const find = "SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE";
    return this.query(find, name).length > 0;
  }

  /** Whether statements have left a transaction open. */
  isInTransaction(): boolean {
    if (this.#engine.run("BEGIN") !== undefined) return true;
    this.#engine.run("COMMIT");
    return false;
  }

  /** Runs SQL and returns the message of the guard or the engine if it is refused. */
  attempt(sql: string): string | undefined {
    // Parts of internal SQL come from a cache, which anybody may have written.
    const statements = ownStatements(sql);
    return typeof statements === "string" ? statements : this.attemptStatements(statements);
  }

  /** Runs statements of a file like `attempt`. */
  attemptStatements(statements: readonly Statement[]): string | undefined {
    for (const statement of statements) {
      const refused = this.#guarded.refusal(statement);
      if (refused !== undefined) return refused.message;
    }
    for (const statement of statements) {
      const refused = this.#guarded.run(statement);
      if (refused !== undefined) return refused.message;
    }
  }

  /** Compiles one statement without running it, and returns the engine's message if it is refused. */
  compile(sql: string): string | undefined {
    return this.#guarded.compile(sql);
  }

  /** The rows of one internal statement, each an array in column order. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][] {
    return this.prepare(sql)(...parameters);
  }

  /** Like `query`, but returns the engine's message if it is refused. */
  tryQuery(sql: string): SqlValue[][] | string {
    try {
      return this.query(sql);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return this.#guarded.restore(error.message);
    }
  }

  /** Prepares an internal query that is run repeatedly, see `Engine.prepare`. */
  prepare(sql: string): PreparedQuery {
    return this.#guarded.prepare(sql);
  }

  /** All objects but the engine's own, in the order of creation. */
  objectTexts(): ObjectText[] {
    this.#askTexts ??= this.#engine.prepare(OBJECT_TEXTS);
    const texts = JSON.parse(String(this.#askTexts()[0]?.[0])) as ObjectText[];
    if (!this.#guarded.hasStandIns) return texts;
    return texts.map(([type, name, table, sql, page]) =>
      [type, name, table, this.#guarded.restore(sql), page] as const
    );
  }

  /**
   * The schema of the shadow. Double-quoted strings come back in single quotes, and an object with
   * the text of a `known` one as that.
   */
  introspect(known: readonly SchemaObject[] = []): SchemaSnapshot {
    this.#alterRefusal = quoteStrings(this.#engine);
    return introspect((sql, ...parameters) => this.query(sql, ...parameters), known);
  }

  /** The message with which SQLite refused to drop a column during the last `introspect()`, if it did. */
  get alterRefusal(): string | undefined {
    return this.#alterRefusal;
  }

  /** Closes the database; nothing of it is left. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#engine.close();
    return Promise.resolve();
  }
}

/** A single value, since engines spend most of the time on reading rows. */
const OBJECT_TEXTS =
  `SELECT json_group_array(json_array(type, name, tbl_name, sql, rootpage)) FROM (
  SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid)`;
