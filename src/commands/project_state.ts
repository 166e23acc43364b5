import type { Diagnostic } from "../base/diagnostic.ts";
import { type Result, succeed } from "../base/result.ts";
import { replaceFileAtomically } from "../host/atomic_files.ts";
import {
  isSettled,
  lookUp,
  lookUpDesired,
  type Situation,
  withSettled,
} from "../migrations/cache.ts";
import { writeCache } from "../migrations/cache_text.ts";
import { chainKeys } from "../migrations/chain.ts";
import { objectsOf, type SchemaSnapshot } from "../schema/snapshot.ts";
import { snapshotFacts } from "../schema/facts.ts";
import { ddlHints, type DdlSchema, loadDdl } from "../shadow/load_ddl.ts";
import { replay, type Replayed } from "../shadow/replay.ts";
import type { CommandContext, ProjectOptions } from "./options.ts";
import { CACHE_WRITER, type ProjectFiles } from "./project_files.ts";

/** Both sides of the comparison. */
export interface ProjectState {
  readonly current: SchemaSnapshot;
  readonly desired: DdlSchema;
  /** The key of the last migration. */
  readonly key: string;
  readonly resumable: boolean;
  /** Whether anything was run that the cache did not know. */
  readonly isNews: boolean;
}

/**
 * The state after all migrations and the desired schema, from the cache where its hashes match and
 * replayed where they do not. With `cache: false` everything is replayed, and a cache that says
 * something else is found.
 */
export async function loadProject(
  files: ProjectFiles,
  options: Pick<ProjectOptions, "cache">,
  context: CommandContext,
): Promise<Result<ProjectState>> {
  const history = await loadHistory(files, options, context);
  if (!history.ok) return history;
  const desired = await loadDesired(files, options, history.value.snapshot);
  if (!desired.ok) return desired;
  const { snapshot: current, key, resumable, isNews } = history.value;
  const known = files.cache !== undefined && files.cache.desiredKey === files.desiredKey;
  return succeed(
    { current, desired: desired.value, key, resumable, isNews: isNews || !known },
    [...history.diagnostics, ...desired.diagnostics],
  );
}

/** The digests that decide, with the options, whether there is anything to do. */
export function situationOf(
  files: ProjectFiles,
  options: Pick<ProjectOptions, "columnOrder">,
): Situation {
  const { historyDigest, desiredKey } = files;
  return { historyDigest, desiredKey, optionsKey: options.columnOrder };
}

/** Whether an earlier run found that nothing is missing and nothing unsafe, for the same files. */
export function isKnownSettled(
  files: ProjectFiles,
  options: Pick<ProjectOptions, "cache" | "columnOrder">,
): boolean {
  return options.cache && files.cache !== undefined &&
    isSettled(files.cache, situationOf(files, options));
}

/**
 * Writes what was worked out into the cache. A cache that cannot be written changes no answer, so
 * that is only said under `--verbose`.
 */
export async function rememberProject(
  files: ProjectFiles,
  state: ProjectState,
  outcome: { readonly settled: Situation | undefined; readonly context: CommandContext },
): Promise<void> {
  const { directory, historyDigest, desiredKey } = files;
  if (directory.migrations.length === 0) return;
  const settled = files.cache?.settled ?? [];
  const text = await writeCache({
    ...CACHE_WRITER,
    history: {
      digest: historyDigest,
      key: state.key,
      count: directory.migrations.length,
      resumable: state.resumable,
      snapshot: state.current,
    },
    desired: { key: desiredKey, snapshot: state.desired.snapshot },
    settled: outcome.settled === undefined ? settled : withSettled(settled, outcome.settled),
  });
  const written = await replaceFileAtomically(files.cachePath, text);
  if (!written.ok) {
    outcome.context.note(`Cannot write the cache: ${written.diagnostics[0]?.message}`);
  }
}

interface History extends Replayed {
  readonly key: string;
  readonly isNews: boolean;
}

async function loadHistory(
  files: ProjectFiles,
  options: Pick<ProjectOptions, "cache">,
  context: CommandContext,
): Promise<Result<History>> {
  const { migrations } = files.directory;
  const found = files.cache === undefined
    ? undefined
    : await lookUp(files.cache, { migrations, digest: files.historyDigest });
  if (options.cache && found?.kind === "hit") {
    const { snapshot, key, resumable } = found;
    return succeed({ snapshot, key, resumable, isNews: false });
  }
  const prefix = options.cache && found?.kind === "prefix" ? found : undefined;
  if (found?.kind === "miss") context.note(`Cannot use the cache: ${found.reason}`);
  const tail = migrations.slice(prefix?.count ?? 0);
  context.note(`Replaying ${tail.length} of ${migrations.length} migrations`);
  context.progress(`Replaying ${tail.length} migrations`);
  const replayed = await replay(tail, prefix?.snapshot);
  if (!replayed.ok) return replayed;
  const key = (await chainKeys(tail, prefix?.key)).at(-1) ?? "";
  const lie = found?.kind === "hit" && !sameSchema(found.snapshot, replayed.value.snapshot);
  return succeed(
    { ...replayed.value, key, isNews: true },
    [...replayed.diagnostics, ...(lie ? [lyingCache(files.cachePath)] : [])],
  );
}

async function loadDesired(
  files: ProjectFiles,
  options: Pick<ProjectOptions, "cache">,
  current: SchemaSnapshot,
): Promise<Result<DdlSchema>> {
  const { desired, cache, desiredKey } = files;
  const cached = options.cache && cache !== undefined
    ? lookUpDesired(cache, desiredKey)
    : undefined;
  if (desired.kind === "migrations") {
    if (cached !== undefined) return succeed({ snapshot: cached, hints: [] });
    const replayed = await replay(desired.directory.migrations);
    if (!replayed.ok) return replayed;
    return succeed({ snapshot: replayed.value.snapshot, hints: [] }, replayed.diagnostics);
  }
  if (cached !== undefined) {
    return succeed({ snapshot: cached, hints: ddlHints(desired.files) });
  }
  return await loadDdl(desired.files, options.cache ? objectsOf(current) : []);
}

function sameSchema(left: SchemaSnapshot, right: SchemaSnapshot): boolean {
  return snapshotFacts(left).join("\n") === snapshotFacts(right).join("\n");
}

function lyingCache(path: string): Diagnostic {
  return {
    code: "cache/differs",
    severity: "warning",
    message: `The cache "${path}" says something else than the migrations do`,
    hint: "Nothing needs to be done: it is written again. Please report how it came to be",
  };
}
