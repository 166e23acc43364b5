import type { Diagnostic } from "../../base/diagnostic.ts";
import type { ProgressOptions } from "../../base/progress.ts";
import { type Result, succeed } from "../../base/result.ts";
import { replaceFileAtomically } from "../../host/files/atomic_files.ts";
import { VERSION } from "../../base/version.ts";
import { makeCacheSecret } from "../../host/git/cache_secret.ts";
import {
  type JudgedHistory,
  lookUpDesired,
  type Situation,
  withJudged,
  withSettled,
} from "../../migrations/cache.ts";
import { writeCache } from "../../migrations/cache_text.ts";
import { parseMarks, textMarks } from "../../migrations/text_marks.ts";
import { objectsOf, type SchemaObject, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { withHistoryOf, withoutHistory } from "../../sources/history_tables.ts";
import { leftOut } from "../../shadow/left_out.ts";
import { ddlHints, type DdlSchema } from "../../shadow/load_ddl.ts";
import { type HistoryOptions, loadHistory } from "./load_history.ts";
import { makeDesired } from "./make_desired.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import { engineWords, type ProjectFiles } from "./files.ts";
import { ddlOf } from "./schema_part.ts";

/** Both sides of the comparison. */
export interface ProjectState {
  readonly current: SchemaSnapshot;
  readonly desired: DdlSchema;
  /** The key of the last migration. */
  readonly key: string;
  /** Whether a view or trigger of the history does not compile. */
  readonly isBroken: boolean;
  /** Whether there is something to say of the history that every run has to say. */
  readonly isWarnedOf: boolean;
  /** The names of the tables that the history leaves rows in. */
  readonly filled: readonly string[];
  /** Whether anything was run that the cache did not know. */
  readonly isNews: boolean;
  /** Whether the cache was held against the files and says something else. */
  readonly cacheLies: boolean;
}

/**
 * The state after all migrations and the desired schema, from the cache where its hashes match and
 * replayed where they do not. With `cache: false` everything is replayed, and a warning comes back
 * where the cache says something else.
 */
export async function loadProject(
  files: ProjectFiles,
  options: HistoryOptions,
  context: CommandContext,
): Promise<Result<ProjectState>> {
  const history = await loadHistory(files, options, context);
  if (!history.ok) return history;
  const { snapshot: current, key, isBroken, isWarnedOf, filled, isNews } = history.value;
  // What is broken in the history would pass in the schema if it were taken for known.
  const known = options.cache && !isBroken ? objectsOf(current) : [];
  const desired = await loadDesired(files, { ...options, progress: context.progress }, known);
  if (!desired.ok) {
    return { ...desired, diagnostics: [...history.diagnostics, ...desired.diagnostics] };
  }
  const isDesiredKnown = files.cache?.desiredKey === files.desiredKey;
  const cacheLies = history.value.cacheLies || liesAboutDesired(files, options, desired.value);
  return succeed(
    {
      current,
      desired: { ...desired.value, snapshot: withHistoryOf(desired.value.snapshot, current) },
      key,
      isBroken,
      isWarnedOf,
      filled,
      isNews: isNews || !isDesiredKnown,
      cacheLies,
    },
    [
      ...history.diagnostics,
      ...desired.diagnostics,
      ...(cacheLies ? [lyingCache(files.cachePath)] : []),
    ],
  );
}

/**
 * Writes what was worked out into the cache, unless there is a warning that every run shall repeat. A
 * cache that cannot be written changes no answer, so that is only said under `--verbose`.
 */
export async function rememberProject(
  files: ProjectFiles,
  state: ProjectState,
  outcome: {
    readonly settled: Situation | undefined;
    readonly judged: JudgedHistory | undefined;
    readonly context: CommandContext;
  },
): Promise<void> {
  const { directory, historyDigest, desiredKey } = files;
  if (directory.migrations.length === 0 || state.isWarnedOf) return;
  const secret = await makeCacheSecret(files.workingDirectory);
  if (secret === undefined) {
    outcome.context.note("Cannot write the cache: there is nowhere to keep its secret key");
    return;
  }
  const settled = state.cacheLies ? [] : files.cache?.settled ?? [];
  const judged = state.cacheLies ? [] : files.cache?.judged ?? [];
  const text = await writeCache({
    penumbra: VERSION,
    secret,
    engine: await engineWords(files),
    folder: { digest: files.folderDigest, layout: files.layout.name },
    history: {
      digest: historyDigest,
      key: state.key,
      count: directory.migrations.length,
      filled: state.filled,
      snapshot: state.current,
    },
    desired: { key: desiredKey, snapshot: withoutHistory(state.desired.snapshot) },
    settled: outcome.settled === undefined ? settled : withSettled(settled, outcome.settled),
    judged: outcome.judged === undefined ? judged : withJudged(judged, outcome.judged),
    marks: textMarks(directory.migrations, parseMarks(files.cache?.marks ?? "[]")),
  });
  const written = await replaceFileAtomically(files.cachePath, text);
  if (!written.ok) {
    outcome.context.note(`Cannot write the cache: ${written.diagnostics[0]?.message}`);
  }
}

function liesAboutDesired(
  { cache, desiredKey }: ProjectFiles,
  options: Pick<ProjectOptions, "cache">,
  desired: DdlSchema,
): boolean {
  if (options.cache || cache === undefined) return false;
  const cached = lookUpDesired(cache, desiredKey);
  return cached !== undefined && JSON.stringify(cached) !== JSON.stringify(desired.snapshot);
}

async function loadDesired(
  files: ProjectFiles,
  options: Pick<ProjectOptions, "cache"> & ProgressOptions,
  known: readonly SchemaObject[],
): Promise<Result<DdlSchema>> {
  const { desired, cache, desiredKey, target, declared } = files;
  const cached = options.cache && cache !== undefined
    ? lookUpDesired(cache, desiredKey)
    : undefined;
  if (cached !== undefined) {
    if (desired.kind === "migrations") return succeed({ snapshot: cached, hints: [] });
    const files = await ddlOf(desired.parts);
    if (!files.ok) return files;
    return succeed({ snapshot: cached, hints: ddlHints(files.value) }, leftOut(files.value));
  }
  return await makeDesired(desired, known, { ...options, target, declared });
}

function lyingCache(path: string): Diagnostic {
  return {
    code: "cache/differs",
    severity: "warning",
    message: `Cannot trust the cache "${path}": it disagrees with the files it was made from`,
    hint: "Delete it: it will be recreated. If nobody edited it, please report this",
  };
}
