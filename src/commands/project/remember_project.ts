import type { Success } from "../../base/result.ts";
import { VERSION } from "../../base/version.ts";
import type { Change } from "../../diff/change.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { lossesOf } from "../../diff/losses.ts";
import { replaceFileAtomically } from "../../host/files/write/atomic_files.ts";
import { makeCacheSecret } from "../../host/git/cache_secret.ts";
import { type CachedState, statesToKeep } from "../../migrations/cache/cache.ts";
import {
  hasSettled,
  type JudgedHistory,
  parseJudgements,
  type Situation,
  type StoredJudgements,
  withJudged,
  withJudgements,
  withSettled,
} from "../../migrations/cache/cached_findings.ts";
import { type CacheContents, writeCache } from "../../migrations/cache/cache_text.ts";
import { chainKeys } from "../../migrations/chain.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { namesOf } from "../../migrations/runners/runners_of.ts";
import { parseMarks, textMarks } from "../../migrations/cache/text_marks.ts";
import { canContinue, replay } from "../../shadow/replay/replay.ts";
import type { CommandContext } from "../settings/options.ts";
import type { ProjectState } from "./load_project.ts";
import type { History } from "./load_history.ts";
import {
  cacheEngine,
  type HistoryFiles,
  type ProjectFiles,
  withDirectory,
} from "./read_project.ts";
import { type DecidingOptions, situationOf } from "./settled.ts";

/** Results about a project besides both sides of the comparison. */
export interface Findings {
  /** The situation, if there is nothing to do and nothing to report. */
  readonly settled?: Situation | undefined;
  /** The history, if its migrations were judged and lose nothing. */
  readonly judged?: JudgedHistory | undefined;
  /** What judging its migrations has found. */
  readonly judgements?: readonly StoredJudgements[] | undefined;
}

/** Writes results about a project to the cache, as `rememberHistory` does. */
export async function rememberProject(
  files: ProjectFiles,
  { current, ownDesired, ...state }: ProjectState,
  findings: Pick<CommandContext, "note"> & Findings,
): Promise<void> {
  const desired = { key: files.desiredKey, snapshot: ownDesired };
  await rememberHistory(files, { ...state, snapshot: current }, { ...findings, desired });
}

/** The end of a history, and what else is known of it. */
type Ending = Pick<
  History,
  | "key"
  | "snapshot"
  | "filled"
  | "rows"
  | "order"
  | "hasDiagnostics"
  | "cachedCount"
  | "isCacheWrong"
  | "others"
>;

/**
 * Writes results to the cache, unless there is a warning that every run must repeat. A cache that
 * cannot be written changes no result, so this is only reported under `--verbose`.
 */
export async function rememberHistory(
  files: HistoryFiles,
  state: Ending,
  { note, desired, settled, judged, judgements }:
    & Pick<CommandContext, "note">
    & Findings
    & Pick<CacheContents, "desired">,
): Promise<void> {
  const { directory: { migrations } } = files;
  if (migrations.length === 0 || state.hasDiagnostics) return;
  const secret = await makeCacheSecret(files.workingDirectory);
  if (secret === undefined) {
    note("Cannot write the cache: there is nowhere to keep its secret key");
    return;
  }
  const before = state.isCacheWrong ? undefined : files.cache;
  const known = before === undefined ? [] : parseJudgements(before);
  const text = await writeCache({
    penumbra: VERSION,
    secret,
    engine: await cacheEngine(files),
    folder: { digest: files.folderDigest, layout: files.layout.name },
    ...statesToKeep(stateAfter(files, state), state.others),
    desired,
    settled: withSettled(before?.settled ?? [], settled),
    judged: withJudged(before?.judged ?? [], judged),
    marks: textMarks(migrations, parseMarks(files.cache?.marks ?? "[]"), state.cachedCount),
    judgements: judgements === undefined
      ? known
      : withJudgements(known, judgements, new Set(await chainKeys(migrations))),
  });
  const written = await replaceFileAtomically(files.cachePath, text);
  if (!written.ok) note(`Cannot write the cache: ${written.diagnostics[0]?.message}`);
}

/** The state after a history. */
function stateAfter(
  { directory: { migrations }, historyDigest: digest }: HistoryFiles,
  { key, snapshot, filled, rows, order }: Omit<Ending, "others">,
): CachedState {
  return { digest, key, count: migrations.length, filled, snapshot, rows, order };
}

/** A migration that was just written, and the project before it. */
export interface NextOfProject {
  readonly files: ProjectFiles;
  readonly before: ProjectState;
  /** The folder with the migration. */
  readonly after: Success<MigrationDirectory>;
  readonly changes: readonly Change[];
}

/** Updates the cache for the new end of the history, so that the next run starts from there. */
export async function rememberNext(
  { files: filesBefore, before, after, changes }: NextOfProject,
  options: DecidingOptions,
  { note }: CommandContext,
): Promise<void> {
  const migration = after.value.migrations.at(-1)!;
  const from = { ...before, snapshot: before.current };
  if (!canContinue([migration], from)) return;
  const files = await withDirectory(filesBefore, after.value);
  const earlier = filesBefore.directory.migrations;
  const replayed = await replay([migration], from, { ...files, earlier });
  if (!replayed.ok) return;
  const { snapshot: current, hasDiagnostics, ...content } = replayed.value;
  const state: ProjectState = {
    current,
    desired: before.desired,
    ownDesired: before.ownDesired,
    key: (await chainKeys([migration], before.key || undefined))[0]!,
    ...content,
    hasDiagnostics: hasDiagnostics || before.hasDiagnostics,
    cachedCount: before.cachedCount,
    isUncached: true,
    isCacheWrong: before.isCacheWrong,
    others: [...before.hasDiagnostics ? [] : [stateAfter(filesBefore, from)], ...before.others],
  };
  const judged = judgedNext(files, { before, key: state.key, changes });
  // Whether the main branch has what this history lacked before is for check to find out.
  const lacksNothing = files.heads === "" ||
    (files.cache !== undefined && hasSettled(files.cache, filesBefore));
  const isSettled = lacksNothing && after.diagnostics.length === 0 && judged !== undefined &&
    detectChanges(current, before.desired.snapshot, options).length === 0;
  const settled = isSettled ? situationOf(files, options) : undefined;
  await rememberProject(files, state, { note, settled, judged });
}

/** The judged history with one more migration of ours that loses nothing: it was proven. */
function judgedNext(
  { cache, runners: candidates }: ProjectFiles,
  { before, key, changes }: {
    readonly before: ProjectState;
    readonly key: string;
    readonly changes: readonly Change[];
  },
): JudgedHistory | undefined {
  if (changes.length === 0 || lossesOf(changes).length > 0) return undefined;
  const runners = namesOf(candidates);
  const known = before.key === ""
    ? { from: 0 }
    : cache?.judged.find((it) => it.key === before.key && it.runners === runners);
  return known && { key, from: known.from, runners };
}
