import { match } from "../../base/match.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { betterSqlite3, libsql, nodeSqlite } from "../../runner/drivers.ts";
import type { Driver } from "../../runner/driver.ts";
import type { EngineName } from "../../base/engine_name.ts";
import { fileDiagnostic } from "../files/file_errors.ts";
import { refusal as serverRefusal, serverAt } from "./client.ts";
import { refusal as fileRefusal } from "./database_file.ts";
import { loadLibsql } from "./libsql.ts";

/** A database that may be changed. */
export interface OpenDatabase {
  readonly driver: Driver;
  /** What it is called where something is said about it. */
  readonly name: string;
  close(): void;
}

/**
 * Opens a database file with an engine; one that is not there is made. Fails with `database/…` for what
 * is no database. A process must not have a file open in two engines at once: when one closes it, the
 * system takes away the locks of both. https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export async function openDatabaseFile(
  path: string,
  engine: EngineName,
): Promise<Result<OpenDatabase>> {
  const open = await match(engine)
    .returnType<Promise<() => Omit<OpenDatabase, "name">>>()
    .with("sqlite", async () => {
      const { DatabaseSync } = await import("node:sqlite");
      return () => {
        const database = new DatabaseSync(path, { enableDoubleQuotedStringLiterals: true });
        return { driver: nodeSqlite(database), close: () => database.close() };
      };
    })
    .with("libsql", async () => {
      const Libsql = await loadLibsql();
      return () => {
        const database = new Libsql(path);
        return { driver: betterSqlite3(database), close: () => void database.close() };
      };
    })
    .exhaustive();
  const { statSync } = await import("node:fs");
  const { dirname } = await import("node:path");
  try {
    // The engines do not say what is wrong with a path.
    statSync(dirname(path));
    const opened = open();
    try {
      await opened.driver.query({ sql: "PRAGMA schema_version" });
    } catch (error) {
      opened.close();
      return fail("unfinished", fileRefusal(path, engineError(error)));
    }
    return succeed({ ...opened, name: path });
  } catch (error) {
    const isSystem = error instanceof Error && "syscall" in error;
    return fail(
      "unfinished",
      isSystem ? fileDiagnostic("read", path, error) : fileRefusal(path, engineError(error)),
    );
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
    try {
      await driver.query({ sql: "SELECT 1" });
    } catch (error) {
      client.close();
      return fail("unfinished", serverRefusal(server, error, token));
    }
    return succeed({ driver, name: server.name, close: () => client.close() });
  } catch (error) {
    return fail("unfinished", serverRefusal(server, error, token));
  }
}

function engineError(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) throw error;
  return { code: "code" in error ? String(error.code) : "", message: error.message };
}
