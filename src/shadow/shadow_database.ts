import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import {
  type Engine,
  type EngineError,
  openEngine,
  type PreparedQuery,
  type SqlValue,
} from "../host/database/engine.ts";
import { publishPlace } from "../host/board.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { introspect } from "../schema/introspect.ts";
import type { SchemaObject, SchemaSnapshot, Table } from "../schema/snapshot.ts";
import type { EngineName } from "../base/engine_name.ts";
import type { Declared } from "../sql/declared.ts";
import { quoteName } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";
import { ConnectionPragmas } from "./connection_pragmas.ts";
import { createStandIns, type StandIns } from "./stand_ins.ts";
import { touchesRows } from "./touches_rows.ts";
import { explainRefusal } from "./explain/explain.ts";
import { executionOf } from "./execution.ts";
import { isForApplication, skippedWarning } from "./guard/application_only.ts";
import { plainRefusal } from "./guard/called_defaults.ts";
import { Defences, type Fault } from "./guard/defences.ts";
import { guard, refusalOf, refusedIn } from "./guard/guard.ts";
import { inScripts, ownStatements, ownTableName } from "./own_sql.ts";
import { readStatements } from "./read_statements.ts";
import { type ReplayMode, type RunStep, stepsOf } from "./run_steps.ts";

/** Options of a shadow. */
export interface ShadowOptions {
  /** The engine: libSQL, or the SQLite built into Deno, Bun or Node. Default "libsql". */
  readonly engine?: EngineName | undefined;
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

/** A statement that was not run: the message, and the full diagnostic. */
interface Refused {
  readonly message: string;
  readonly explain: () => Diagnostic;
}

/**
 * An in-memory database for finding out the schema that SQL creates. It never writes to disk, and
 * SQL in it cannot reach the machine: every statement passes a guard first.
 */
export class ShadowDatabase implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #defences: Defences;
  readonly #declared: Declared | undefined;
  readonly #pragmas: ConnectionPragmas;
  readonly #standIns: StandIns | undefined;
  #touchedRows = false;
  #askTexts: PreparedQuery | undefined;
  #alterRefusal: string | undefined;

  private constructor(engine: Engine, options: ShadowOptions) {
    this.#engine = engine;
    this.#defences = new Defences(engine);
    this.#declared = options.declared;
    this.#standIns = options.declared && createStandIns(options.declared);
    this.#pragmas = new ConnectionPragmas(engine, options.foreignKeys === false ? "off" : "on");
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
    const refused = statements.map((statement) => guard(statement, this.engine, this.#declared))
      .filter((diagnostic) => diagnostic !== undefined);
    if (refused.length > 0) return fail("unfinished", ...refused);
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
        this.#touchedRows ||= touchesRows(statement);
        const refused = this.#runGuarded(statement);
        if (refused === undefined) continue;
        const isSkipped = skipsApplicationOnly && isForApplication(statement, refused.message);
        if (!isSkipped) return fail("unfinished", refused.explain());
        warnings.push(skippedWarning(refused.explain()));
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

  /** Runs a statement that has passed the guard, behind the other defences. */
  #runGuarded(statement: Statement): Refused | undefined {
    publishPlace(statement);
    // Everything below is about what the engine runs: it does not compile what the file says.
    const replaced = this.#standIns?.replaceIn(statement) ?? statement;
    const fault = this.#faultIn(replaced) ?? this.#defences.before(replaced);
    if (fault !== undefined) return this.#refused(statement, fault, replaced);
    const { kind, sql } = executionOf(replaced);
    if (kind === "nothing") return undefined;
    if (isWord(statement.tokens[0], "pragma")) this.#pragmas.noteChange();
    const engine = this.#engine;
    const left = this.#wrongCall(statement.sql) ??
      plainRefusal(kind === "run" ? engine.run(sql) : engine.compile(sql), engine) ??
      this.#defences.after(replaced);
    return left && this.#refused(statement, left, replaced);
  }

  /** What the guard refuses in a statement with stand-ins: they need no permission of their own. */
  #faultIn(replaced: Statement): Fault | undefined {
    if (this.#declared === undefined) return undefined;
    const { extensions } = this.#declared;
    return refusalOf(replaced, { engine: this.engine, declared: { extensions } });
  }

  #refused(statement: Statement, fault: Fault, replaced: Statement): Refused {
    if ("message" in fault) {
      const message = this.#inOwnNames(fault.message);
      const explain = () => explainRefusal(statement, { ...fault, message }, this.introspect());
      return { message, explain };
    }
    const token = replaced === statement ? fault.token : statement.tokens[0]!;
    const diagnostic = refusedIn(statement, { ...fault, token });
    return { message: diagnostic.message, explain: () => diagnostic };
  }

  #inOwnNames(text: string): string {
    return this.#standIns?.restore(text) ?? text;
  }

  /** The names of the tables in which statements left rows. */
  filledTables(tables: readonly Table[]): string[] {
    if (!this.#touchedRows) return [];
    const filled = tables.filter(({ name }) =>
      this.#engine.query(`SELECT 1 FROM ${quoteName(name)} LIMIT 1`).length > 0
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
    const texts = statements.map((sql) => unknown.has(sql) ? sql : this.#standIn(sql));
    texts.forEach((sql) => this.#defences.noteStored(sql));
    // CREATE does not depend on foreign keys.
    if (!texts.every((sql) => /^create/i.test(sql))) this.#pragmas.enforceKeys("off");
    for (const sql of inScripts(texts, unknown)) {
      const refusal = unknown.has(sql) ? this.attempt(sql) : this.#engine.run(sql)?.message;
      if (refusal !== undefined) return this.#inOwnNames(`${refusal} in: ${sql}`);
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
      const refused = guard(statement, this.engine, this.#declared);
      if (refused !== undefined) return refused.message;
    }
    for (const statement of statements) {
      const refused = this.#runGuarded(statement);
      if (refused !== undefined) return refused.message;
    }
  }

  /** Compiles one statement without running it, and returns the engine's message if it is refused. */
  compile(sql: string): string | undefined {
    const error = this.#wrongCall(sql) ?? this.#engine.compile(this.#standIn(sql));
    return error && this.#inOwnNames(error.message);
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
      return this.#inOwnNames(error.message);
    }
  }

  /** Prepares an internal query that is run repeatedly, see `Engine.prepare`. */
  prepare(sql: string): PreparedQuery {
    const ask = this.#engine.prepare(this.#standIn(sql));
    const standIns = this.#standIns;
    if (standIns === undefined) return ask;
    return (...parameters) =>
      ask(...parameters).map((row) =>
        row.map((it) => typeof it === "string" ? standIns.restore(it) : it)
      );
  }

  /** All objects but the engine's own, in the order of creation. */
  objectTexts(): ObjectText[] {
    this.#askTexts ??= this.#engine.prepare(OBJECT_TEXTS);
    const texts = JSON.parse(String(this.#askTexts()[0]?.[0])) as ObjectText[];
    const standIns = this.#standIns;
    if (standIns === undefined) return texts;
    return texts.map(([type, name, table, sql, page]) =>
      [type, name, table, standIns.restore(sql), page] as const
    );
  }

  /**
   * The schema of the shadow. Double-quoted strings come back in single quotes, and an object with
   * the text of a `known` one as that.
   */
  introspect(known: readonly SchemaObject[] = []): SchemaSnapshot {
    this.#quoteStrings();
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

  #wrongCall(sql: string): EngineError | undefined {
    const message = this.#standIns?.wrongCall(sql);
    return message === undefined ? undefined : { code: "SQLITE_ERROR", message };
  }

  #standIn(sql: string): string {
    return this.#standIns?.replace(sql) ?? sql;
  }

  /**
   * Makes SQLite rewrite every string of the schema in single quotes, as it does whenever a column
   * is dropped anywhere: only the engine can tell such a string from a name. Does nothing if a view
   * is broken, since SQLite then drops no column. libSQL accepts no double-quoted strings.
   * https://www.sqlite.org/quirks.html#dblquote
   */
  #quoteStrings(): void {
    this.#alterRefusal = undefined;
    if (this.#engine.name === "libsql") return;
    const quoted = "SELECT 1 FROM sqlite_schema WHERE sql LIKE '%\"%' LIMIT 1";
    if (this.#engine.query(quoted).length === 0) return;
    this.#engine.run(`CREATE TABLE ${QUOTED} (a, b)`);
    this.#alterRefusal = this.#engine.run(`ALTER TABLE ${QUOTED} DROP COLUMN b`)?.message;
    this.#engine.run(`DROP TABLE ${QUOTED}`);
  }
}

/** The table through which strings are rewritten. */
const QUOTED = ownTableName();

/** A single value, since engines spend most of the time on reading rows. */
const OBJECT_TEXTS =
  `SELECT json_group_array(json_array(type, name, tbl_name, sql, rootpage)) FROM (
  SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid)`;
