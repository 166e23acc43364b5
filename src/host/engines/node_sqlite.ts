import type { DatabaseSync } from "node:sqlite";
import type { DeclaredExtension } from "../../sql/declared.ts";
import { isWatched } from "../board.ts";
import { ALLOWED, REACHING_FUNCTIONS } from "./allowed.ts";
import { authorizerOf } from "./authorizer.ts";
import { extensionLoader, loading } from "./extensions.ts";
import { MATH_FUNCTIONS } from "./math_functions.ts";
import { boundsFor, LONGEST_VALUE } from "./memory_bounds.ts";
import type { WritableDatabase } from "./rowid_names.ts";

/**
 * Opens an empty in-memory database with the runtime's built-in SQLite, loaded at the first call.
 * It accepts what most builds of SQLite accept: double-quoted strings and mathematical functions.
 * It is in defensive mode and limited in memory, and compiles nothing that its authorizer refuses,
 * nor any VACUUM.
 * https://www.sqlite.org/c3ref/c_dbconfig_defensive.html
 */
export async function openNodeSqlite(
  extensions: readonly DeclaredExtension[],
): Promise<WritableDatabase> {
  const { DatabaseSync } = await import("node:sqlite");
  const open = () =>
    new DatabaseSync(":memory:", {
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: true,
      allowExtension: extensions.length > 0,
    });
  const database = extensions[0] === undefined ? open() : loading(extensions[0], open);
  database.enableDefensive(true);
  // Without full permissions Deno 2.9 does this itself; disabling ATTACH works in all three
  // runtimes.
  database.limits.attach = 0;
  database.limits.length = LONGEST_VALUE;
  addMathFunctions(database);
  usualPageSize ??= Number(database.prepare("PRAGMA page_size").get()?.["page_size"]);
  database.exec(boundsFor(usualPageSize, { isOwnProcess: isWatched() }).join("; "));
  functions ??= namesIn("pragma_function_list", database);
  const modules = await extended(database, extensions);
  const allowed = { ...ALLOWED.sqlite, modules: ALLOWED.sqlite.modules.union(modules) };
  const authorizer = authorizerOf(allowed, functions.union(REACHING_FUNCTIONS));
  database.setAuthorizer(authorizer);
  const unguarded = (work: () => void) => {
    try {
      database.setAuthorizer(null);
      database.enableDefensive(false);
      work();
    } finally {
      database.enableDefensive(true);
      database.setAuthorizer(authorizer);
    }
  };
  return { database, unguarded };
}

/** That of every new database. */
let usualPageSize: number | undefined;

/** The names of all functions, which are the same in every database before extensions are loaded. */
let functions: ReadonlySet<string> | undefined;

/** Loads extensions and returns the names of their modules. SQL itself still cannot load any. */
async function extended(
  database: DatabaseSync,
  extensions: readonly DeclaredExtension[],
): Promise<ReadonlySet<string>> {
  if (extensions.length === 0) return new Set();
  const before = namesIn("pragma_module_list", database);
  const load = await extensionLoader(extensions);
  load((path) => database.loadExtension(path));
  return namesIn("pragma_module_list", database).difference(before);
}

/** The names in a built-in table, in lower case. */
function namesIn(table: string, database: DatabaseSync): ReadonlySet<string> {
  const rows = database.prepare(`SELECT DISTINCT name FROM ${table}`).all();
  return new Set(rows.map(({ name }) => String(name).toLowerCase()));
}

/** The version of the built-in SQLite, such as "3.53.2". */
export async function nodeSqliteVersion(): Promise<string> {
  return version ??= await askVersion();
}

let version: string | undefined;

/** Queried, since `process.versions` is wrong: Deno 2.9.6 reports 3.53.1 and runs 3.53.2. */
async function askVersion(): Promise<string> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(":memory:");
  const row = database.prepare("SELECT sqlite_version() AS version").get();
  database.close();
  return String(row?.["version"]);
}

/** The message without the statement, which Deno 2.9 appends to some messages. */
export function withoutStatement(message: string, sql: string): string {
  const start = message.lastIndexOf(` in ${sql} at offset `);
  return start < 0 ? message : message.slice(0, start);
}

/**
 * Adds the mathematical functions if the build lacks them: all or none, like
 * SQLITE_ENABLE_MATH_FUNCTIONS.
 */
function addMathFunctions(database: DatabaseSync): void {
  try {
    database.prepare("SELECT floor(1.5)");
  } catch {
    for (const [name, run] of MATH_FUNCTIONS) {
      database.function(name, { deterministic: true, useBigIntArguments: true }, run);
    }
  }
}
