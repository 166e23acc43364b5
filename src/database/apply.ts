import type { Diagnostic } from "../base/diagnostic.ts";
import type { Progress } from "../base/progress.ts";
import { fail, type Failure, type Result, succeed } from "../base/result.ts";
import { enginesOf, type Target } from "../base/target.ts";
import { type LockHolder, takeApplyLock } from "../host/database/apply_lock.ts";
import { backUp, forgetEarlier } from "../host/database/backup.ts";
import { type OpenDatabase, openDatabaseFile, openServer } from "../host/database/open_database.ts";
import type { PreparedBundle } from "../migrations/bundle.ts";
import { adopt, migrate, type MigrateProgress } from "../runner/migrate.ts";
import { MigrationError } from "../runner/migration_error.ts";
import { tokenFor } from "../sources/server_token.ts";
import { type Location, nameOfLocation, type ReachOptions } from "./location.ts";
import { failureOf } from "./migration_diagnostic.ts";
import { type DatabaseState, readState } from "./state.ts";
import type { HistoryTool } from "./tools/tool.ts";
import { historyAs, type ToolProject } from "./tools/tool_history.ts";

/** How migrations are applied to a database. */
export interface ApplyRequest extends ReachOptions {
  readonly project: PreparedBundle & ToolProject;
  readonly target: Target;
  readonly to?: string | undefined;
  readonly allow: readonly string[];
  /** The id of the last migration that the database has already; nothing is run then. */
  readonly baselineId?: string | undefined;
  /** The tool in whose history it is put down; in ours without it. */
  readonly as?: HistoryTool | undefined;
  /** Whether what another tool has applied is put down in our history first. */
  readonly adopt: boolean;
  /** Where the backup goes, beside the database when absent; false for none. */
  readonly backup: string | false | undefined;
  /** How long another program is waited for. Default 10,000 ms. */
  readonly waitMs?: number;
  readonly now: () => Date;
  readonly progress?: Progress | undefined;
  readonly isIndependent: (id: string, state: DatabaseState) => Promise<boolean>;
}

/** What applying came to. */
export interface Applied {
  readonly applied: readonly string[];
  /** The ids of what was put down as applied without running it. */
  readonly adopted: readonly string[];
  /** The path of the copy of the database as it was; absent where none was made. */
  readonly backup?: string;
  /** The last migration that it had run before. */
  readonly from: string | undefined;
  /** Names the schema that it had before, as `DatabaseState` does. */
  readonly schema: string;
}

/**
 * Applies what a database has not run yet. Only one process at a time does so to a file; the backup is
 * made before anything is changed. Fails with `apply/…`, `backup/…` and `database/…`; where something
 * was changed by then, a note has the command that restores the backup.
 */
export async function applyTo(location: Location, request: ApplyRequest): Promise<Result<Applied>> {
  const state = await readState(location, request.project, { ...request, mayBeMissing: true });
  if (!state.ok) return state;
  const refused = refusalOf(state.value, location, request);
  if (refused !== undefined) return refused;
  const isDone = state.value.pending.length === 0 && request.baselineId === undefined &&
    !request.adopt;
  if (isDone && state.value.edited.length === 0) {
    return succeed({ applied: [], adopted: [], ...startOf(state.value) });
  }
  return location.kind === "database"
    ? await whileLocked(
      location,
      request,
      (hasWaited) => applyToFile(location.path, hasWaited ? undefined : state.value, request),
    )
    : await applyToServer(location.url, request);
}

/** Where a database begins. */
function startOf({ applied, schema }: DatabaseState): Pick<Applied, "from" | "schema"> {
  return { from: applied.at(-1), schema };
}

/** Why nothing is to be done, as far as the state alone tells. */
function refusalOf(
  { history, tool, tables, unknown, unfinished, pending }: DatabaseState,
  location: Location,
  { allow, baselineId, as, adopt }: ApplyRequest,
): Failure | undefined {
  const name = nameOfLocation(location);
  if (tool !== undefined && as?.name !== tool.name && !adopt && baselineId === undefined) {
    return fail("finding", otherTool(name, tool));
  }
  if (as !== undefined && tool === undefined && history !== undefined) {
    return fail("finding", ownHistory(name, as));
  }
  if (tool !== undefined && unfinished.length > 0) {
    return fail("finding", stopped(name, tool, unfinished));
  }
  const strange = unknown.filter((id) => !isAllowed(allow, "unknown", id));
  if (strange.length > 0) return fail("finding", newer(name, strange, pending.length));
  if (history === undefined && tables.length > 0 && baselineId === undefined) {
    return fail("finding", noHistory(name, tables));
  }
}

function isAllowed(allow: readonly string[], rule: string, id: string): boolean {
  return allow.includes(rule) || allow.includes(`${rule}:${id}`);
}

/** How long is waited before a lock is asked for again. */
const PAUSE_MS = 100;

async function whileLocked<T>(
  { path }: Extract<Location, { kind: "database" }>,
  { waitMs = 10_000, progress }: ApplyRequest,
  work: (hasWaited: boolean) => Promise<Result<T>>,
): Promise<Result<T>> {
  let hasWaited = false;
  const deadline = Date.now() + waitMs;
  for (;;) {
    const lock = await takeApplyLock(path);
    if (lock.kind === "held") {
      progress?.(`Waiting for ${holderWords(lock.by)} that applies migrations`);
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

async function applyToFile(
  path: string,
  known: DatabaseState | undefined,
  request: ApplyRequest,
): Promise<Result<Applied>> {
  // Whoever had the lock before may have done all of it.
  const location = { kind: "database", path } as const;
  const state = known === undefined
    ? await readState(location, request.project, { mayBeMissing: true })
    : succeed(known);
  if (!state.ok) return state;
  const stamp = request.now().toISOString().replace(/\D/g, "");
  const runs = request.baselineId === undefined && state.value.pending.length > 0;
  const wantsBackup = runs && request.backup !== false;
  if (wantsBackup) request.progress?.(`Backing up ${path}`);
  const copy: Result<string | undefined> = wantsBackup
    ? await backUp(path, { folder: request.backup || undefined, stamp })
    : succeed(undefined);
  if (!copy.ok) return copy;
  const database = await openDatabaseFile(path, enginesOf(request.target).at(-1)!);
  if (!database.ok) return database;
  const result = await applyOpened(database.value, state.value, request);
  const backup = copy.value;
  if (backup === undefined) return result;
  if (!result.ok) return withRestore(result, path, backup);
  await forgetEarlier(path, backup);
  return succeed({ ...result.value, backup }, result.diagnostics);
}

async function applyToServer(url: string, request: ApplyRequest): Promise<Result<Applied>> {
  const token = await tokenFor(url, request);
  if (!token.ok) return token;
  const options = { ...request, mayBeMissing: false };
  const state = await readState({ kind: "server", url }, request.project, options);
  if (!state.ok) return state;
  const database = await openServer(url, token.value);
  return database.ok ? await applyOpened(database.value, state.value, request) : database;
}

/** Applies what is pending, and closes the database. */
async function applyOpened(
  { driver, close }: OpenDatabase,
  state: DatabaseState,
  request: ApplyRequest,
): Promise<Result<Applied>> {
  const { project, to, allow, baselineId, waitMs, progress } = request;
  const { bundle } = project;
  try {
    if (baselineId !== undefined) {
      const adopted = await adopt(driver, bundle, baselineId);
      return succeed({ applied: [], adopted, ...startOf(state) });
    }
    const isAdopted = request.adopt && state.tool !== undefined;
    const adopted = isAdopted ? await adopt(driver, bundle, state.applied) : [];
    const result = await migrate(driver, bundle, {
      to,
      allow,
      ...(waitMs !== undefined && { waitMs }),
      ...(request.as && { history: await historyAs(request.as, project) }),
      onProgress: progress && ((it) => progress(progressWords(it))),
      isIndependent: (id) => request.isIndependent(id, state),
    });
    // What is unknown was refused before; somebody else can have applied more by now.
    const applied = result.kind === "done" ? result.applied : [];
    return succeed({ applied, adopted, ...startOf(state) });
  } catch (error) {
    if (error instanceof MigrationError) return failureOf(error, project);
    throw error;
  } finally {
    close();
  }
}

function progressWords({ migration, number, count, statement, statements }: MigrateProgress) {
  return `Applying ${number} of ${count}: ${migration}, statement ${statement} of ${statements}`;
}

function withRestore(failure: Failure, path: string, backup: string): Failure {
  const [first, ...others] = failure.diagnostics;
  const restore = `To go back: cp ${quoted(backup)} ${quoted(path)} && rm -f ${
    quoted(`${path}-wal`)
  } ${quoted(`${path}-shm`)}`;
  return {
    ...failure,
    diagnostics: [{ ...first!, notes: [...first!.notes ?? [], restore] }, ...others],
  };
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function holderWords(holder: LockHolder | undefined): string {
  return holder === undefined ? "another process" : `process ${holder.process}`;
}

function locked(path: string, holder: LockHolder | undefined): Diagnostic {
  const since = holder === undefined ? "" : ` since ${holder.since}`;
  return {
    code: "apply/locked",
    severity: "error",
    message: `Cannot apply migrations to "${path}": ${holderWords(holder)} does so${since}`,
    hint: "Wait until it has finished, then run penumbra apply again",
  };
}

function newer(name: string, unknown: readonly string[], pending: number): Diagnostic {
  const ids = unknown.map((id) => `"${id}"`).join(", ");
  return {
    code: "apply/unknown",
    severity: "error",
    message:
      `Cannot apply migrations to "${name}": it has run ${ids}, which the folder does not have`,
    hint: pending === 0
      ? "Update the folder: the database is newer"
      : "Merge the branch that has them, or use --allow unknown if they are gone for good",
  };
}

function otherTool(
  name: string,
  { name: as, words, command, table, record }: HistoryTool,
): Diagnostic {
  return {
    code: "apply/other-tool",
    severity: "error",
    message:
      `Cannot apply migrations to "${name}": ${words} does so, and keeps its history in ${table}`,
    hint: `Run ${command}` +
      (record === undefined ? "" : `, or use --as ${as} to record as it does`) +
      ", or --adopt to go on with penumbra",
  };
}

function ownHistory(name: string, { words }: HistoryTool): Diagnostic {
  return {
    code: "apply/own-history",
    severity: "error",
    message:
      `Cannot apply migrations to "${name}" as ${words} does: penumbra keeps its own history there`,
    hint: "Leave --as away",
  };
}

function stopped(
  name: string,
  { words, command }: HistoryTool,
  ids: readonly string[],
): Diagnostic {
  const list = ids.map((id) => `"${id}"`).join(", ");
  return {
    code: "apply/stopped",
    severity: "error",
    message: `Cannot apply migrations to "${name}": ${words} was stopped in ${list}`,
    hint: `Repair that as ${words} wants it, then run ${command}`,
  };
}

function noHistory(name: string, tables: readonly string[]): Diagnostic {
  const some = tables.slice(0, 3).map((it) => `"${it}"`).join(", ");
  return {
    code: "apply/no-history",
    severity: "error",
    message: `Cannot apply migrations to "${name}": it has tables (${some}${
      tables.length > 3 ? ", …" : ""
    }), and nothing says which migrations made them`,
    hint: "Name the last migration that it has with --baseline ID; penumbra diff compares it",
  };
}
