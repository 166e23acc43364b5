import type { Diagnostic } from "../base/diagnostic.ts";
import type { Progress } from "../base/progress.ts";
import { fail, type Failure, type Result, succeed } from "../base/result.ts";
import { shellWords } from "../base/shell_words.ts";
import { enginesOf } from "../base/target.ts";
import { type LockHolder, takeApplyLock } from "../host/database/apply_lock.ts";
import { backUp, removeEarlierBackups } from "../host/database/backup.ts";
import { type OpenDatabase, openDatabaseFile, openServer } from "../host/database/open_database.ts";
import { exists, withoutLink } from "../host/files/links.ts";
import type { PreparedBundle } from "../migrations/bundle.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { type History, OWN_HISTORY } from "../runner/history.ts";
import { adopt, migrate, refuseHistory } from "../runner/migrate.ts";
import type { MigrateProgress } from "../runner/migrate_options.ts";
import { MigrationError } from "../runner/migration_error.ts";
import { runSteps } from "../runner/steps.ts";
import { tokenFor } from "../sources/server_token.ts";
import type { Location, ReachOptions } from "./location.ts";
import { failureOf } from "./migration_diagnostic.ts";
import { refusalOf } from "./refusal.ts";
import { runHistoryOf, type RunProject } from "./run_history.ts";
import { type DatabaseState, emptyState, stateOf } from "./state.ts";
import { historyAs, toolNamed } from "./tools/tool_history.ts";

/** The migrations, and what is needed to judge their order. */
export interface ApplyProject extends PreparedBundle, RunProject {
  readonly directory: MigrationDirectory;
}

/** Options for applying migrations to a database. */
export interface ApplyRequest extends ReachOptions {
  readonly project: ApplyProject;
  readonly to?: string | undefined;
  readonly allow: readonly string[];
  /** The id of the last migration that the database already has; nothing is run then. */
  readonly baselineId?: string | undefined;
  /** The name of the tool in whose history migrations are recorded; default: ours. */
  readonly as?: string | undefined;
  /** Whether to first record in our history what another tool has applied. */
  readonly adopt: boolean;
  /** The folder of the backup, by default next to the database; false for no backup. */
  readonly backup: string | false | undefined;
  /** How long to wait for another program. Default 10,000 ms. */
  readonly waitMs?: number;
  /** The time in the name of the backup. */
  readonly startedAt: Date;
  readonly progress?: Progress | undefined;
}

/** The result of applying migrations. */
export interface Applied {
  readonly applied: readonly string[];
  /** The ids of migrations that were recorded as applied without running them. */
  readonly adopted: readonly string[];
  /** The path of the backup; absent if none was made. */
  readonly backup?: string;
  /** The last migration that had been applied before. */
  readonly from: string | undefined;
  /** The hash of the schema before, like that of `DatabaseState`. */
  readonly schema: string;
}

/**
 * Applies the pending migrations to a database. Only one process at a time does so for a file; the
 * backup is made before any change. Fails with `apply/…`, `backup/…` and `database/…`; if something
 * was changed by then, a note has the command that restores the backup.
 */
export async function applyTo(location: Location, request: ApplyRequest): Promise<Result<Applied>> {
  // SQLite's own files are next to the target of a link, and so are ours.
  return location.kind === "database"
    ? await applyToFile(await withoutLink(location.path), request, { isLocked: false })
    : await applyToServer(location.url, request);
}

async function applyToFile(
  path: string,
  request: ApplyRequest,
  { isLocked }: { readonly isLocked: boolean },
): Promise<Result<Applied>> {
  // A missing file is not created before there is something to do.
  const opened = await exists(path) ? await openFile(path, request) : succeed(undefined);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const state = database === undefined
      ? succeed(emptyState(request.project))
      : await stateOf(database.ask, request.project);
    if (!state.ok) return state;
    const end = endAt(state.value, path, request);
    if (end !== undefined) return end;
    const place = { path, database, state: state.value };
    if (isLocked) return await applyWithBackup(place, request);
    return await whileLocked(path, request, async (hasWaited) => {
      if (!hasWaited) return await applyWithBackup(place, request);
      // The previous holder of the lock may have done everything.
      database?.close();
      return await applyToFile(path, request, { isLocked: true });
    });
  } finally {
    database?.close();
  }
}

function openFile(
  path: string,
  { project: { target, declared }, waitMs = LOCK_TIMEOUT_MS }: ApplyRequest,
): Promise<Result<OpenDatabase>> {
  const { extensions } = declared ?? {};
  return openDatabaseFile(path, enginesOf(target).at(-1)!, { extensions, waitMs });
}

/** How long to wait for another program by default. */
const LOCK_TIMEOUT_MS = 10_000;

/** The result if the state alone determines it: a refusal, or that there is nothing to do. */
function endAt(
  state: DatabaseState,
  name: string,
  request: ApplyRequest,
): Result<Applied> | undefined {
  const refused = refusalOf(state, name, request);
  if (refused !== undefined) return refused;
  const isDone = state.pending.length === 0 && state.edited.length === 0 &&
    request.baselineId === undefined && !request.adopt;
  return isDone ? succeed({ applied: [], adopted: [], ...startOf(state) }) : undefined;
}

/** The starting point of a database. */
function startOf({ applied, schema }: DatabaseState): Pick<Applied, "from" | "schema"> {
  return { from: applied.at(-1), schema };
}

/** How long to wait before trying to get a lock again. */
const PAUSE_MS = 100;

async function whileLocked<T>(
  path: string,
  { waitMs = LOCK_TIMEOUT_MS, progress }: ApplyRequest,
  work: (hasWaited: boolean) => Promise<Result<T>>,
): Promise<Result<T>> {
  let hasWaited = false;
  const deadline = Date.now() + waitMs;
  for (;;) {
    const lock = await takeApplyLock(path);
    if (lock.kind === "held") {
      progress?.(`Waiting for ${holderWords(lock.by)}, which is applying migrations`);
      if (Date.now() > deadline) return fail("unfinished", locked(path, lock.by));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      hasWaited = true;
      continue;
    }
    try {
      return await work(hasWaited);
    } finally {
      if (lock.kind === "locked") lock.release();
    }
  }
}

/** A database file, opened if it exists, and its state. */
interface ApplyPlace {
  readonly path: string;
  readonly database: OpenDatabase | undefined;
  readonly state: DatabaseState;
}

async function applyWithBackup(
  { path, database, state }: ApplyPlace,
  request: ApplyRequest,
): Promise<Result<Applied>> {
  const { backup: folder, baselineId, progress, startedAt, project } = request;
  if (folder === false || baselineId !== undefined || state.pending.length === 0) {
    const opened = database === undefined ? await openFile(path, request) : succeed(database);
    return opened.ok ? await applyAndClose(opened.value, state, request) : opened;
  }
  progress?.(`Backing up ${path}`);
  // Another engine may have to make the copy, and no two may have the file open.
  database?.close();
  const stamp = startedAt.toISOString().replace(/\D/g, "");
  const copy = await backUp(path, { folder, stamp, extensions: project.declared?.extensions });
  if (!copy.ok) return copy;
  const reopened = await openFile(path, request);
  if (!reopened.ok) return reopened;
  const result = await applyAndClose(reopened.value, state, request);
  const backup = copy.value;
  if (backup === undefined) return result;
  if (!result.ok) return withRestore(result, path, backup);
  await removeEarlierBackups(path, backup, folder);
  return succeed({ ...result.value, backup }, result.diagnostics);
}

async function applyToServer(url: string, request: ApplyRequest): Promise<Result<Applied>> {
  const token = await tokenFor(url, request);
  if (!token.ok) return token;
  const opened = await openServer(url, token.value);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const state = await stateOf(database.ask, request.project);
    if (!state.ok) return state;
    return endAt(state.value, database.name, request) ??
      await applyOpened(database, state.value, request);
  } finally {
    database.close();
  }
}

async function applyAndClose(
  database: OpenDatabase,
  state: DatabaseState,
  request: ApplyRequest,
): Promise<Result<Applied>> {
  try {
    return await applyOpened(database, state, request);
  } finally {
    database.close();
  }
}

async function applyOpened(
  { driver }: OpenDatabase,
  state: DatabaseState,
  request: ApplyRequest,
): Promise<Result<Applied>> {
  const { project, to, allow, as, baselineId, waitMs, progress } = request;
  const { bundle } = project;
  try {
    if (baselineId !== undefined) {
      const adopted = await adopt(driver, bundle, baselineId);
      return succeed({ applied: [], adopted, ...startOf(state) });
    }
    const isAdopted = request.adopt && state.tool !== undefined;
    // Once recorded in our history, an edit is no longer visible.
    if (isAdopted) await runSteps(refuseHistory(state, [], { allow }));
    const adopted = isAdopted ? await adopt(driver, bundle, state.applied) : [];
    const result = await migrate(driver, bundle, {
      to,
      allow,
      ...(waitMs !== undefined && { waitMs }),
      history: as !== undefined
        ? await historyAs(toolNamed(as, { found: state.tool, ...project }), project)
        : isAdopted
        ? OWN_HISTORY
        : withKnownRows(OWN_HISTORY, state.history),
      onProgress: progress && ((it) => progress(progressWords(it))),
      // Seldom needed, and much to load for each thread.
      isIndependent: async (id) =>
        (await import("./independence.ts")).isIndependent(id, runHistoryOf(state, project)),
    });
    // Unknown migrations were refused before; another process may have applied more by now.
    const applied = result.kind === "done" ? result.applied : [];
    return succeed({ applied, adopted, ...startOf(state) });
  } catch (error) {
    if (error instanceof MigrationError) return failureOf(error, project);
    throw error;
  }
}

/** The history with rows that are already known; only a second read queries the database. */
function withKnownRows(history: History, rows: DatabaseState["history"]): History {
  let isRead = false;
  return {
    ...history,
    *read(driver) {
      if (isRead) return yield* history.read(driver);
      isRead = true;
      return rows;
    },
  };
}

function progressWords({ migration, number, count, statement, statements }: MigrateProgress) {
  return `Applying ${number} of ${count}: ${migration}, statement ${statement} of ${statements}`;
}

function withRestore(failure: Failure, path: string, backup: string): Failure {
  const [first, ...others] = failure.diagnostics;
  const copy = shellWords(["cp", backup, path]);
  const restore = `To restore the backup: ${copy} && ${
    shellWords(["rm", "-f", `${path}-wal`, `${path}-shm`])
  }`;
  return {
    ...failure,
    diagnostics: [{ ...first!, notes: [...first!.notes ?? [], restore] }, ...others],
  };
}

function holderWords(holder: LockHolder | undefined): string {
  return holder === undefined ? "another process" : `process ${holder.process}`;
}

function locked(path: string, holder: LockHolder | undefined): Diagnostic {
  const since = holder === undefined ? "" : ` (since ${holder.since})`;
  return {
    code: "apply/locked",
    severity: "error",
    message: `Cannot apply migrations to "${path}": ${
      holderWords(holder)
    } is applying them${since}`,
    hint: "Wait until it has finished, then run penumbra apply again",
  };
}
