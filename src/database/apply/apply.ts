import { type Failure, type Result, succeed } from "../../base/result.ts";
import { shellWords } from "../../base/shell_words.ts";
import { fileEngineOf } from "../../base/target.ts";
import { backUp, removeBackup, removeEarlierBackups } from "../../host/database/backup.ts";
import { type OpenDatabase, openServer } from "../../host/database/open_database.ts";
import { exists, withoutLink } from "../../host/files/links.ts";
import { tokenFor } from "../../sources/server_token.ts";
import { applyOpened, startOf } from "./apply_opened.ts";
import { type Applied, APPLY_WAIT_MS, type ApplyRequest } from "./apply_request.ts";
import type { Location } from "../location.ts";
import { openMigrated } from "../open_migrated.ts";
import { refusalOf } from "./refusal.ts";
import { type DatabaseState, emptyState, readState, stateOf } from "../state.ts";
import { withApplyLock } from "./with_apply_lock.ts";

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
    return await withApplyLock(path, request, async (hasWaited) => {
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
  { project, waitMs = APPLY_WAIT_MS }: ApplyRequest,
): Promise<Result<OpenDatabase>> {
  return openMigrated(path, project, { waitMs });
}

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
  const { target, declared } = project;
  const options = { engine: fileEngineOf(target), extensions: declared?.extensions };
  const copy = await backUp(path, { ...options, folder, stamp });
  if (!copy.ok) return copy;
  const reopened = await openFile(path, request);
  if (!reopened.ok) return reopened;
  const result = await applyAndClose(reopened.value, state, request);
  const backup = copy.value;
  if (backup === undefined) return result;
  // Another program may have been faster: a copy may have what it did, an earlier one does not.
  const isUnchanged = result.ok
    ? result.value.applied.length + result.value.adopted.length === 0
    : await isAsBefore(path, state, request);
  if (isUnchanged) {
    await removeBackup(backup);
    return result;
  }
  if (!result.ok) return withRestore(result, path, backup);
  await removeEarlierBackups(path, backup, folder);
  return succeed({ ...result.value, backup }, result.diagnostics);
}

/**
 * Whether a database has the schema and the history that it had. A copy from before has not what others
 * have written in the meantime, so that nobody should restore it then.
 */
async function isAsBefore(
  path: string,
  { schema, history }: DatabaseState,
  { project }: ApplyRequest,
): Promise<boolean> {
  const place = { kind: "database", path } as const;
  const now = await readState(place, project, { mayBeMissing: false });
  return now.ok && now.value.schema === schema &&
    JSON.stringify(now.value.history) === JSON.stringify(history);
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

function withRestore(failure: Failure, path: string, backup: string): Failure {
  const [first, ...others] = failure.diagnostics;
  const copy = shellWords(["cp", backup, path]);
  const restore = `To restore the backup: ${copy} && ${
    shellWords(["rm", "-f", `${path}-wal`, `${path}-shm`, `${path}-journal`])
  }`;
  return {
    ...failure,
    diagnostics: [{ ...first!, notes: [...first!.notes ?? [], restore] }, ...others],
  };
}
