import type { SourceText } from "../../base/diagnostic.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { Result } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { Declared } from "../../sql/declared.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { ShadowDatabase as Shadow } from "../../shadow/shadow_database.ts";

/** How a shadow behaves. */
export interface ShadowOptions {
  /** What runs it: libSQL, or the SQLite inside Deno, Bun or Node. Default "libsql". */
  readonly engine?: EngineName;
  /** What the application registers; constants stand in for it. Default: nothing. */
  readonly declared?: Declared;
  /** Whether foreign keys are enforced. Default true. */
  readonly foreignKeys?: boolean;
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
  readonly #shadow: Shadow;

  private constructor(shadow: Shadow) {
    this.#shadow = shadow;
  }

  /** An empty shadow. Its engine is loaded when the first one is opened. */
  static async open(options: ShadowOptions = {}): Promise<ShadowDatabase> {
    // Not before: the entry point is part of every start.
    const { ShadowDatabase: Opener } = await import("../../shadow/shadow_database.ts");
    return new ShadowDatabase(await Opener.open(options));
  }

  /** Runs every migration in order, one statement at a time. Fails as `applyScript` does. */
  applyMigrations(directory: Pick<MigrationDirectory, "migrations">): Result<void> {
    return this.#shadow.applyMigrations(directory);
  }

  /**
   * Runs every statement of a text. Fails with all that the guard refuses, before anything is run;
   * else at the first statement that the engine refuses, with its file, line and column. What ran
   * before it stays. Nothing looks after how long a statement takes.
   */
  applyScript(source: SourceText): Result<void> {
    return this.#shadow.applyScript(source);
  }

  /** What the shadow contains. Strings in double quotes come back in single ones. */
  introspect(): SchemaSnapshot {
    return this.#shadow.introspect();
  }

  /** Closes the database; nothing of it is left. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#shadow[Symbol.asyncDispose]();
  }
}
