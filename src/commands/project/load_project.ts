import type { Diagnostic } from "../../base/diagnostic.ts";
import type { ProgressOptions } from "../../base/progress.ts";
import { type Result, succeed } from "../../base/result.ts";
import { cachedDesired, lookUpDesired } from "../../migrations/cache/cache.ts";
import {
  EMPTY_SNAPSHOT,
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
} from "../../schema/snapshot.ts";
import { DRIZZLE_FOLDERS } from "../../migrations/layouts/drizzle_folders.ts";
import { withKeysAsBefore } from "../../migrations/drizzle/keys_as_before.ts";
import { withHistoryOf, withoutHistory } from "../../sources/history_tables.ts";
import { leftOut, mayBeLeftOut } from "../../shadow/load/left_out.ts";
import { ddlHints, type DdlSchema } from "../../shadow/load/load_ddl.ts";
import { type History, type HistoryOptions, loadHistory } from "./load_history.ts";
import { loadDesired } from "../schema/load_desired.ts";
import type { CommandContext, ProjectOptions } from "../settings/options.ts";
import type { ProjectFiles } from "./read_project.ts";
import { ddlOf } from "../schema/schema_part.ts";

/** Both sides of the comparison: the end of the history, and the desired schema. */
export interface ProjectState extends Omit<History, "snapshot"> {
  readonly current: SchemaSnapshot;
  /** With what the history decides about it, see `withKeysAsBefore` and `withHistoryOf`. */
  readonly desired: DdlSchema;
  /** The desired schema as its source has it, which the cache keeps. */
  readonly ownDesired: SchemaSnapshot;
  /** Whether there are results that the cache did not contain. */
  readonly isUncached: boolean;
}

/**
 * The state after all migrations and the desired schema, from the cache if its hashes match,
 * otherwise replayed. With `cache: false` everything is replayed, and a warning is returned if the
 * cache differs.
 */
export async function loadProject(
  files: ProjectFiles,
  options: HistoryOptions,
  context: CommandContext,
): Promise<Result<ProjectState>> {
  const history = await loadHistory(files, options, context);
  if (!history.ok) return history;
  const { snapshot: current, ...ending } = history.value;
  const known = options.cache ? knownSchema(files, history.value) : EMPTY_SNAPSHOT;
  const loading = { ...options, progress: context.progress };
  const desired = await desiredOf(files, loading, objectsOf(known));
  if (!desired.ok) {
    return { ...desired, diagnostics: [...history.diagnostics, ...desired.diagnostics] };
  }
  const isDesiredKnown = files.cache?.desiredKey === files.desiredKey;
  const isCacheWrong = ending.isCacheWrong || differsFromDesired(files, options, desired.value);
  const keyed = DRIZZLE_FOLDERS.recognises(files.directory.files)
    ? withKeysAsBefore(desired.value.snapshot, current)
    : desired.value.snapshot;
  return succeed(
    {
      ...ending,
      current,
      desired: { ...desired.value, snapshot: withHistoryOf(keyed, current) },
      ownDesired: withoutHistory(desired.value.snapshot),
      isUncached: ending.cachedCount < files.directory.migrations.length || !isDesiredKnown,
      isCacheWrong,
    },
    [
      ...history.diagnostics,
      ...desired.diagnostics,
      ...(isCacheWrong ? [wrongCacheWarning(files.cachePath)] : []),
    ],
  );
}

function differsFromDesired(
  { cache, desiredKey }: ProjectFiles,
  options: Pick<ProjectOptions, "cache">,
  desired: DdlSchema,
): boolean {
  if (options.cache || cache === undefined) return false;
  const cached = lookUpDesired(cache, desiredKey);
  return cached !== undefined && JSON.stringify(cached) !== JSON.stringify(desired.snapshot);
}

/**
 * A schema whose objects count as known if the desired schema contains them word for word: the
 * previous desired schema, with the schema's own texts, else that of the history, whose texts every
 * ALTER has changed.
 */
function knownSchema(
  { cache }: ProjectFiles,
  { snapshot, isBroken }: Pick<History, "snapshot" | "isBroken">,
): SchemaSnapshot {
  // Objects that are broken in the history would be accepted in the schema.
  return (cache && cachedDesired(cache)) ?? (isBroken ? EMPTY_SNAPSHOT : snapshot);
}

async function desiredOf(
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
    const others = mayBeLeftOut(files.value, objectsOf(cached));
    return succeed({ snapshot: cached, hints: ddlHints(files.value) }, leftOut(others));
  }
  return await loadDesired(desired, known, { ...options, target, declared });
}

function wrongCacheWarning(path: string): Diagnostic {
  return {
    code: "cache/differs",
    severity: "warning",
    message: `Cannot trust the cache "${path}": it disagrees with the files it was made from`,
    hint: "Delete it: it will be recreated. If nobody edited it, please report this",
  };
}
