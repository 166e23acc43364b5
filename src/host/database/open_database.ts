import type { Diagnostic } from "../../base/diagnostic.ts";
import { match } from "../../base/match.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { betterSqlite3 } from "../../runner/drivers/better_sqlite3.ts";
import { libsql } from "../../runner/drivers/libsql.ts";
import { nodeSqlite } from "../../runner/drivers/node_sqlite.ts";
import type { Driver } from "../../runner/driver.ts";
import type { TrialEngine } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { PartMissing } from "../process/part_missing.ts";
import { fileDiagnostic } from "../files/file_errors.ts";
import { fileError } from "../files/file_reader.ts";
import { serverAt, serverDiagnostic } from "./client.ts";
import { databaseDiagnostic, LOCK_TIMEOUT_MS, type Rows } from "./database_file.ts";
import { extensionLoader } from "../engines/extensions.ts";
import { loadLibsql } from "../engines/libsql.ts";

/** An open database that can be changed. */
export interface OpenDatabase {
  readonly driver: Driver;
  /** Its name in messages. */
  readonly name: string;
  /** The rows of a statement, whose columns must have distinct names; fails with `database/…`. */
  ask(sql: string): Promise<Result<Rows>>;
  /** Closes it; does nothing the second time. */
  close(): void;
}

/** Options for opening a database file. */
export interface OpenOptions extends Pick<Declared, "extensions"> {
  /** How long to wait for another program's lock. Default 2,000 ms. */
  readonly waitMs?: number | undefined;
  /** Whether foreign keys are on. Default: what the engine does. */
  readonly foreignKeys?: "on" | "off" | undefined;
}

/**
 * Opens a database file with an engine, creating it if it does not exist, and loads extensions. Fails
 * with `database/…` if it is not a database; throws `PartMissing` for an extension that cannot be
 * loaded. A process must not have a file open in two engines at once: when one closes it, the system
 * releases the locks of both.
 * https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export async function openDatabaseFile(
  path: string,
  engine: TrialEngine,
  { extensions = [], waitMs = LOCK_TIMEOUT_MS, foreignKeys }: OpenOptions = {},
): Promise<Result<OpenDatabase>> {
  const load = await extensionLoader(extensions);
  const open = await match(engine)
    .returnType<Promise<() => Pick<OpenDatabase, "driver" | "close">>>()
    .with("sqlite", "d1", async () => {
      const { DatabaseSync } = await import("node:sqlite");
      return () => {
        const database = new DatabaseSync(path, {
          enableDoubleQuotedStringLiterals: true,
          timeout: waitMs,
          allowExtension: extensions.length > 0,
        });
        load((file) => database.loadExtension(file));
        // SQL itself cannot load any: Deno 2.9 lacks this method, and refuses it anyway.
        if (extensions.length > 0) database.enableLoadExtension?.(false);
        return {
          driver: nodeSqlite(database),
          close: () => {
            if (database.isOpen) database.close();
          },
        };
      };
    })
    .with("libsql", async () => {
      const Libsql = await loadLibsql();
      return () => {
        const database = new Libsql(path);
        database.exec(`PRAGMA busy_timeout = ${waitMs}`);
        load((file) => database.loadExtension(file));
        return {
          driver: betterSqlite3(database),
          close: () => {
            if (database.open) database.close();
          },
        };
      };
    })
    .exhaustive();
  try {
    const opened = open();
    const ask = asker(opened.driver, (error) => databaseDiagnostic(path, engineError(error)));
    const first = await ask("PRAGMA schema_version");
    if (foreignKeys !== undefined) await ask(`PRAGMA foreign_keys = ${foreignKeys}`);
    if (first.ok) return succeed({ ...opened, name: path, ask });
    opened.close();
    return first;
  } catch (error) {
    if (error instanceof PartMissing) throw error;
    return fail(
      "unfinished",
      await wrongPath(path) ?? databaseDiagnostic(path, engineError(error)),
    );
  }
}

/** What is wrong with a path, if anything, since the engines do not report it. */
async function wrongPath(path: string): Promise<Diagnostic | undefined> {
  const [{ statSync }, { dirname }] = await Promise.all([import("node:fs"), import("node:path")]);
  const folder = dirname(path);
  try {
    statSync(folder);
  } catch (error) {
    return fileDiagnostic("read", folder, error);
  }
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw fileError("EISDIR", path);
    return undefined;
  } catch (error) {
    return fileDiagnostic("read", path, error);
  }
}

/** Opens a database on a server. Fails as `queryServer` does. */
export async function openServer(
  address: string,
  authToken: string | undefined,
): Promise<Result<OpenDatabase>> {
  const { server, token, createClient } = await serverAt(address, authToken);
  try {
    const client = createClient();
    const driver = libsql(client);
    const ask = asker(driver, (error) => serverDiagnostic(server, error, token));
    const first = await ask("SELECT 1");
    if (!first.ok) {
      client.close();
      return first;
    }
    return succeed({ driver, name: server.name, ask, close: () => client.close() });
  } catch (error) {
    return fail("unfinished", serverDiagnostic(server, error, token));
  }
}

function asker(driver: Driver, diagnosticOf: (error: unknown) => Diagnostic): OpenDatabase["ask"] {
  return async (sql) => {
    try {
      const rows = await driver.query({ sql });
      return succeed(rows.map((row) => Object.values(row) as Rows[number]));
    } catch (error) {
      return fail("unfinished", diagnosticOf(error));
    }
  };
}

function engineError(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) throw error;
  return { code: "code" in error ? String(error.code) : "", message: error.message };
}
