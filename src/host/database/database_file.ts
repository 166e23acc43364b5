import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { type EngineError, needEngine, type SqlValue } from "../engines/engine.ts";
import { atWork } from "../board.ts";
import { fileDiagnostic, systemErrorCode } from "../files/file_errors.ts";
import { fileError } from "../files/file_reader.ts";
import { listedFiles } from "../files/listed_files.ts";
import type { Declared } from "../../sql/declared.ts";
import { PartMissing } from "../process/part_missing.ts";
import { isBesideDatabase } from "./beside.ts";
import { extensionLoader } from "../engines/extensions.ts";
import { loadLibsql } from "../engines/libsql.ts";

/** The rows of one statement, each an array in column order. */
export type Rows = readonly (readonly SqlValue[])[];

/** Options for querying a database file. */
export interface QueryOptions extends Pick<Declared, "extensions"> {
  /** Whether the limits for SQL of others apply: queries compile the views of the file. */
  readonly isLimited?: boolean;
}

/**
 * The rows of each statement, in one snapshot of a database file that is only read: no file is
 * written, created or removed, whatever state the database was left in. Fails with `database/…` for
 * a file that is not a database, that another program has locked, or that SQLite cannot read, and
 * with `files/…` for system errors, and for a pipe or a device.
 */
export async function queryDatabaseFile(
  path: string,
  statements: readonly string[],
  { extensions = [], isLimited = false }: QueryOptions = {},
): Promise<Result<readonly Rows[]>> {
  if (isLimited) needEngine();
  const load = await extensionLoader(extensions);
  const ask = (name: string) => askWith(name, statements, { load, isLimited });
  const found = await lookAt(path);
  if (!found.ok) return found;
  if (found.value === "foreign") return fail("unfinished", noDatabase(path));
  if (found.value === "left open") return await askCopy(path, ask);
  const answer = await ask(await readOnlyName(path, found.value));
  if (!isError(answer)) return succeed(answer);
  // A writer crashed. Reading requires a rollback first, which is only done to a copy.
  const isUnfinished = answer.code === "SQLITE_READONLY_ROLLBACK" ||
    answer.code === "SQLITE_READONLY_CANTINIT" || answer.code === "SQLITE_READONLY_RECOVERY";
  return isUnfinished
    ? await askCopy(path, ask)
    : fail("unfinished", databaseDiagnostic(path, answer));
}

/**
 * How a file can be opened. "at rest": in WAL mode, not open anywhere; "shared": with SQLite's
 * locks; "left open": its latest changes are in a WAL without its index; "foreign": not a database.
 */
type State = "at rest" | "shared" | "left open" | "foreign";

/**
 * The first bytes of every database except an empty one.
 * https://www.sqlite.org/fileformat2.html#the_database_header
 */
const MAGIC = "SQLite format 3\0";

/** The offset of the write version in the header: 2 for WAL. */
const WRITE_VERSION = 18;

async function lookAt(path: string): Promise<Result<State>> {
  const { openSync, readSync, closeSync, statSync } = await import("node:fs");
  const sizeOf = (name: string) => statSync(name, { throwIfNoEntry: false })?.size;
  try {
    const facts = statSync(path);
    if (!facts.isFile()) throw fileError(facts.isDirectory() ? "EISDIR" : "ENOTREG", path);
    const file = openSync(path, "r");
    const header = new Uint8Array(100);
    const length = readSync(file, header, 0, header.length, 0);
    closeSync(file);
    if (length === 0) return succeed("shared");
    if (!new TextDecoder().decode(header).startsWith(MAGIC)) return succeed("foreign");
    if (header[WRITE_VERSION] !== 2) return succeed("shared");
    if ((sizeOf(`${path}-wal`) ?? 0) === 0) return succeed("at rest");
    return succeed(sizeOf(`${path}-shm`) === undefined ? "left open" : "shared");
  } catch (error) {
    const diagnostic = fileDiagnostic("read", path, error);
    const hint = await hintFor(systemErrorCode(error), path);
    return fail("unfinished", hint === undefined ? diagnostic : { ...diagnostic, hint });
  }
}

/** What to do where a database was expected; undefined if it is the same as for any other file. */
async function hintFor(code: string, path: string): Promise<string | undefined> {
  if (code === "ENOENT") return "Run the migrations to create it, or name another path";
  if (code !== "EISDIR") return undefined;
  const files = await listedFiles(`${path.replace(/\/+$/, "")}/*`, isBesideDatabase);
  const file = files.ok ? files.value.find((it) => /\.(?:db3?|sqlite3?)$/i.test(it)) : undefined;
  return file && `Name a file, such as ${file}`;
}

/**
 * The name that opens the file read-only. In WAL mode even a reader would create an index next to
 * it and leave it there; a file at rest needs none.
 * https://www.sqlite.org/uri.html
 */
async function readOnlyName(path: string, state: State): Promise<string> {
  const { pathToFileURL } = await import("node:url");
  const { href } = pathToFileURL(path);
  return state === "at rest" ? `${href}?immutable=1` : `${href}?mode=ro`;
}

/** How long to wait for another program's lock. */
export const LOCK_TIMEOUT_MS = 2_000;

async function askWith(
  name: string,
  statements: readonly string[],
  { load, isLimited }: {
    readonly load: Awaited<ReturnType<typeof extensionLoader>>;
    readonly isLimited: boolean;
  },
): Promise<Rows[] | EngineError> {
  const Libsql = await loadLibsql();
  try {
    const database = new Libsql(name);
    try {
      database.exec(`PRAGMA busy_timeout = ${LOCK_TIMEOUT_MS}`);
      load((file) => database.loadExtension(file));
      database.exec("BEGIN");
      if (!isTextual(database)) return NOT_TEXT;
      return statements.map((sql) => {
        const query = () => database.prepare(sql).raw().all() as unknown as Rows;
        return isLimited ? atWork(query) : query();
      });
    } finally {
      // A closed database keeps its lock until its statements are garbage collected.
      if (database.inTransaction) database.exec("ROLLBACK");
      database.close();
    }
  } catch (error) {
    if (!(error instanceof Error) || error instanceof PartMissing) throw error;
    const code = "code" in error && typeof error.code === "string" ? error.code : "SQLITE_CANTOPEN";
    return { code: code || "SQLITE_CANTOPEN", message: error.message };
  }
}

/**
 * Whether the schema is valid text: libSQL 0.5.29 ends the process over any other. Text in UTF-16 is
 * converted by SQLite.
 */
function isTextual(database: InstanceType<Awaited<ReturnType<typeof loadLibsql>>>): boolean {
  const [[encoding]] = database.prepare("PRAGMA encoding").raw().all() as unknown as [[string]];
  if (encoding !== "UTF-8") return true;
  const bytes = "SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_schema";
  const rows = database.prepare(bytes).raw().all() as unknown as (Uint8Array | null)[][];
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    rows.flat().forEach((text) => text && decoder.decode(text));
    return true;
  } catch {
    return false;
  }
}

const NOT_TEXT: EngineError = {
  code: "SQLITE_CORRUPT",
  message: "its schema is not valid UTF-8",
};

/** Queries a copy of the file and its WAL or journal, which is deleted afterwards. */
async function askCopy(
  path: string,
  ask: (name: string) => Promise<Rows[] | EngineError>,
): Promise<Result<Rows[]>> {
  const { copyFileSync, mkdtempSync, rmSync, statSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const folder = mkdtempSync(join(tmpdir(), "penumbra-"));
  const copy = join(folder, "copy.db");
  try {
    for (const part of ["", "-wal", "-journal"]) {
      const facts = statSync(path + part, { throwIfNoEntry: false });
      if (facts !== undefined && !facts.isFile()) throw fileError("ENOTREG", path + part);
      if (facts !== undefined) copyFileSync(path + part, copy + part);
    }
    const answer = await ask(copy);
    return isError(answer) ? fail("unfinished", databaseDiagnostic(path, answer)) : succeed(answer);
  } catch (error) {
    return fail("unfinished", fileDiagnostic("read", path, error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isError(answer: Rows[] | EngineError): answer is EngineError {
  return "code" in answer;
}

/** The diagnostic for a database file that could not be read, from the engine's error. */
export function databaseDiagnostic(path: string, { code, message }: EngineError): Diagnostic {
  if (code.startsWith("SQLITE_NOTADB") || message === "file is not a database") {
    return noDatabase(path);
  }
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code) || message === "database is locked") {
    return {
      code: "database/locked",
      severity: "error",
      message: `Cannot read the database "${path}": another program has locked it`,
      hint: "Wait for that program or stop it, then try again",
    };
  }
  return {
    code: "database/unreadable",
    severity: "error",
    message: `Cannot read the database "${path}": ${message}`,
    hint: code.startsWith("SQLITE_CORRUPT")
      ? "Run PRAGMA integrity_check on it, or restore it from a backup"
      : "Try to open it in the sqlite3 shell",
  };
}

function noDatabase(path: string): Diagnostic {
  return {
    code: "database/not-a-database",
    severity: "error",
    message: `Cannot read the database "${path}": it is not a SQLite database, or it is encrypted`,
    hint: "Name the database file itself; decrypt a copy of it if it is encrypted",
  };
}
