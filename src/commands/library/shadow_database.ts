import type { SourceText } from "../../base/diagnostic.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { Result } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { Declared } from "../../sql/declared.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { ShadowDatabase as Shadow } from "../../shadow/database/shadow_database.ts";

/** Options of `ShadowDatabase.open`; all are optional. */
export interface ShadowOptions {
  /** The engine: libSQL, or the SQLite built into Deno, Bun and Node. Default `"libsql"`. */
  readonly engine?: EngineName;
  /** What the application registers for SQL to use; stand-ins replace it. Default: nothing. */
  readonly declared?: Declared;
  /** Whether foreign keys are enforced. Default true. */
  readonly foreignKeys?: boolean;
}

/**
 * An in-memory database that runs SQL to find out which schema it creates. It never writes to disk, and refuses
 * statements that could reach the machine, such as ATTACH.
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

  /** Opens an empty database. The engine is loaded by the first call. */
  static async open(options: ShadowOptions = {}): Promise<ShadowDatabase> {
    // Loaded late: the entry point is part of every start.
    const { ShadowDatabase: Opener } = await import("../../shadow/database/shadow_database.ts");
    return new ShadowDatabase(await Opener.open(options));
  }

  /** Runs migrations in order, one statement at a time and without transactions. Fails as `applyScript` does. */
  applyMigrations(directory: Pick<MigrationDirectory, "migrations">): Result<void> {
    return this.#shadow.applyMigrations(directory);
  }

  /**
   * Runs every statement of a text. If it contains statements that are not allowed, it fails with all of them before
   * anything is run. Otherwise it fails at the first statement with an error, with its line and column; the
   * statements before it have been run. There is no time limit.
   */
  applyScript(source: SourceText): Result<void> {
    return this.#shadow.applyScript(source);
  }

  /** Returns the current schema. Strings in double quotes are returned in single quotes. */
  introspect(): SchemaSnapshot {
    return this.#shadow.introspect();
  }

  /** Closes the database and discards its contents; `await using` calls it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#shadow[Symbol.asyncDispose]();
  }
}
