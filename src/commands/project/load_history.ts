import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import {
  type CachedState,
  cachedStates,
  lookUp,
  stateAfter,
} from "../../migrations/cache/cache.ts";
import { chainKeys, historyDigest } from "../../migrations/chain.ts";
import type { Migration } from "../../migrations/directory.ts";
import { fingerprint } from "../../schema/facts.ts";
import { canContinue, isWhole, replay, type Replayed } from "../../shadow/replay/replay.ts";
import type { CommandContext, ProjectOptions } from "../settings/options.ts";
import type { HistoryFiles } from "./read_project.ts";

/** The state at the end of the history. */
export interface History extends Replayed {
  /** The key of the last migration; `""` if there is none. */
  readonly key: string;
  /** How many migrations from the start were covered by the cache. */
  readonly cachedCount: number;
  /** Whether the cache was checked against the migrations and differs. */
  readonly isCacheWrong: boolean;
  /** The state at the checkpoint, if it is known or was passed. */
  readonly atCheckpoint?: CachedState | undefined;
  /** Other states for the cache, the latest first. */
  readonly others: readonly CachedState[];
}

/** Options for loading the history. */
export interface HistoryOptions extends Pick<ProjectOptions, "cache" | "fullReplay"> {
  /** Whether it is replayed both in windows and in full, and the results are compared. */
  readonly verify?: boolean;
  /** Whether the rows at its end are needed as well. */
  readonly keepsRows?: boolean;
  /** After how many migrations the state is needed as well. */
  readonly checkpoint?: number | undefined;
}

/**
 * The state after all migrations: from the cache, continued from it, or replayed from the start.
 * With `cache: false` everything is replayed, and the cache is checked against that. Fails as
 * `replay` does, with the same diagnostics whatever the cache contained.
 */
export async function loadHistory(
  files: HistoryFiles,
  options: HistoryOptions,
  context: CommandContext,
): Promise<Result<History>> {
  const { migrations } = files.directory;
  const how = { ...context, ...options };
  const cached = await knownStates(files, how);
  const cachedCount = cached.prefix?.count ?? 0;
  if (cached.prefix?.count === migrations.length) {
    const state = { ...cached.prefix, isBroken: false, hasDiagnostics: false };
    return succeed({ ...state, ...cached, cachedCount, isCacheWrong: false });
  }
  const atCheckpoint = cached.atCheckpoint ??
    (cached.prefix === undefined ? await replayToCheckpoint(files, how) : undefined);
  const isPassed = atCheckpoint !== undefined &&
    canContinue(migrations.slice(atCheckpoint.count), atCheckpoint);
  const start = cached.prefix ?? (isPassed ? atCheckpoint : undefined);
  const replayed = await replayFrom(start, files, how);
  if (!replayed.ok) return replayed;
  const key = (await chainKeys(migrations.slice(start?.count), start?.key)).at(-1) ?? "";
  const others = [atCheckpoint, ...cached.others].filter((it) => it !== undefined);
  const history = { ...replayed.value, key, cachedCount, atCheckpoint, others };
  const isCacheWrong = !options.cache && await disagrees(history, files);
  return succeed({ ...history, isCacheWrong }, replayed.diagnostics);
}

/** What a cache that may be used knows about a history. */
interface KnownStates extends Pick<History, "atCheckpoint" | "others"> {
  /** The longest part that can be continued, or all of it. */
  readonly prefix?: CachedState;
}

async function knownStates(
  files: HistoryFiles,
  { cache: usesCache, fullReplay, checkpoint, ...how }: HistoryOptions & CommandContext,
): Promise<KnownStates> {
  const { cache, directory: { migrations } } = files;
  if (cache === undefined) return { others: [] };
  const found = await lookUp(cache, digested(files));
  if (found.kind === "miss") how.note(`Cannot use the cache: ${found.reason}`);
  if (!usesCache || fullReplay) return { others: [] };
  const atCheckpoint = checkpoint === undefined
    ? undefined
    : await stateAfter(cache, digested(files), checkpoint);
  const isUsable = found.kind === "found" && canStartFrom(found.state, migrations, how);
  const others = [atCheckpoint, isUsable ? found.state : undefined, ...cachedStates(cache)]
    .filter((it) => it !== undefined);
  return { atCheckpoint, others, ...(isUsable && { prefix: found.state }) };
}

function digested({ directory: { migrations }, historyDigest: digest }: HistoryFiles) {
  return { migrations, digest };
}

/** Whether a cached state is the end of the history, or the rest can be run on it. */
function canStartFrom(
  state: CachedState,
  migrations: readonly Migration[],
  { keepsRows = false, note }: Pick<HistoryOptions, "keepsRows"> & CommandContext,
): boolean {
  const isEnd = state.count === migrations.length;
  if (keepsRows && !(isEnd ? state.rows !== undefined : isWhole(state))) return false;
  if (canContinue(migrations.slice(state.count), state)) return true;
  note("Cannot continue from the cache: what follows depends on rows");
  return false;
}

/**
 * The state at the checkpoint, with its rows; undefined if there is none on the way, or if there are
 * diagnostics, whose place a replay of all migrations shows.
 */
async function replayToCheckpoint(
  files: HistoryFiles,
  { note, progress, checkpoint = 0, fullReplay, verify }: CommandContext & HistoryOptions,
): Promise<CachedState | undefined> {
  const { migrations } = files.directory;
  const isOnTheWay = checkpoint > 0 && checkpoint < migrations.length;
  if (!isOnTheWay || fullReplay || verify) return undefined;
  note(`Replaying ${checkpoint} of ${migrations.length} migrations`);
  const first = migrations.slice(0, checkpoint);
  const options = { ...files, progress, note, keepsRows: true };
  const replayed = await replay(first, undefined, options);
  if (!replayed.ok || replayed.value.hasDiagnostics) return undefined;
  return await stateOf(first, replayed.value);
}

/** The state after migrations that were replayed without diagnostics. */
async function stateOf(
  migrations: readonly Migration[],
  { snapshot, filled, rows, order }: Replayed,
): Promise<CachedState> {
  const key = (await chainKeys(migrations)).at(-1) ?? "";
  const digest = await historyDigest(migrations);
  return { digest, key, count: migrations.length, snapshot, filled, rows, order };
}

async function replayFrom(
  start: CachedState | undefined,
  files: HistoryFiles,
  { note, progress, fullReplay, verify = false, keepsRows = false }:
    & CommandContext
    & HistoryOptions,
): Promise<Result<Replayed>> {
  const { migrations } = files.directory;
  const earlier = migrations.slice(0, start?.count ?? 0);
  const full = fullReplay && !verify;
  const options = { ...files, progress, full, note, keepsRows, earlier };
  const tail = migrations.slice(earlier.length);
  note(`Replaying ${tail.length} of ${migrations.length} migrations`);
  const replayed = await replay(tail, start, options);
  if (verify && replayed.ok) {
    const whole = await replay(migrations, undefined, { ...options, full: true });
    if (!whole.ok) return whole;
    return isSameReplay(replayed.value, whole.value)
      ? replayed
      : succeed(whole.value, [...whole.diagnostics, WINDOWS_DIFFER]);
  }
  const isQuiet = replayed.ok && replayed.diagnostics.length === 0;
  if (start === undefined || isWhole(start) || isQuiet) return replayed;
  // Which problem comes first, and whether its place can be shown, depends on what was run.
  note("Replaying all migrations to confirm that");
  return await replay(migrations, undefined, options);
}

function isSameReplay(left: Replayed, right: Replayed): boolean {
  const text = ({ snapshot, filled }: Replayed) => JSON.stringify([snapshot, filled]);
  return text(left) === text(right);
}

const WINDOWS_DIFFER: Diagnostic = {
  code: "replay/windows-differ",
  severity: "warning",
  message: "Cannot trust the windowed replay: the full one produces a different schema",
  hint: "Use --full-replay, and please report the migrations that show it",
};

/** Whether the cached state of the history, or of its longest part, differs from a replay. */
async function disagrees(
  whole: Replayed & { readonly key: string },
  files: HistoryFiles,
): Promise<boolean> {
  const { cache, directory: { migrations } } = files;
  const found = cache && await lookUp(cache, digested(files));
  if (found?.kind !== "found") return false;
  const { state } = found;
  if (state.count === migrations.length) return !await isSame(state, whole);
  const covered = migrations.slice(0, state.count);
  const replayed = await replay(covered, undefined, files);
  const key = (await chainKeys(covered)).at(-1) ?? "";
  return !replayed.ok || !await isSame(state, { ...replayed.value, key });
}

type Ending = Pick<History, "snapshot" | "filled" | "key">;

/** Both must restore exactly the same, so they are compared literally. */
async function isSame(left: Ending, right: Ending): Promise<boolean> {
  const parts = async ({ snapshot, filled, key }: Ending) =>
    JSON.stringify([snapshot, filled, key, await fingerprint(snapshot)]);
  return await parts(left) === await parts(right);
}
