import type { SourceText } from "../../base/diagnostic.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { Result } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { Declared } from "../../sql/declared.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { ShadowDatabase as Shadow } from "../../shadow/shadow_database.ts";

/** Options of a shadow. */
export interface ShadowOptions {
  /** The engine: libSQL, or the SQLite built into Deno, Bun or Node. Default "libsql". */
  readonly engine?: EngineName;
  /** What the application registers; stand-ins replace it. Default: none. */
  readonly declared?: Declared;
  /** Whether foreign keys are enforced. Default true. */
  readonly foreignKeys?: boolean;
}

/**
 * An in-memory database for finding out the schema that SQL creates. It never writes to disk, and
 * SQL in it cannot reach the machine: every statement passes a guard first.
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
  readonly #shadow: Shadow;

  private constructor(shadow: Shadow) {
    this.#shadow = shadow;
  }

  /** Opens an empty shadow. The engine is loaded when the first one is opened. */
  static async open(options: ShadowOptions = {}): Promise<ShadowDatabase> {
    // Loaded late: the entry point is part of every start.
    const { ShadowDatabase: Opener } = await import("../../shadow/shadow_database.ts");
    return new ShadowDatabase(await Opener.open(options));
  }

  /** Runs every migration in order, one statement at a time. Fails as `applyScript` does. */
  applyMigrations(directory: Pick<MigrationDirectory, "migrations">): Result<void> {
    return this.#shadow.applyMigrations(directory);
  }

  /**
   * Runs every statement of a text. Fails with everything that the guard refuses, before anything
   * is run; otherwise at the first statement that the engine refuses, with its file, line and
   * column. Earlier statements keep their effect. The duration of a statement is not limited.
   */
  applyScript(source: SourceText): Result<void> {
    return this.#shadow.applyScript(source);
  }

  /** The schema of the shadow. Double-quoted strings come back in single quotes. */
  introspect(): SchemaSnapshot {
    return this.#shadow.introspect();
  }

  /** Closes the database; nothing of it is left. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#shadow[Symbol.asyncDispose]();
  }
}
