import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import { type Found, lookUp } from "../../migrations/cache.ts";
import { chainKeys } from "../../migrations/chain.ts";
import type { Migration } from "../../migrations/directory.ts";
import { canContinue, replay, type Replayed } from "../../shadow/replay/replay.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import type { ProjectFiles } from "./read_project.ts";

/** The state at the end of the history. */
export interface History extends Replayed {
  /** The key of the last migration; `""` if there is none. */
  readonly key: string;
  /** How many migrations from the start were covered by the cache. */
  readonly cachedCount: number;
  /** Whether the cache was checked against the migrations and differs. */
  readonly isCacheWrong: boolean;
  /** The state at the checkpoint, with its rows, if all migrations up to there were replayed. */
  readonly atCheckpoint?: Replayed;
}

/**
 * The state after all migrations: from the cache, continued from it, or replayed from the start.
 * With `cache: false` everything is replayed, and the cache is checked against that. Fails as
 * `replay` does, with the same diagnostics whatever the cache contained.
 */
export async function loadHistory(
  files: ProjectFiles,
  options: HistoryOptions,
  context: CommandContext,
): Promise<Result<History>> {
  const { migrations } = files.directory;
  const found = await findCached(files);
  const usesCache = options.cache && !options.fullReplay;
  if (usesCache && found?.kind === "hit") {
    const { snapshot, filled, key } = found;
    const cached = { snapshot, filled, key, isBroken: false, hasDiagnostics: false };
    return succeed({ ...cached, cachedCount: migrations.length, isCacheWrong: false });
  }
  if (found?.kind === "miss") context.note(`Cannot use the cache: ${found.reason}`);
  const prefix = usesCache ? usablePrefix(found, migrations, context) : undefined;
  const { count: cachedCount = 0 } = prefix ?? {};
  const atCheckpoint = cachedCount > 0
    ? undefined
    : await replayToCheckpoint(files, { ...context, ...options });
  const start = atCheckpoint && { ...atCheckpoint, count: options.checkpoint! };
  const replayed = await replayFrom(
    start && canContinue(migrations.slice(start.count), start) ? start : prefix,
    files,
    { ...context, ...options },
  );
  if (!replayed.ok) return replayed;
  const tail = migrations.slice(cachedCount);
  const key = (await chainKeys(tail, prefix?.key)).at(-1) ?? "";
  const history = { ...replayed.value, key, cachedCount, ...(atCheckpoint && { atCheckpoint }) };
  const isCacheWrong = !options.cache && found !== undefined &&
    await disagrees(found, history, files);
  return succeed({ ...history, isCacheWrong }, replayed.diagnostics);
}

/** Options for loading the history. */
export interface HistoryOptions extends Pick<ProjectOptions, "cache" | "fullReplay"> {
  /** Whether it is replayed both in windows and in full, and the results are compared. */
  readonly verifyCache?: boolean;
  /** After how many migrations the state is needed as well. */
  readonly checkpoint?: number | undefined;
}

/** The history in the cache. If it is continued, its objects pass the guard. */
async function findCached(
  { cache, directory: { migrations }, historyDigest }: ProjectFiles,
): Promise<Found | undefined> {
  return cache && await lookUp(cache, { migrations, digest: historyDigest });
}

type Prefix = Extract<Found, { kind: "prefix" }>;

/** The cached prefix of the history, if the rest can be run on its schema alone. */
function usablePrefix(
  found: Found | undefined,
  migrations: readonly Migration[],
  { note }: CommandContext,
): Prefix | undefined {
  if (found?.kind !== "prefix") return undefined;
  if (canContinue(migrations.slice(found.count), { ...found, isBroken: false })) return found;
  note("Cannot continue from the cache: what follows depends on rows, which it does not store");
  return undefined;
}

/**
 * The state at the checkpoint, with its rows; undefined if there is none on the way, or if there are
 * diagnostics, whose place a replay of all migrations shows.
 */
async function replayToCheckpoint(
  { directory: { migrations }, target, declared, runners }: ProjectFiles,
  { note, progress, checkpoint = 0, fullReplay, verifyCache }: CommandContext & HistoryOptions,
): Promise<Replayed | undefined> {
  const isOnTheWay = checkpoint > 0 && checkpoint < migrations.length;
  if (!isOnTheWay || fullReplay || verifyCache) return undefined;
  note(`Replaying ${checkpoint} of ${migrations.length} migrations`);
  const options = { progress, target, declared, runners, note, keepsRows: true };
  const replayed = await replay(migrations.slice(0, checkpoint), undefined, options);
  return replayed.ok && replayed.diagnostics.length === 0 ? replayed.value : undefined;
}

async function replayFrom(
  prefix: Pick<Prefix, "snapshot" | "filled" | "count"> | undefined,
  { directory: { migrations }, target, declared, runners }: ProjectFiles,
  { note, progress, fullReplay: full, verifyCache }: CommandContext & HistoryOptions,
): Promise<Result<Replayed>> {
  const options = { progress, target, declared, runners, full, note };
  const tail = migrations.slice(prefix?.count ?? 0);
  note(`Replaying ${tail.length} of ${migrations.length} migrations`);
  const replayed = await replay(tail, prefix, options);
  if (verifyCache && replayed.ok && !full) {
    const whole = await replay(migrations, undefined, { ...options, full: true });
    return whole.ok && !isSameReplay(replayed.value, whole.value)
      ? succeed(whole.value, [...whole.diagnostics, WINDOWS_DIFFER])
      : whole;
  }
  const isQuiet = replayed.ok && replayed.diagnostics.length === 0;
  if (prefix === undefined || isQuiet) return replayed;
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

/** Whether the cached state differs from that of the migrations it covers. */
async function disagrees(
  found: Found,
  whole: Replayed & { readonly key: string },
  { directory: { migrations }, target, declared, runners }: ProjectFiles,
): Promise<boolean> {
  if (found.kind === "miss") return false;
  if (found.kind === "hit") return !isSame(found, whole);
  const covered = migrations.slice(0, found.count);
  const replayed = await replay(covered, undefined, { target, declared, runners });
  const key = (await chainKeys(covered)).at(-1) ?? "";
  return !replayed.ok || !isSame(found, { ...replayed.value, key });
}

type Ending = Pick<History, "snapshot" | "filled" | "key">;

/** Both must restore exactly the same, so they are compared literally. */
function isSame(left: Ending, right: Ending): boolean {
  const parts = ({ snapshot, filled, key }: Ending) => JSON.stringify([snapshot, filled, key]);
  return parts(left) === parts(right);
}
