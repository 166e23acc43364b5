import type { Diagnostic } from "../base/diagnostic.ts";
import type { Progress } from "../base/progress.ts";
import { type Result, succeed } from "../base/result.ts";
import { fileEngineOf } from "../base/target.ts";
import { openMigrated } from "./open_migrated.ts";
import { whileCopied } from "../host/database/rehearsal_copy.ts";
import type { PreparedBundle } from "../migrations/bundle/bundle.ts";
import type { Driver } from "../runner/driver.ts";
import { migrate } from "../runner/migrate.ts";
import { MigrationError } from "../runner/migration_error.ts";
import { quoteName } from "../sql/names.ts";
import { faultyRows } from "./faulty_rows.ts";
import type { ProjectMigrations } from "./applied_history.ts";
import { failureOf } from "./apply/migration_diagnostic.ts";

/** Options of a rehearsal. */
export interface RehearseRequest {
  readonly project: PreparedBundle & Pick<ProjectMigrations, "target" | "declared">;
  readonly to?: string | undefined;
  readonly allow: readonly string[];
  readonly progress?: Progress | undefined;
}

/** The results on the copy. */
export interface Rehearsal {
  readonly applied: readonly string[];
  readonly statements: readonly RehearsedStatement[];
  /** The row counts of each table before and after; undefined if it does not exist. */
  readonly tables: readonly RowCount[];
  /** The size of the copy in bytes, before and after. */
  readonly bytes: { readonly before: number; readonly after: number };
  /** Why a migration failed, if one did. */
  readonly stopped?: Diagnostic;
}

/** The duration of a statement, in milliseconds. */
export interface RehearsedStatement {
  readonly migration: string;
  readonly sql: string;
  readonly durationMs: number;
}

/** The row counts of a table before and after. */
export interface RowCount {
  readonly table: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

/**
 * Applies the pending migrations to a copy of a database file, which is then deleted; the file
 * itself is only read. Fails if no copy can be made; a failing migration is a result, not a
 * failure.
 */
export async function rehearse(path: string, request: RehearseRequest): Promise<Result<Rehearsal>> {
  request.progress?.(`Copying ${path}`);
  const { project } = request;
  const { target, declared } = project;
  const options = { engine: fileEngineOf(target), extensions: declared?.extensions };
  return await whileCopied(path, options, async (copy, sizeOf) => {
    const bytesBefore = sizeOf();
    const database = await openMigrated(copy, project);
    if (!database.ok) return database;
    const { driver, close } = database.value;
    const before = await rowCounts(driver);
    const timed = await applyTimed(driver, request);
    const after = await rowCounts(driver);
    close();
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    return succeed({
      ...timed,
      tables: names.map((table) => ({
        table,
        before: before.get(table),
        after: after.get(table),
      })),
      bytes: { before: bytesBefore, after: sizeOf() },
    });
  });
}

async function applyTimed(
  driver: Driver,
  { project, to, allow, progress }: RehearseRequest,
): Promise<Pick<Rehearsal, "applied" | "statements" | "stopped">> {
  const statements: RehearsedStatement[] = [];
  let running: Omit<RehearsedStatement, "durationMs"> | undefined;
  let start = 0;
  const stop = () => {
    if (running !== undefined) {
      statements.push({ ...running, durationMs: performance.now() - start });
    }
    running = undefined;
  };
  const sqlOf = new Map(project.bundle.migrations.map((it) => [it.id, it.statements]));
  try {
    const result = await migrate(driver, project.bundle, {
      to,
      allow,
      isIndependent: () => true,
      onProgress: ({ migration, statement, number, count }) => {
        stop();
        progress?.(`Rehearsing ${number} of ${count}: ${migration}`);
        running = { migration, sql: sqlOf.get(migration)?.[statement - 1] ?? "" };
        start = performance.now();
      },
    });
    stop();
    return { applied: result.kind === "done" ? result.applied : [], statements };
  } catch (error) {
    stop();
    if (!(error instanceof MigrationError)) throw error;
    const [diagnostic] = failureOf(error, project).diagnostics;
    const rows = await rowsAt(driver, error, project);
    const notes = [...diagnostic!.notes ?? [], ...rows];
    const stopped = { ...diagnostic!, ...(notes.length > 0 && { notes }) };
    const applied = [...new Set(statements.map(({ migration }) => migration))]
      .filter((id) => id !== error.migration);
    return { applied, statements, stopped };
  }
}

/** The rows that make a statement fail, determined at that point. */
async function rowsAt(
  driver: Driver,
  { migration, statement, sql }: MigrationError,
  { bundle }: PreparedBundle,
): Promise<readonly string[]> {
  const found = bundle.migrations.find(({ id }) => id === migration);
  if (found === undefined || statement === undefined || sql === undefined) return [];
  await driver.query({ sql: "BEGIN" });
  try {
    for (const before of found.statements.slice(0, statement - 1)) {
      await driver.query({ sql: before });
    }
    return await faultyRows(driver, sql);
  } catch {
    return [];
  } finally {
    await driver.query({ sql: "ROLLBACK" });
  }
}

/** The row count of each table, except virtual tables and their backing tables. */
async function rowCounts(driver: Driver): Promise<ReadonlyMap<string, number>> {
  const tables = await driver.query({
    sql: `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_penumbra\\_%' ESCAPE '\\'`,
  });
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const sql = `SELECT count(*) AS n FROM ${quoteName(String(name))}`;
    counts.set(String(name), Number((await driver.query({ sql }))[0]!["n"]));
  }
  return counts;
}
